// SPDX-License-Identifier: MIT
// What completing an address costs: bench_contacts [addresses seen, 1,000,000 unless said
// otherwise] beside 10,000 contacts, then the book's own list with 100,000. Prints one line a
// measure.
#include "store/addresssuggestions.h"
#include "store/contactwriter.h"
#include "store/database.h"
#include "store/searchwords.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTextStream>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QString syllables(QRandomGenerator &random, int count)
{
    static const QStringList parts{"an", "be", "cor", "da", "el",  "fri", "gu", "han", "il",
                                   "jo", "ka", "lin", "mi", "no",  "ol",  "pe", "qui", "ra",
                                   "so", "ti", "ul",  "va", "wen", "xa",  "yu", "zo"};
    QString word;
    for (int i = 0; i < count; ++i)
        word += parts.at(random.bounded(int(parts.size())));
    return word;
}

/// As SeenAddresses writes them, without the messages that they would come from.
void fillSeen(const QString &file, int count)
{
    QRandomGenerator random(1);
    Database db(file, Database::Mode::ReadWrite, {4096, 1024 * 1024}); // filled quickly
    for (int first = 0; first < count; first += 20'000) {
        DatabaseTransaction transaction(db);
        for (int i = first; i < qMin(count, first + 20'000); ++i) {
            const QString given = syllables(random, 2), family = syllables(random, 3);
            const QString mailbox = given + u'.' + family + QString::number(i) + u'@'
                + syllables(random, 2) + QStringLiteral(".example");
            QStringList words = foldedWords(given + u' ' + family) + foldedWords(mailbox);
            words.removeDuplicates();
            const bool written = random.bounded(50) == 0;
            db.run("INSERT INTO seen_address (key, mailbox, name, words, sent, seen, last, rank) "
                   "VALUES (?, ?, ?, ?, ?, 1, 0, ?)",
                   mailbox, mailbox, QString(given + u' ' + family), joinedWords(words),
                   int(written),
                   qint64(written) * SeenAddresses::writtenTo + random.bounded(900'000'000));
            const qint64 id = db.lastInsertId();
            for (const QString &word : std::as_const(words))
                db.run("INSERT OR IGNORE INTO seen_word (word, address) VALUES (?, ?)", word, id);
        }
        transaction.commit();
    }
}

QList<Contact> people(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    QList<Contact> contacts;
    for (int i = 0; i < count; ++i) {
        Contact contact;
        contact.uid = QStringLiteral("uid-%1-%2").arg(seed).arg(i);
        contact.givenName = syllables(random, 2);
        contact.familyName = syllables(random, 3);
        contact.emails.append({contact.givenName + u'.' + contact.familyName
                               + QStringLiteral("@book%1.example").arg(i)});
        contact.organisation = syllables(random, 3);
        contacts.append(contact);
    }
    return contacts;
}

void report(const QString &what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) {
        return times[size_t(share * double(times.size() - 1))];
    };
    QTextStream(stdout) << what << ": p50 " << at(0.5) << " ms, p99 " << at(0.99) << " ms, most "
                        << times.back() << " ms\n";
}

void import(ContactWriter &book, const QList<Contact> &contacts, const QString &what)
{
    std::vector<double> times;
    QElapsedTimer all;
    all.start();
    for (qsizetype at = 0; at < contacts.size(); at += 200) {
        QElapsedTimer timer;
        timer.start();
        book.merge(contacts.mid(at, 200));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    QTextStream(stdout) << what << ": " << double(all.nsecsElapsed()) / 1e9 << " s\n";
    report(QStringLiteral("  a transaction of 200"), times);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const int seenCount = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    const ThrowAwayProfile profile;
    Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
    MailWriter writer(store);
    ContactWriter book(writer);
    fillSeen(store.paths().data + QStringLiteral("/mail.db"), seenCount);
    import(book, people(10'000, 2), QStringLiteral("import of 10,000 contacts"));
    import(book, people(10'000, 2), QStringLiteral("the same once more"));
    {
        SeenAddresses seen(store);
        MailReader reader(store);
        ContactReader contacts(reader);
        QRandomGenerator random(3);
        for (const int letters : {1, 2, 3, 5}) {
            std::vector<double> times;
            for (int i = 0; i < 300; ++i) {
                const QString typed = syllables(random, 3).left(letters);
                QElapsedTimer timer;
                timer.start();
                suggestAddresses(seen, contacts, typed);
                times.push_back(double(timer.nsecsElapsed()) / 1e6);
            }
            report(QStringLiteral("completing %1 letter(s)").arg(letters), times);
        }
    }
    import(book, people(90'000, 4), QStringLiteral("import of 90,000 more"));
    MailReader reader(store);
    ContactReader contacts(reader);
    std::vector<double> all, typed, rows;
    for (int i = 0; i < 30; ++i) {
        QElapsedTimer timer;
        timer.start();
        const std::vector<qint64> ids = contacts.ids();
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
        timer.restart();
        contacts.ids(QStringLiteral("a"));
        typed.push_back(double(timer.nsecsElapsed()) / 1e6);
        QList<ContactId> shown;
        for (size_t at = ids.size() / 30 * size_t(i); shown.size() < 100; ++at)
            shown.append(ContactId(ids[at % ids.size()]));
        timer.restart();
        contacts.rows(shown);
        rows.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    report(QStringLiteral("the list of 100,000 (in a worker)"), all);
    report(QStringLiteral("the list, one letter typed (in a worker)"), typed);
    report(QStringLiteral("100 rows (in a worker)"), rows);
    return 0;
}
