// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"

#include <QByteArrayView>
#include <QString>
#include <functional>
#include <vector>

namespace Turnstone {

/// What one connection says and hears, line by line, with secrets taken out; for finding out what a
/// server does. It holds the beginnings of lines of mail. Off unless the category "turnstone.wire"
/// is at debug level or a sink is given. One connection's thread.
///
/// What is sent as secret never gets in. Besides, its bytes, and those of every secret told by
/// `hide` in clear and in base64, are looked for in everything that is logged: servers do echo
/// passwords.
class WireLog {
public:
    using Sink = std::function<void(const QString &line)>;

    /// `connection` starts each line. Without a sink lines go to "turnstone.wire".
    explicit WireLog(const QString &connection, Sink sink = {});

    bool isOn() const { return m_on; }
    /// Takes the secret and its base64 form out of all that follows. Below 4 bytes it isn't looked
    /// for: it would be found everywhere and so be told by its absence.
    void hide(const Secret &);
    void sent(QByteArrayView bytes);
    /// Stands in the log as "***"; also hidden from then on.
    void sentSecret(const QByteArray &bytes);
    void received(QByteArrayView bytes);
    /// Connected, encrypted, closed; ends unfinished lines.
    void event(const QString &what);

private:
    struct Line {
        QByteArray bytes; ///< bounded; the rest of a longer line is only counted
        qint64 skipped = 0;
    };
    void add(Line &, char direction, QByteArrayView bytes);
    void flush(Line &, char direction);
    void addHidden(const QByteArray &);
    QByteArray redacted(QByteArray line) const;

    QString m_connection;
    Sink m_sink;
    bool m_on = false;
    std::vector<Secret> m_hidden;
    qsizetype m_longestHidden = 0;
    Line m_out, m_in;
};

} // namespace Turnstone
