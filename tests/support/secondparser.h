// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace Turnstone::Test {

/// What Python's email package makes of a message (parsemail.py says which keys there are). Where
/// Python isn't there, `error` of the result names the package.
struct SecondOpinion {
    QString error;
    QJsonObject json;

    QString header(const QString &name) const; ///< the first of that name, decoded
    int headers(const QString &name) const; ///< how many there are
    QStringList mailboxes(const QString &name) const; ///< "name <address>" or "address"
    QJsonObject part(int index) const;
    int parts() const;
    QStringList types() const;
    QStringList defects() const; ///< of headers and parts
};
SecondOpinion parsedByPython(const QByteArray &message);
/// The same of many at once, by one process.
QList<SecondOpinion> parsedByPython(const QByteArrayList &messages);

} // namespace Turnstone::Test
