// SPDX-License-Identifier: MIT
// Checking the store: what it keeps against what it says it keeps.
#include "base/log.h"
#include "base/sha256.h"
#include "store/contentdatabase.h"
#include "store/mailreader.h"
#include "store/rows.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

constexpr qsizetype verifyFindingsMax = 100;

class Verification {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Verification)
public:
    Verification(Database &index, ContentDatabases &contents, bool deep)
        : m_index(index)
        , m_contents(contents)
        , m_deep(deep)
    { }

    MailReader::VerifyReport run()
    {
        ReadSnapshot snapshot(m_index);
        checkFile(m_index);
        checkCounters();
        checkBindings();
        m_report.messages = m_index.integer("SELECT count(*) FROM message");
        m_report.withContent = m_index.integer("SELECT count(DISTINCT message) FROM part");
        Statement accounts = m_index.query("SELECT id, name FROM account ORDER BY id");
        while (accounts.step())
            checkContent(accounts.id<AccountId>(0), accounts.text(1));
        m_report.damaged = m_damaged.size();
        return m_report;
    }

private:
    void find(const QString &sentence)
    {
        if (m_report.findings.size() < verifyFindingsMax)
            m_report.findings.append(sentence);
    }

    void checkFile(Database &database)
    {
        Statement check =
            database.query(m_deep ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)");
        while (check.step()) {
            if (check.text(0) != QLatin1String("ok"))
                find(tr("“%1” is damaged: %2.").arg(database.path(), check.text(0)));
        }
        Statement references = database.query("PRAGMA foreign_key_check");
        while (references.step())
            find(tr("“%1”: a row of %2 names one that is gone.")
                     .arg(database.path(), references.text(0)));
    }

    void checkCounters()
    {
        std::string sql = "SELECT f.path FROM folder f LEFT JOIN (SELECT p.folder AS folder, "
                          "count(*) AS total, sum(p.unread) AS unread, sum(";
        sql += isHereSql;
        sql += ") AS here, sum(p.bound = 0) AS only_here, sum(m.bytes) AS bytes FROM placement p "
               "JOIN message m ON m.id = p.message JOIN folder f ON f.id = p.folder JOIN account a "
               "ON a.id = m.account GROUP BY p.folder) c ON c.folder = f.id WHERE f.total <> "
               "coalesce(c.total, 0) OR f.unread <> coalesce(c.unread, 0) OR f.on_computer <> "
               "coalesce(c.here, 0) OR f.only_here <> coalesce(c.only_here, 0) OR f.bytes <> "
               "coalesce(c.bytes, 0)";
        Statement wrong = m_index.query(sql);
        while (wrong.step())
            find(tr("The counters of the folder “%1” are wrong.").arg(wrong.text(0)));
    }

    void checkBindings()
    {
        // 1 in its own folder, which counts before 2, elsewhere.
        const qint64 wrong = m_index.integer(
            "SELECT count(*) FROM placement p WHERE p.bound <> coalesce((SELECT max(CASE WHEN "
            "r.folder "
            "IS p.folder THEN 4 ELSE 2 END) FROM remote_message b JOIN remote_folder r ON r.id = "
            "b.remote_folder JOIN incoming_server s ON s.id = r.incoming_server AND s.retired_at "
            "IS "
            "NULL WHERE b.placement = p.id), 0) % 3");
        if (wrong > 0)
            find(tr("%n message(s) are marked wrongly as being on the server.", nullptr,
                    int(wrong)));
        const qint64 strangers = m_index.integer("SELECT count(*) FROM remote_message b LEFT JOIN "
                                                 "placement p ON p.id = b.placement WHERE "
                                                 "b.message IS NOT p.message");
        if (strangers > 0)
            find(tr("%n key(s) of the server lead to a wrong message.", nullptr, int(strangers)));
        const qint64 unlike =
            m_index.integer("SELECT count(*) FROM placement p JOIN message m ON m.id = p.message "
                            "WHERE p.level <> m.level OR p.wish <> (SELECT min(o.wish) FROM "
                            "placement o WHERE o.message = p.message)");
        if (unlike > 0)
            find(tr("%n place(s) of messages say something else of what is here than the message.",
                    nullptr, int(unlike)));
        const qint64 lost =
            m_index.integer("SELECT count(*) FROM message m WHERE NOT EXISTS (SELECT 1 "
                            "FROM placement p WHERE p.message = m.id) AND NOT EXISTS (SELECT 1 "
                            "FROM outbox b WHERE b.message = m.id)");
        if (lost > 0)
            find(tr("%n message(s) are in no folder.", nullptr, int(lost)));
    }

    /// Walks what the index names and what is there side by side, both by content id.
    void checkContent(AccountId account, const QString &name)
    {
        Statement parts =
            m_index.query("SELECT content, message, bytes, sha256 FROM part WHERE account "
                          "= ? ORDER BY content",
                          account);
        bool partLeft = parts.step();
        Database *database = nullptr;
        try {
            database = m_contents.reading(account);
            if (database)
                checkFile(*database);
        } catch (const MailError &error) {
            find(error.sentence);
        }
        if (database) {
            ReadSnapshot snapshot(*database);
            Statement contents = database->query("SELECT id FROM content ORDER BY id");
            while (contents.step()) {
                const qint64 id = contents.integer(0);
                while (partLeft && parts.integer(0) < id) {
                    missing(parts.id<MessageId>(1), name);
                    partLeft = parts.step();
                }
                if (partLeft && parts.integer(0) == id) {
                    if (m_deep && !isSound(account, id, parts.integer(2), parts.blob(3))) {
                        m_damaged.insert(parts.id<MessageId>(1));
                        find(tr("Account “%1”: the content of message %2 is damaged.")
                                 .arg(name)
                                 .arg(parts.integer(1)));
                    }
                    partLeft = parts.step();
                } else if (!m_index.integer("SELECT 1 FROM content_garbage WHERE account = ? AND "
                                            "content = ?",
                                            account, id)) {
                    ++m_report.orphaned;
                }
            }
        }
        for (; partLeft; partLeft = parts.step())
            missing(parts.id<MessageId>(1), name);
    }

    bool isSound(AccountId account, qint64 content, qint64 bytes, const QByteArray &sha256)
    {
        Sha256 hash;
        qint64 found = 0;
        const bool read = m_contents.read(account, content, [&](QByteArrayView piece) {
            hash.add(piece);
            found += piece.size();
            return true;
        });
        return read && found == bytes && hash.result() == sha256;
    }

    void missing(MessageId message, const QString &account)
    {
        m_damaged.insert(message);
        find(tr("Account “%1”: the content of message %2 is missing.")
                 .arg(account)
                 .arg(message.value()));
    }

    Database &m_index;
    ContentDatabases &m_contents;
    bool m_deep;
    MailReader::VerifyReport m_report;
    QSet<MessageId> m_damaged;
};

} // namespace

MailReader::VerifyReport MailReader::verify(bool deep)
{
    return Verification(*m_db, *m_content, deep).run();
}

} // namespace Turnstone
