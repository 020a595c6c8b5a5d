// SPDX-License-Identifier: MIT
#include "store/seenaddresses.h"

#include "store/database.h"
#include "store/packed.h"
#include "store/searchwords.h"

#include <QHash>
#include <QStringList>

namespace Turnstone {

namespace {

constexpr int seenCacheKiB = 2 * 1024;
constexpr int messagesAtOnce = 2'000;
constexpr qsizetype recipientsLearnt = 60; ///< of one message that was sent
constexpr qsizetype seenNameChars = 200;
constexpr qsizetype seenMailboxChars = 320; ///< RFC 5321 4.5.3.1
constexpr int bestLookedAt = 4'000; ///< addresses, by rank, before the words are searched
constexpr int matchesLookedAt = 4'000; ///< words with the prefix

/// Whom nobody writes to: what programs send as.
bool isProgramsAddress(const QString &mailbox)
{
    const QString local =
        mailbox.section(u'@', 0, 0).toCaseFolded().remove(u'-').remove(u'_').remove(u'.');
    static const QStringList names{QStringLiteral("noreply"), QStringLiteral("donotreply"),
                                   QStringLiteral("mailerdaemon"), QStringLiteral("bounce"),
                                   QStringLiteral("notification")};
    return std::any_of(names.begin(), names.end(),
                       [&local](const QString &name) { return local.startsWith(name); });
}

} // namespace

struct SeenAddresses::Counted {
    Address address;
    qint64 sent = 0, seen = 0, last = 0;
};

SeenAddresses::SeenAddresses(Store &store)
    : m_db(std::make_unique<Database>(store.paths().data + QStringLiteral("/mail.db"),
                                      store.access() == Store::Access::ReadWrite
                                          ? Database::Mode::ReadWrite
                                          : Database::Mode::ReadOnly,
                                      Database::Options{4096, seenCacheKiB}))
    , m_store(store)
{ }

SeenAddresses::~SeenAddresses() = default;

bool SeenAddresses::collect(const std::function<bool()> &stop)
{
    while (!stop()) {
        if (!collectSome())
            return true;
    }
    return false;
}

bool SeenAddresses::collectSome()
{
    QHash<QByteArray, Counted> counted;
    const auto count = [&counted](const Address &address, bool sent, qint64 when) {
        if (!address.mailbox.contains(u'@') || address.mailbox.size() > seenMailboxChars
            || isProgramsAddress(address.mailbox))
            return;
        Counted &entry = counted[address.mailbox.toCaseFolded().toUtf8()];
        (sent ? entry.sent : entry.seen) += 1;
        // The latest name stands, but that of an address book entry one wrote to stands longest.
        const bool named = !address.name.isEmpty() && address.name != address.mailbox;
        if (entry.address.mailbox.isEmpty() || (named && when >= entry.last)) {
            entry.address.mailbox = address.mailbox;
            if (named)
                entry.address.name = address.name.left(seenNameChars);
        }
        entry.last = qMax(entry.last, when);
    };
    qint64 upTo = 0;
    int read = 0;
    {
        // One folder is enough to tell what kind of mail it is; Sent counts wherever else it is.
        Statement row = m_db->query(
            "SELECT m.id, m.from_name, m.from_mailbox, m.received, (SELECT min(CASE f.role WHEN "
            "'sent' THEN 0 WHEN 'junk' THEN 2 WHEN 'drafts' THEN 2 ELSE 1 END) FROM placement p "
            "JOIN folder f ON f.id = p.folder WHERE p.message = m.id), m.envelope FROM message m "
            "WHERE m.id > (SELECT collected FROM seen_address_state) ORDER BY m.id LIMIT ?",
            messagesAtOnce);
        while (row.step()) {
            ++read;
            upTo = row.integer(0);
            const qint64 when = row.integer(3);
            if (row.isNull(4) || row.integer(4) == 2)
                continue;
            if (row.integer(4) == 1) {
                count({row.text(1), row.text(2)}, false, when);
                continue;
            }
            const Envelope envelope = envelopeFromPacked(row.blobView(5));
            const AddressList all = envelope.to + envelope.cc + envelope.bcc;
            for (const Address &address : all.mid(0, recipientsLearnt))
                count(address, true, when != 0 ? when : envelope.dateUtc);
        }
    }
    if (read == 0)
        return false;
    write(counted, upTo);
    return read == messagesAtOnce;
}

void SeenAddresses::write(const QHash<QByteArray, Counted> &counted, qint64 upTo)
{
    DatabaseTransaction transaction(*m_db);
    for (auto entry = counted.begin(); entry != counted.end(); ++entry) {
        const Counted &one = entry.value();
        qint64 id = 0;
        QString name = one.address.name, before;
        {
            Statement row = m_db->query("SELECT id, name FROM seen_address WHERE key = ?",
                                        QString::fromUtf8(entry.key()));
            if (row.step()) {
                id = row.integer(0);
                before = row.text(1);
                if (name.isEmpty())
                    name = before;
            }
        }
        QStringList words = foldedWords(name) + foldedWords(one.address.mailbox);
        words.removeDuplicates();
        const QString joined = joinedWords(words);
        if (id == 0) {
            m_db->run("INSERT INTO seen_address (key, mailbox, name, words, sent, seen, last, "
                      "rank) VALUES (?, ?, ?, ?, 0, 0, 0, 0)",
                      QString::fromUtf8(entry.key()), one.address.mailbox, name, joined);
            id = m_db->lastInsertId();
        } else if (name != before) {
            m_db->run("UPDATE seen_address SET name = ?, words = ? WHERE id = ?", name, joined, id);
            m_db->run("DELETE FROM seen_word WHERE address = ?", id);
        }
        if (before.isNull() || name != before) {
            for (const QString &word : std::as_const(words))
                m_db->run("INSERT OR IGNORE INTO seen_word (word, address) VALUES (?, ?)", word,
                          id);
        }
        // Written to first; then how often; weeks since 1970 decide what is left.
        m_db->run("UPDATE seen_address SET sent = sent + ?1, seen = seen + ?2, last = max(last, "
                  "?3), rank = (sent + ?1 > 0) * 1000000000 + min(99999, 4 * (sent + ?1) + seen + "
                  "?2) * 10000 + max(last, ?3) / 604800 WHERE id = ?4",
                  one.sent, one.seen, one.last, id);
        m_db->run("UPDATE contact_email SET use = (SELECT rank FROM seen_address WHERE id = ?1) "
                  "WHERE seen_key = ?2",
                  id, QString::fromUtf8(entry.key()));
    }
    m_db->run("UPDATE seen_address_state SET collected = ?", upTo);
    transaction.commit();
}

QList<Address> SeenAddresses::complete(const QString &typed, int limit)
{
    QList<Address> addresses;
    for (const Ranked &one : ranked(typed, limit))
        addresses.append(one.address);
    return addresses;
}

QList<SeenAddresses::Ranked> SeenAddresses::ranked(const QString &typed, int limit)
{
    QList<Ranked> found;
    QStringList words = foldedWords(typed);
    if (words.isEmpty())
        return found;
    std::stable_sort(words.begin(), words.end(),
                     [](const QString &a, const QString &b) { return a.size() > b.size(); });
    words.resize(qMin<qsizetype>(words.size(), 4));
    const auto wanted = [&words](int i) {
        return i < words.size() ? QString(u' ' + words.at(i)) : QStringLiteral(" ");
    };
    const auto take = [&found, limit](Statement &row) {
        while (found.size() < limit && row.step()) {
            const Ranked one{{row.text(1), row.text(0)}, row.integer(2)};
            if (!found.contains(one))
                found.append(one);
        }
    };
    // Whom one writes to most is mostly whom one means: a short word matches many, and these first.
    {
        Statement row = m_db->query(
            "SELECT mailbox, name, rank, words FROM seen_address ORDER BY rank DESC LIMIT ?",
            bestLookedAt);
        while (found.size() < limit && row.step()) {
            const QString known = row.text(3);
            const bool matches =
                std::all_of(words.begin(), words.end(),
                            [&known](const QString &word) { return known.contains(u' ' + word); });
            if (matches)
                found.append({{row.text(1), row.text(0)}, row.integer(2)});
        }
    }
    if (found.size() >= limit)
        return found;
    Statement row = m_db->query(
        "SELECT a.mailbox, a.name, a.rank FROM (SELECT DISTINCT address FROM (SELECT address FROM "
        "seen_word "
        "WHERE word >= ? AND word < ? LIMIT ?)) w JOIN seen_address a ON a.id = w.address WHERE "
        "instr(a.words, ?) AND instr(a.words, ?) AND instr(a.words, ?) ORDER BY a.rank DESC "
        "LIMIT ?",
        words.constFirst(), QString(words.constFirst() + QChar(0xffff)), matchesLookedAt, wanted(1),
        wanted(2), wanted(3), limit);
    take(row);
    return found;
}

} // namespace Turnstone
