// SPDX-License-Identifier: MIT
#include "engine/contactfiles.h"
#include "store/addresssuggestions.h"
#include "store/contactwriter.h"
#include "store/database.h"
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr const char *killedArgument = "--killed-import";
int commitsLeft = 0;

void killAtCommit(const Database &, bool)
{
    if (--commitsLeft == 0)
        ::kill(::getpid(), SIGKILL);
}

/// To its end; what it did.
ContactImport imported(const QString &path, MailWriter &writer)
{
    ContactImportTask task(path);
    while (task.step(writer)) { }
    return task.result();
}

Contact person(const char *name, const QStringList &mailboxes, const char *uid = "")
{
    Contact contact;
    contact.uid = QString::fromUtf8(uid);
    contact.name = QString::fromUtf8(name);
    for (const QString &mailbox : mailboxes)
        contact.emails.append({mailbox});
    return contact;
}

Contact list(const char *name, const QStringList &members, const char *uid = "")
{
    Contact contact = person(name, {}, uid);
    contact.isList = true;
    contact.members = members;
    return contact;
}

struct Profile {
    ThrowAwayProfile files;
    Store store{files.paths(), Store::Access::ReadWrite, Clock::system()};
    MailWriter writer{store};
    ContactWriter book{writer};

    QStringList names(const QString &typed = {})
    {
        QList<ContactId> ids;
        for (const qint64 id : book.ids(typed))
            ids.append(ContactId(id));
        QStringList names;
        for (const ContactRow &row : book.rows(ids))
            names.append(row.name);
        return names;
    }
};

} // namespace

class TestContactStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void importKilledAtEveryCommit_onceMoreAddsTheRest();
    void saved_comesBackWhole();
    void saved_hostileText_isTidiedAndBounded();
    void saved_nothingInIt_isRefusedWithASentence();
    void saved_listenersHearOfIt();
    void ids_typed_findsBeginningsOfWordsInOrderOfName_data();
    void ids_typed_findsBeginningsOfWordsInOrderOfName();
    void byMailbox_caseAndIdnAndPlus_areOneAddressOrNot();
    void merge_sameFileTwice_addsNothingTheSecondTime();
    void merge_byUid_learnsOnlyWhatWasMissing();
    void merge_byAddress_onePersonButNotAFamily();
    void merge_ofUidThatWasMergedBefore_isKnownAgain();
    void merge_listBeforeItsMembers_leadsToThem();
    void merge_cutBetweenBatches_repeatedAddsTheRestOnce();
    void addresses_listsInLists_eachOnceAndNoCircle();
    void removed_leavesListsThatKnowItWhenItComesBack();
    void collect_onlyWhoIsNew();
    void suggest_byUse_bookBeforeMerelyReceived();
    void suggest_list_standsForItsMembers();
};

void TestContactStore::saved_comesBackWhole()
{
    Profile p;
    Contact contact = person("Jörg Müller", {"joerg@harbour.example", "j@work.example"}, "u-1");
    contact.givenName = "Jörg";
    contact.familyName = "Müller";
    contact.emails[1].kind = "work";
    contact.emails[1].preferred = true;
    contact.phones = {{"+49 30 1", "cell"}, {"2", ""}};
    contact.organisation = "Harbour";
    contact.title = "Pilot";
    contact.notes = "one\ntwo";
    contact.categories = {"friends", "a,b"};
    contact.photo = QByteArray("\x89PNG\0x", 6);
    contact.photoType = "image/png";
    contact.otherProperties = {"BDAY:19700310", "item1.URL:https://x.example/a,b;c"};
    const ContactId id = p.book.save(contact);
    QCOMPARE(p.book.contact(id)->contact, contact);
    const QList<ContactRow> rows = p.book.rows({id});
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().mailbox, "j@work.example");
    QVERIFY(rows.first().hasPhoto);
    QCOMPARE(p.book.photo("J@WORK.example")->bytes, contact.photo);

    contact.name = "Jörg M.";
    contact.emails.removeFirst();
    contact.photo.clear();
    contact.photoType.clear();
    const Contact kept = contact;
    contact.uid.clear(); // keeps its own
    QCOMPARE(p.book.save(contact, id), id);
    contact.uid = kept.uid;
    QCOMPARE(p.book.contact(id)->contact, contact);
    QVERIFY(p.book.byMailbox("joerg@harbour.example").isEmpty());
    QVERIFY(!p.book.photo("j@work.example"));
    p.book.remove({id});
    QVERIFY(!p.book.contact(id));
    QCOMPARE(p.book.count(), 0);
    QVERIFY(p.writer.verify(true).findings.isEmpty());
}

void TestContactStore::saved_hostileText_isTidiedAndBounded()
{
    Profile p;
    Contact contact = person("", {"a@example.org", " A@EXAMPLE.org", "", "b@example.org"});
    contact.name = QStringLiteral("Ann\r\nBcc: x@example.org\u0000") + QString(5000, u'n');
    contact.notes = QString(300'000, u'x');
    contact.photo = QByteArray(ContactLimits::photoBytes + 1, 'p');
    contact.photoType = "image/png";
    contact.otherProperties = {"X-A:1\r\nEND:VCARD", "X-A:1"};
    contact.phones = {{"1\t2\n3", "ce\tll"}};
    for (int i = 0; i < 300; ++i)
        contact.emails.append({QStringLiteral("m%1@example.org").arg(i)});
    const Contact kept = p.book.contact(p.book.save(contact))->contact;
    QVERIFY(!kept.name.contains(u'\n') && !kept.name.contains(u'\r'));
    QCOMPARE(kept.name.size(), ContactLimits::textChars);
    QCOMPARE(kept.notes.size(), ContactLimits::notesChars);
    QCOMPARE(kept.emails.size(), ContactLimits::emails);
    QCOMPARE(kept.emails.at(0).mailbox, "a@example.org");
    QCOMPARE(kept.emails.at(1).mailbox, "b@example.org");
    QVERIFY(kept.photo.isEmpty() && kept.photoType.isEmpty());
    QCOMPARE(kept.otherProperties.size(), 2);
    QVERIFY(!kept.otherProperties.first().contains(u'\n'));
    QCOMPARE(kept.phones.size(), 1);
}

void TestContactStore::saved_nothingInIt_isRefusedWithASentence()
{
    Profile p;
    const auto refused = [&p](const Contact &contact, ContactId id, ErrorKind kind) {
        try {
            p.book.save(contact, id);
        } catch (const MailError &error) {
            return error.kind == kind && error.sentence.endsWith(u'.');
        }
        return false;
    };
    QVERIFY(refused(person("  ", {" "}), {}, ErrorKind::Protocol));
    const ContactId one = p.book.save(person("One", {}, "u"));
    QVERIFY(refused(person("Two", {}, "u"), {}, ErrorKind::Protocol));
    p.book.remove({one});
    QVERIFY(refused(person("One", {}, "u"), one, ErrorKind::NotFound));
    QCOMPARE(p.book.count(), 0);
}

void TestContactStore::saved_listenersHearOfIt()
{
    Profile p;
    int heard = 0;
    connect(&p.store.notifier(), &StoreNotifier::changed, this,
            [&heard](const ChangeSet &changes) { heard += changes.contacts ? 1 : 0; });
    const ContactId id = p.book.save(person("One", {"one@example.org"}));
    QCOMPARE(heard, 1);
    p.book.merge({person("One", {"one@example.org"})});
    QCOMPARE(heard, 1); // nothing is new
    p.book.remove({id});
    QCOMPARE(heard, 2);
}

void TestContactStore::ids_typed_findsBeginningsOfWordsInOrderOfName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("names");
    const QString jorg = QStringLiteral("Jörg Müller");
    QTest::newRow("nothing") << QString() << QStringList{"“Ann” Lee", "Bob", jorg};
    QTest::newRow("accents") << QStringLiteral("JORG mul") << QStringList{jorg};
    QTest::newRow("address") << QStringLiteral("lee@work") << QStringList{"“Ann” Lee"};
    QTest::newRow("organisation") << QStringLiteral("harb") << QStringList{"Bob", jorg};
    QTest::newRow("middle of a word") << QStringLiteral("arbour") << QStringList();
    QTest::newRow("signs alone") << QStringLiteral("@ '") << QStringList();
}

void TestContactStore::ids_typed_findsBeginningsOfWordsInOrderOfName()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, names);
    Profile p;
    Contact jorg = person("Jörg Müller", {"j@x.example"}), bob = person("Bob", {});
    jorg.organisation = bob.organisation = "Harbour & Sons";
    p.book.save(jorg);
    p.book.save(bob);
    p.book.save(person("“Ann” Lee", {"lee@work.example"}));
    QCOMPARE(p.names(typed), names);
}

void TestContactStore::byMailbox_caseAndIdnAndPlus_areOneAddressOrNot()
{
    Profile p;
    const ContactId id = p.book.save(person("A", {"Ann@Bücher.example"}));
    QCOMPARE(p.book.byMailbox("ann@xn--bcher-kva.example"), QList<ContactId>{id});
    QCOMPARE(p.book.byMailbox("ANN@BÜCHER.EXAMPLE"), QList<ContactId>{id});
    QVERIFY(p.book.byMailbox("ann+x@bücher.example").isEmpty());
}

void TestContactStore::merge_sameFileTwice_addsNothingTheSecondTime()
{
    Profile p;
    // Without uids, one without an address, one twice in the file.
    QList<Contact> file{person("Ann Lee", {"ann@example.org"}), person("Only A Name", {}),
                        person("Ann Lee", {"ann@example.org", "lee@example.org"}),
                        list("Friends", {"ann@example.org", "x@example.org"})};
    file[1].phones = {{"123", "home"}};
    const ContactImport first = p.book.merge(file);
    QCOMPARE(first, (ContactImport{3, 1, 0, 0, false}));
    const ContactImport second = p.book.merge(file);
    QCOMPARE(second, (ContactImport{0, 0, 4, 0, false}));
    QCOMPARE(p.names(), (QStringList{"Ann Lee", "Friends", "Only A Name"}));
    // What was exported is what is there.
    QList<Contact> all;
    for (const qint64 id : p.book.ids())
        all.append(p.book.contact(ContactId(id))->contact);
    for (const VCardVersion version : {VCardVersion::V3, VCardVersion::V4}) {
        const ReadContacts read = readVCards(writeVCards(all, version));
        QCOMPARE(read.contacts, all);
        QCOMPARE(p.book.merge(read.contacts), (ContactImport{0, 0, 3, 0, false}));
    }
    QCOMPARE(p.book.merge(readContactsCsv(writeContactsCsv(all)).contacts).added, 0);
}

void TestContactStore::merge_byUid_learnsOnlyWhatWasMissing()
{
    Profile p;
    Contact here = person("Ann Lee", {"ann@example.org"}, "u-1");
    here.notes = "mine";
    here.phones = {{"1", "cell"}};
    const ContactId id = p.book.save(here);
    Contact other = person("Ann Lee-Miller", {"new@example.org", "ANN@example.org"}, "u-1");
    other.notes = "theirs";
    other.organisation = "Harbour";
    other.phones = {{"1", "home"}, {"2", "work"}};
    other.otherProperties = {"BDAY:19700310"};
    QCOMPARE(p.book.merge({other}).merged, 1);
    const Contact merged = p.book.contact(id)->contact;
    QCOMPARE(merged.name, "Ann Lee");
    QCOMPARE(merged.notes, "mine\ntheirs");
    QCOMPARE(merged.organisation, "Harbour");
    QCOMPARE(merged.emails.size(), 2);
    QCOMPARE(merged.emails.first().mailbox, "ann@example.org");
    QCOMPARE(merged.phones, (QList<ContactPhone>{{"1", "cell"}, {"2", "work"}}));
    QCOMPARE(merged.otherProperties, QStringList{"BDAY:19700310"});
    QCOMPARE(p.book.merge({other}).unchanged, 1);
}

void TestContactStore::merge_byAddress_onePersonButNotAFamily()
{
    Profile p;
    p.book.save(person("family@example.org", {"family@example.org"}));
    QCOMPARE(p.book.merge({person("Miller, Ann", {"FAMILY@example.org"}, "a")}).merged, 1);
    QCOMPARE(p.names(), QStringList{"Miller, Ann"}); // a name instead of an address
    QCOMPARE(p.book.merge({person("Ann Miller", {"family@example.org"}, "a2")}).unchanged, 1);
    QCOMPARE(p.book.merge({person("Bob Miller", {"family@example.org"}, "b")}).added, 1);
    QCOMPARE(p.book.merge({person("Bob Miller", {"family@example.org"}, "b2")}).unchanged, 1);
    QCOMPARE(p.names(), (QStringList{"Bob Miller", "Miller, Ann"}));
}

void TestContactStore::merge_ofUidThatWasMergedBefore_isKnownAgain()
{
    Profile p;
    const ContactId id = p.book.save(person("Ann", {"ann@example.org"}, "here"));
    p.book.merge({person("Ann", {"ann@example.org"}, "there")});
    QCOMPARE(p.book.byUid("there"), id);
    Contact moved = p.book.contact(id)->contact;
    moved.emails = {{"new@example.org"}};
    moved.name = "Ann Harbour";
    p.book.save(moved, id);
    QCOMPARE(p.book.merge({person("Ann", {"ann@example.org"}, "there")}).added, 0);
    QCOMPARE(p.book.count(), 1);
}

void TestContactStore::merge_listBeforeItsMembers_leadsToThem()
{
    Profile p;
    const ContactId ann = p.book.save(person("Ann", {"ann@example.org"}, "here"));
    p.book.merge({list("Friends", {"there", "bob", "gone", "carl@example.net"}, "l")});
    p.book.merge({person("Ann", {"ann@example.org"}, "there"), person("Bob", {"b@x.org"}, "bob")});
    const ContactId friends = p.book.byUid("l");
    const QList<ContactMember> members = p.book.members(friends);
    QCOMPARE(members.size(), 4);
    QCOMPARE(members.at(0).contact, ann);
    QCOMPARE(members.at(1).name, "Bob");
    QVERIFY(members.at(2).mailbox.isEmpty());
    QCOMPARE(
        p.book.addresses(friends),
        (AddressList{{"Ann", "ann@example.org"}, {"Bob", "b@x.org"}, {"", "carl@example.net"}}));
    // Exported, it names them as they are named in the same file.
    QCOMPARE(p.book.contact(friends)->contact.members.first(), "here");
}

void TestContactStore::merge_cutBetweenBatches_repeatedAddsTheRestOnce()
{
    QList<Contact> file;
    for (int i = 0; i < 1200; ++i)
        file.append(person(qPrintable(QStringLiteral("Person %1 Number").arg(i)),
                           {QStringLiteral("p%1@example.org").arg(i)}));
    Profile p;
    p.book.merge(file.mid(0, 500)); // and the program ends here
    ContactImport sum;
    for (int at = 0; at < file.size(); at += 500) {
        const ContactImport batch = p.book.merge(file.mid(at, 500));
        sum.added += batch.added;
        sum.unchanged += batch.unchanged;
    }
    QCOMPARE(sum.added, 700);
    QCOMPARE(sum.unchanged, 500);
    QCOMPARE(p.book.count(), 1200);
}

void TestContactStore::addresses_listsInLists_eachOnceAndNoCircle()
{
    Profile p;
    p.book.merge({person("Ann", {"ann@example.org"}, "ann"),
                  list("All", {"some", "ann", "ANN@example.org"}, "all"),
                  list("Some", {"all", "bob@example.org", "some"}, "some")});
    QCOMPARE(p.book.addresses(p.book.byUid("all")),
             (AddressList{{"Ann", "ann@example.org"}, {"", "bob@example.org"}}));
    QCOMPARE(p.book.addresses(p.book.byUid("some")).size(), 2);
}

void TestContactStore::removed_leavesListsThatKnowItWhenItComesBack()
{
    Profile p;
    const ContactId ann = p.book.save(person("Ann", {"ann@example.org"}, "ann"));
    const ContactId friends = p.book.save(list("Friends", {"ann"}));
    const Contact kept = p.book.contact(ann)->contact;
    p.book.remove({ann});
    QVERIFY(p.book.addresses(friends).isEmpty());
    p.book.save(kept);
    QCOMPARE(p.book.addresses(friends).size(), 1);
}

void TestContactStore::collect_onlyWhoIsNew()
{
    Profile p;
    p.book.save(person("Ann", {"ann@example.org"}));
    const AddressList sent{{"Other", "ANN@example.org"},
                           {"Bob", "bob@example.org"},
                           {"", "carl@example.org"},
                           {"Bob", "bob@example.org"},
                           {"Nobody", "no address"}};
    const auto collect = [&] {
        const qint64 before = p.book.count();
        WriteTransaction transaction(p.writer);
        p.book.collect(sent);
        transaction.commit();
        return p.book.count() - before;
    };
    QCOMPARE(collect(), 2);
    QCOMPARE(collect(), 0);
    QCOMPARE(p.names(), (QStringList{"Ann", "Bob", "carl@example.org"}));
}

void TestContactStore::suggest_byUse_bookBeforeMerelyReceived()
{
    Profile p;
    StoreFiller filler(p.store);
    const AccountId account = filler.addAccount(QStringLiteral("Home"));
    int key = 0;
    const auto add = [&](const QString &path, const Address &from, const AddressList &to) {
        IncomingMessage message = exampleMessage(++key);
        message.key = QByteArray::number(key);
        message.envelope.from = {from};
        message.envelope.to = to;
        message.envelope.cc.clear();
        const RemoteFolderRow folder = filler.folder(account, path);
        WriteTransaction transaction(filler.writer());
        filler.writer().messagesAppeared(folder.id, {message});
        transaction.commit();
    };
    const Address me{"Me", "me@example.org"};
    p.book.save(person("Tim Book", {"tim.book@example.org"}));
    p.book.save(person("Tim Friend", {"tim.friend@example.org", "tim.old@example.org"}));
    for (int i = 0; i < 5; ++i)
        add("INBOX", {"Tim Received", "tim.received@example.org"}, {me});
    for (int i = 0; i < 3; ++i)
        add("Sent", me, {{"Timmy", "Tim.Friend@example.org"}});
    add("Sent", me, {{"Tim Written", "tim.written@example.org"}});
    SeenAddresses seen(p.store);
    QVERIFY(seen.collect([] { return false; }));
    QStringList mailboxes, names;
    for (const AddressSuggestion &one : suggestAddresses(seen, p.book, QStringLiteral("tim"), 8)) {
        mailboxes.append(one.address.mailbox);
        names.append(one.address.name);
    }
    QCOMPARE(
        mailboxes,
        (QStringList{"tim.friend@example.org", "tim.written@example.org", "tim.book@example.org",
                     "tim.old@example.org", "tim.received@example.org"}));
    QCOMPARE(names.first(), "Tim Friend");
    // Added after it was written to, it knows so as well.
    p.book.save(person("Tim Zzz", {"tim.written@example.org"}));
    const QList<AddressSuggestion> again = suggestAddresses(seen, p.book, "tim", 2);
    QCOMPARE(again.last().address.name, "Tim Zzz");
    QVERIFY(again.last().isInBook);
    QVERIFY(suggestAddresses(seen, p.book, " ' % _ \u202e", 8).isEmpty());
}

void TestContactStore::suggest_list_standsForItsMembers()
{
    Profile p;
    p.book.merge({person("Ann", {"ann@example.org"}, "ann"), list("Rowing Club", {"ann"}, "club"),
                  list("Rowing Club, empty", {})});
    SeenAddresses seen(p.store);
    const QList<AddressSuggestion> found = suggestAddresses(seen, p.book, "row");
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().isList());
    QCOMPARE(found.first().address.name, "Rowing Club");
    QCOMPARE(found.first().members, (AddressList{{"Ann", "ann@example.org"}}));
}

void TestContactStore::importKilledAtEveryCommit_onceMoreAddsTheRest()
{
    constexpr int people = 700;
    QByteArray cards;
    for (int i = 0; i < people; ++i)
        cards += "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Person " + QByteArray::number(i) + "\r\nEMAIL:p"
            + QByteArray::number(i)
            + "@example.org\r\nPHOTO:data:image/png;base64,AAEC\r\nEND:VCARD\r\n";
    int lives = 0;
    for (bool killed = true; killed; ++lives) {
        const ThrowAwayProfile files;
        const QString path = files.directory() + QStringLiteral("/people.vcf");
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(cards);
            const Store made(files.paths(), Store::Access::ReadWrite, Clock::system());
        }
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {QString::fromLatin1(killedArgument), files.directory(), path,
                     QString::number(lives + 1)});
        QVERIFY(child.waitForFinished(60'000));
        killed = child.exitStatus() == QProcess::CrashExit;
        Store store(files.paths(), Store::Access::ReadWrite, Clock::system());
        MailWriter writer(store);
        ContactWriter book(writer);
        const qint64 before = book.count();
        QVERIFY(before <= people);
        const ContactImport again = imported(path, writer);
        QCOMPARE(again.added, people - before);
        QCOMPARE(again.unchanged, before);
        QCOMPARE(book.count(), people);
        QCOMPARE(book.contact(ContactId(book.ids(QStringLiteral("p699")).at(0)))->contact.name,
                 "Person 699");
        QCOMPARE(writer.verify(true).findings, QStringList());
    }
    QVERIFY(lives > 3);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String(killedArgument)) {
        Store store(ProfilePaths::forDirectory(arguments.at(2)), Store::Access::ReadWrite,
                    Clock::system());
        MailWriter writer(store);
        commitsLeft = arguments.at(4).toInt();
        Database::commitHook = killAtCommit;
        imported(arguments.at(3), writer);
        return 0;
    }
    TestContactStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_contactstore.moc"
