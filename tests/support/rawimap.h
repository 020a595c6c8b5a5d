// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>
#include <QTcpSocket>
#include <functional>

namespace Turnstone::Test {

/// Another mail program on the same mailbox, as far as a test needs one: it sends lines and reads
/// answers over a plain loopback socket, and shares no code with the program under test. Every call
/// blocks; what can't be done ends the test program with the reason.
class RawImap {
public:
    struct Reply {
        QByteArray tagged; ///< without the tag: "OK [APPENDUID 1 2] done."
        QByteArrayList untagged; ///< each whole, with its literals, without "* " and the last CRLF
        QByteArrayList literals; ///< of all untagged responses, in order
        bool ok() const { return tagged.startsWith("OK"); }
    };

    /// Connects and signs in.
    RawImap(quint16 port, const QString &user, const QString &password);
    ~RawImap();

    /// Sends one command without its tag and CRLF, and reads up to its answer.
    Reply command(const QByteArray &line);
    /// As `command`, and any answer but OK ends the test program.
    Reply require(const QByteArray &line);

    /// APPEND; makes the folder where it is missing. Returns the UID, 0 where the server didn't
    /// say.
    quint32 append(const QString &folder, const QByteArray &message, const QStringList &flags = {},
                   const QByteArray &internalDate = {});
    /// APPEND to a folder that is there; false: it was refused.
    bool takes(const QString &folder, const QByteArray &message);
    /// All of them in one command (MULTIAPPEND, LITERAL+): a folder of thousands in a moment.
    /// Dovecot can.
    void appendMany(const QString &folder, const QByteArrayList &messages);
    /// The bytes of every message of a folder, by UID.
    QByteArrayList messages(const QString &folder);
    /// Opens the folder and idles (RFC 2177) from now on; `heard` is called in the event loop with
    /// each line the server says. The connection is of no other use afterwards.
    void idle(const QString &folder, std::function<void(const QByteArray &line)> heard);
    /// UIDs of what SEARCH finds: "ALL", "SEEN", …
    QList<quint32> search(const QString &folder, const QByteArray &criteria);

    /// No folder is open any more, and nothing was expunged.
    void leave();
    /// Deletes the folder and makes it again with the same messages: every key in it is void, and
    /// its UIDVALIDITY another one.
    void renumber(const QString &folder);
    quint32 uidValidity(const QString &folder);

    /// A folder's name as it stands in a command: modified UTF-7 (RFC 3501 5.1.3), quoted.
    static QByteArray quoted(const QString &folder);
    /// As `quoted`, for a folder of the user's own, levels divided by '/': as this server's
    /// NAMESPACE (RFC 2342) has it.
    QByteArray own(const QString &folder) const;
    /// The other way round: a folder's name as LIST gives it, decoded, without the prefix of the
    /// user's own, levels divided by '/'.
    QString folderName(const QByteArray &listed) const;
    bool can(const QByteArray &capability) const { return m_capabilities.contains(capability); }

private:
    Reply commandWithLiteral(const QByteArray &line, const QByteArray &literal);
    Reply readReply(const QByteArray &tag);
    QByteArray readResponse(QByteArrayList *literals);
    void waitForMore();

    QTcpSocket m_socket;
    QByteArrayList m_capabilities;
    QString m_prefix, m_delimiter = QStringLiteral("/");
    QByteArray m_buffer;
    qsizetype m_read = 0; ///< of m_buffer
    int m_tag = 0;
};

} // namespace Turnstone::Test
