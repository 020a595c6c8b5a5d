// SPDX-License-Identifier: MIT
#include "store/contactreader.h"

#include "mail/mailbox.h"
#include "store/database.h"
#include "store/searchwords.h"

#include <QSet>

namespace Turnstone {

namespace {

constexpr qsizetype expandedMost = 2'000; ///< recipients that one list stands for
constexpr int bestContactsLookedAt = 2'000; ///< addresses, by use, before the words are searched
constexpr int contactWordsLookedAt = 4'000; ///< words with the prefix
constexpr int typedWords = 4; ///< looked at; the longest

/// The words to look for, the longest first, as joinedWords has their beginnings.
struct WordsWanted {
    explicit WordsWanted(const QString &typed)
        : words(foldedWords(typed))
    {
        std::stable_sort(words.begin(), words.end(),
                         [](const QString &a, const QString &b) { return a.size() > b.size(); });
        words.resize(qMin<qsizetype>(words.size(), typedWords));
    }
    QString at(int i) const
    {
        return i < words.size() ? QString(u' ' + words.at(i)) : QStringLiteral(" ");
    }
    QString from() const { return words.value(0); }
    QString to() const { return words.value(0) + QChar(0xffff); }

    QStringList words;
};

QStringList linesOf(const QString &column)
{
    return column.split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

ContactReader::ContactReader(MailReader &reader)
    : m_reader(reader)
    , m_store(reader.m_store)
    , m_db(*reader.m_db)
{ }

qint64 ContactReader::count()
{
    return m_db.integer("SELECT count(*) FROM contact");
}

std::vector<qint64> ContactReader::ids(const QString &typed)
{
    const WordsWanted wanted(typed);
    std::vector<qint64> ids;
    const auto take = [&ids](Statement &&row) {
        while (row.step())
            ids.push_back(row.integer(0));
    };
    if (wanted.words.isEmpty()) {
        // What has no letter is in no name: nothing is found by it, and not everything.
        if (typed.trimmed().isEmpty())
            take(m_db.query("SELECT id FROM contact ORDER BY sort_key, id"));
    } else {
        take(m_db.query(
            "SELECT c.id FROM (SELECT DISTINCT contact FROM contact_word WHERE word >= ? AND word "
            "< ?) w JOIN contact c ON c.id = w.contact WHERE instr(c.words, ?) AND "
            "instr(c.words, ?) AND instr(c.words, ?) ORDER BY c.sort_key, c.id",
            wanted.from(), wanted.to(), wanted.at(1), wanted.at(2), wanted.at(3)));
    }
    return ids;
}

QList<ContactRow> ContactReader::rows(const QList<ContactId> &ids)
{
    QList<ContactRow> rows;
    const ReadSnapshot snapshot(m_db);
    for (const ContactId id : ids) {
        Statement row = m_db.query(
            "SELECT c.name, c.organisation, c.is_list, (SELECT e.mailbox FROM contact_email e "
            "WHERE e.contact = c.id ORDER BY e.preferred DESC, e.position LIMIT 1), EXISTS (SELECT "
            "1 FROM contact_photo p WHERE p.contact = c.id), CASE WHEN c.is_list THEN (SELECT "
            "count(*) FROM contact_member m WHERE m.list = c.id) ELSE 0 END FROM contact c WHERE "
            "c.id = ?",
            id);
        if (row.step())
            rows.append({id, row.text(0), row.text(3), row.text(1), row.integer(2) != 0,
                         int(row.integer(5)), row.integer(4) != 0});
    }
    return rows;
}

QList<ContactRow> ContactReader::lists()
{
    QList<ContactId> ids;
    {
        Statement row =
            m_db.query("SELECT id FROM contact WHERE is_list = 1 ORDER BY sort_key, id");
        while (row.step())
            ids.append(row.id<ContactId>(0));
    }
    return rows(ids);
}

std::optional<StoredContact> ContactReader::contact(ContactId id)
{
    const ReadSnapshot snapshot(m_db);
    StoredContact stored;
    stored.id = id;
    Contact &c = stored.contact;
    {
        Statement row = m_db.query(
            "SELECT uid, is_list, name, given_name, family_name, middle_name, prefix, suffix, "
            "nickname, organisation, title, phones, categories, changed, notes, other FROM contact "
            "WHERE id = ?",
            id);
        if (!row.step())
            return std::nullopt;
        c.uid = row.text(0);
        c.isList = row.integer(1) != 0;
        c.name = row.text(2);
        c.givenName = row.text(3);
        c.familyName = row.text(4);
        c.middleName = row.text(5);
        c.prefix = row.text(6);
        c.suffix = row.text(7);
        c.nickname = row.text(8);
        c.organisation = row.text(9);
        c.title = row.text(10);
        for (const QString &phone : linesOf(row.text(11)))
            c.phones.append({phone.section(u'\t', 1), phone.section(u'\t', 0, 0)});
        c.categories = linesOf(row.text(12));
        stored.changedUtc = row.integer(13);
        c.notes = row.text(14);
        c.otherProperties = linesOf(row.text(15));
    }
    {
        Statement row = m_db.query("SELECT mailbox, kind, preferred FROM contact_email WHERE "
                                   "contact = ? ORDER BY position",
                                   id);
        while (row.step())
            c.emails.append({row.text(0), row.text(1), row.integer(2) != 0});
    }
    {
        Statement row = m_db.query("SELECT type, bytes FROM contact_photo WHERE contact = ?", id);
        if (row.step()) {
            c.photoType = row.text(0).toLatin1();
            c.photo = row.blob(1);
        }
    }
    if (c.isList) {
        Statement row = m_db.query(
            "SELECT coalesce((SELECT o.uid FROM contact_uid u JOIN contact o ON o.id = u.contact "
            "WHERE u.uid = m.member), m.member) FROM contact_member m WHERE m.list = ? ORDER BY "
            "m.position",
            id);
        while (row.step())
            c.members.append(row.text(0));
    }
    return stored;
}

ContactId ContactReader::byUid(const QString &uid)
{
    return ContactId(m_db.integer("SELECT contact FROM contact_uid WHERE uid = ?", uid));
}

QList<ContactId> ContactReader::byMailbox(const QString &mailbox)
{
    QList<ContactId> ids;
    Statement row =
        m_db.query("SELECT DISTINCT contact FROM contact_email WHERE key = ? ORDER BY contact",
                   comparableMailbox(mailbox));
    while (row.step())
        ids.append(row.id<ContactId>(0));
    return ids;
}

QList<ContactMember> ContactReader::members(ContactId list)
{
    QList<ContactMember> members;
    Statement row = m_db.query(
        "SELECT m.member, u.contact, c.name, (SELECT e.mailbox FROM contact_email e WHERE "
        "e.contact = c.id ORDER BY e.preferred DESC, e.position LIMIT 1) FROM contact_member m "
        "LEFT JOIN contact_uid u ON u.uid = m.member LEFT JOIN contact c ON c.id = u.contact WHERE "
        "m.list = ? ORDER BY m.position",
        list);
    while (row.step()) {
        ContactMember member{row.text(0), row.id<ContactId>(1), row.text(2), row.text(3)};
        if (!member.contact && member.member.contains(u'@'))
            member.mailbox = member.member;
        members.append(member);
    }
    // An address is somebody's who may have a name.
    for (ContactMember &member : members) {
        if (member.contact || member.mailbox.isEmpty())
            continue;
        Statement named = m_db.query("SELECT c.id, c.name FROM contact_email e JOIN contact c ON "
                                     "c.id = e.contact WHERE e.key = ? ORDER BY c.id LIMIT 1",
                                     comparableMailbox(member.mailbox));
        if (named.step()) {
            member.contact = named.id<ContactId>(0);
            member.name = named.text(1);
        }
    }
    return members;
}

AddressList ContactReader::addresses(ContactId list)
{
    AddressList found;
    QSet<QString> known;
    QSet<ContactId> entered{list};
    QList<ContactId> lists{list};
    const ReadSnapshot snapshot(m_db);
    while (!lists.isEmpty() && found.size() < expandedMost) {
        for (const ContactMember &member : members(lists.takeFirst())) {
            if (member.mailbox.isEmpty()) {
                const bool isList = member.contact
                    && m_db.integer("SELECT is_list FROM contact WHERE id = ?", member.contact);
                if (isList && !entered.contains(member.contact)) {
                    entered.insert(member.contact);
                    lists.append(member.contact);
                }
                continue;
            }
            const QString key = comparableMailbox(member.mailbox);
            if (known.contains(key) || found.size() >= expandedMost)
                continue;
            known.insert(key);
            found.append({member.name == member.mailbox ? QString() : member.name, member.mailbox});
        }
    }
    return found;
}

QByteArray ContactReader::photo(ContactId id)
{
    Statement row = m_db.query("SELECT bytes FROM contact_photo WHERE contact = ?", id);
    return row.step() ? row.blob(0) : QByteArray();
}

std::optional<ContactReader::Photo> ContactReader::photo(const QString &mailbox)
{
    Statement row = m_db.query(
        "SELECT p.bytes, p.type FROM contact_email e JOIN contact_photo p ON p.contact = e.contact "
        "WHERE e.key = ? LIMIT 1",
        comparableMailbox(mailbox));
    if (!row.step())
        return std::nullopt;
    return Photo{row.blob(0), row.text(1).toLatin1()};
}

QList<ContactReader::Match> ContactReader::matches(const QString &typed, int limit)
{
    QList<Match> found;
    const WordsWanted wanted(typed);
    if (wanted.words.isEmpty())
        return found;
    QSet<std::pair<qint64, QString>> known;
    const auto take = [&](Statement &&row) {
        while (row.step()) {
            const Match match{row.id<ContactId>(0),
                              {row.text(1) == row.text(2) ? QString() : row.text(1), row.text(2)},
                              false,
                              row.integer(3)};
            const std::pair key{match.contact.value(), match.address.mailbox};
            if (!known.contains(key)) {
                known.insert(key);
                found.append(match);
            }
        }
    };
    const ReadSnapshot snapshot(m_db);
    // As with those that were seen: a short word matches many, and the most used are mostly meant.
    take(m_db.query(
        "SELECT c.id, c.name, e.mailbox, e.use FROM (SELECT contact, mailbox, use FROM "
        "contact_email WHERE use > 0 ORDER BY use DESC LIMIT ?) e JOIN contact c ON c.id = "
        "e.contact WHERE instr(c.words, ?) AND instr(c.words, ?) AND instr(c.words, ?) AND "
        "instr(c.words, ?) ORDER BY e.use DESC LIMIT ?",
        bestContactsLookedAt, wanted.at(0), wanted.at(1), wanted.at(2), wanted.at(3), limit));
    {
        Statement row = m_db.query("SELECT id, name FROM contact WHERE is_list = 1 AND "
                                   "instr(words, ?) AND instr(words, ?) AND instr(words, ?) AND "
                                   "instr(words, ?) ORDER BY sort_key, id LIMIT ?",
                                   wanted.at(0), wanted.at(1), wanted.at(2), wanted.at(3), limit);
        while (row.step())
            found.append({row.id<ContactId>(0), {row.text(1), {}}, true, 0});
    }
    if (known.size() >= limit)
        return found;
    take(m_db.query(
        "SELECT c.id, c.name, e.mailbox, e.use FROM (SELECT DISTINCT contact FROM (SELECT contact "
        "FROM contact_word WHERE word >= ? AND word < ? LIMIT ?)) w JOIN contact c ON c.id = "
        "w.contact JOIN contact_email e ON e.contact = c.id WHERE instr(c.words, ?) AND "
        "instr(c.words, ?) AND instr(c.words, ?) ORDER BY e.use DESC, c.sort_key, e.position "
        "LIMIT ?",
        wanted.from(), wanted.to(), contactWordsLookedAt, wanted.at(1), wanted.at(2), wanted.at(3),
        limit));
    return found;
}

} // namespace Turnstone
