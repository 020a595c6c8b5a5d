// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace Turnstone {

/// One property of a vCard (RFC 6350 3.3), taken apart. Inside src/mail only.
struct VCardLine {
    QString group; ///< "item1" of "item1.EMAIL"
    QString name; ///< upper case
    struct Parameter {
        QString name; ///< upper case; "TYPE" where version 2.1 leaves it out
        QStringList values;
    };
    QList<Parameter> parameters;
    QString value; ///< escapes as written
    QString whole; ///< the line, unfolded

    QStringList parameter(const QString &name) const; ///< all values of that name
    /// TYPE values in lower case.
    QStringList types() const;
};

/// The content lines of a file: unfolded, quoted-printable and charsets of 2.1 undone.
QList<VCardLine> readVCardLines(const QByteArray &file);

/// A value of text: "\n", "\,", "\;" and "\\" undone (RFC 6350 3.4).
QString vcardText(const QString &value);
/// Cut at `separator` where it isn't escaped, then each undone.
QStringList vcardList(const QString &value, QChar separator);
/// The reverse. With controls but '\n' and tab left out.
QString escapedVCardText(const QString &text);

/// Adds a line, folded at 75 bytes between characters.
void appendVCardLine(QByteArray &file, const QString &line);

} // namespace Turnstone
