// SPDX-License-Identifier: MIT
#include "mail/contact.h"
#include "mail/contactfile.h"

#include <QBuffer>
#include <QTest>

using namespace Turnstone;

namespace {

Contact sample()
{
    Contact c;
    c.uid = "6b29fc40-ca47-1067-b31d-00dd010662da";
    c.name = QString::fromUtf8("Dr. Ann-Sophie Müller, 李 👩‍👩‍👧");
    c.givenName = "Ann-Sophie";
    c.familyName = QString::fromUtf8("Müller");
    c.prefix = "Dr.";
    c.nickname = "Ann";
    c.organisation = "Bücher; Söhne, GmbH \\ Co";
    c.title = "Reader";
    c.emails = {{"ann@example.org", "home", false}, {"lee@work.example", "work", true}};
    c.phones = {{"+49 30 123456", "cell"}, {"030 1", ""}};
    c.notes =
        QString::fromUtf8("first line\nsecond, with; signs \\ and ") + QString(200, QChar(0x4E2D));
    c.categories = {"friends", "a,b"};
    c.photo = QByteArray("\x89PNG\0\1", 6) + QByteArray(500, 'x');
    c.photoType = "image/png";
    c.otherProperties = {"BDAY:19700310", "item1.URL:https://x.example/a,b;c"};
    return c;
}

} // namespace

class TestContacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cards_areReadAsTheyWereWritten_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("3") << static_cast<int>(VCardVersion::V3);
        QTest::newRow("4") << static_cast<int>(VCardVersion::V4);
    }
    void cards_areReadAsTheyWereWritten()
    {
        QFETCH(int, version);
        Contact list;
        list.uid = "03a0e51f-d1aa-4385-8a53-e29025acd8af";
        list.name = "Friends";
        list.isList = true;
        list.members = {sample().uid, "carl@example.net"};
        const QByteArray file = writeVCards({sample(), list}, static_cast<VCardVersion>(version));
        for (const QByteArray &line : file.split('\n')) {
            QVERIFY(line.size() <= 76); // 75 and CR
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
            QVERIFY(!QString::fromUtf8(line).contains(QChar::ReplacementCharacter));
        }
        const ReadContacts read = readVCards(file);
        QCOMPARE(read.contacts.size(), 2);
        QCOMPARE(read.contacts.first(), sample());
        QCOMPARE(read.contacts.last(), list);
        QCOMPARE(read.unreadable, 0);
        QVERIFY(file.contains(version == static_cast<int>(VCardVersion::V4) ? "VERSION:4.0"
                                                                            : "VERSION:3.0"));
    }

    void cardsOfOtherPrograms_areUnderstood()
    {
        const QByteArray apple = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Ann;;;\r\nFN:Ann Lee\r\n"
                                 "ORG:Books;Sales;\r\n"
                                 "item1.EMAIL;type=INTERNET;type=pref:ann@x.example\r\n"
                                 "item1.X-ABLabel:_$!<Other>!$_\r\n"
                                 "TEL;type=CELL;type=VOICE:+1 555\r\n"
                                 "PHOTO;ENCODING=b;TYPE=JPEG:/9j/\r\n 4AAQ\r\nEND:VCARD\r\n";
        const QByteArray phone =
            "BEGIN:VCARD\nVERSION:2.1\n"
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\n"
            "TEL;CELL;PREF:0171\nEMAIL;HOME:j@x.example\n"
            "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\n two\nEND:VCARD\n";
        const QByteArray latin = "begin:vcard\nversion:2.1\nFN;CHARSET=ISO-8859-1:J\xF6rg\n"
                                 "email;internet:j@x.example\nend:vcard\n";
        const QByteArray group = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Team\r\n"
                                 "X-ADDRESSBOOKSERVER-KIND:group\r\n"
                                 "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:abc\r\nEND:VCARD\r\n";
        const QList<Contact> read =
            readVCards("\xEF\xBB\xBF" + apple + phone + latin + group).contacts;
        QCOMPARE(read.size(), 4);
        QCOMPARE(read.at(0).emails, (QList<ContactEmail>{{"ann@x.example", "", true}}));
        QCOMPARE(read.at(0).organisation, QString("Books, Sales"));
        QCOMPARE(read.at(0).photo, QByteArray::fromBase64("/9j/4AAQ"));
        QCOMPARE(read.at(0).photoType, QByteArray("image/jpeg"));
        QCOMPARE(read.at(0).otherProperties, QStringList{"item1.X-ABLabel:_$!<Other>!$_"});
        QCOMPARE(read.at(1).familyName, QString::fromUtf8("Müller"));
        QCOMPARE(read.at(1).name, QString::fromUtf8("Jörg Müller"));
        QCOMPARE(read.at(1).notes, QString("one\n two"));
        QCOMPARE(read.at(1).phones, (QList<ContactPhone>{{"0171", "cell"}}));
        QCOMPARE(read.at(2).name, QString::fromUtf8("Jörg"));
        QVERIFY(read.at(3).isList);
        QCOMPARE(read.at(3).members, QStringList{"abc"});
    }

    void damagedCards_giveWhatCanBeRead_andNothingIsFetched()
    {
        const ReadContacts read =
            readVCards("junk\nBEGIN:VCARD\nFN:cut off\nBEGIN:VCARD\n"
                       "FN:no end\nPHOTO;VALUE=uri:http://t.example/x.png\n"
                       "EMAIL;TYPE=\"home,work:a@x.example\nno colon here\n:\n"
                       "END:VCALENDAR\nBEGIN:VCARD\nEND:VCARD\n");
        QCOMPARE(read.contacts.size(), 2);
        QCOMPARE(read.unreadable, 1);
        QVERIFY(read.contacts.at(1).photo.isEmpty());
        QCOMPARE(read.contacts.at(1).otherProperties,
                 QStringList{"PHOTO;VALUE=uri:http://t.example/x.png"});
        QCOMPARE(readVCards({}).contacts.size(), 0);
    }

    void values_cannotAddPropertiesOfTheirOwn()
    {
        Contact c;
        c.name = QString("a\r\nEND:VCARD\r\nBEGIN:VCARD\u2028x\u0085y");
        c.emails = {{"a@x\r\nNOTE:evil", "home\r\nX:y", false}};
        c.otherProperties = {"X-A:1\r\nEND:VCARD", "END:VCARD", "nothing"};
        const QByteArray file = writeVCards({c});
        QCOMPARE(file.count("END:VCARD\r\n"), 2); // one is a value of X-A
        QCOMPARE(file.count("\r\nEND:VCARD\r\n"), 1);
        QVERIFY(!file.contains("\r\nNOTE"));
        QCOMPARE(readVCards(file).contacts.size(), 1);
    }

    void csv_isReadAsItWasWritten_andRunsNothing()
    {
        Contact evil;
        evil.name = "=HYPERLINK(\"http://t.example\",\"x\")";
        evil.emails = {{"evil@x.example"}};
        Contact c = sample();
        const QByteArray file = writeContactsCsv({c, evil});
        for (const QByteArray &line : file.split('\n'))
            QVERIFY(!line.startsWith('=') && !line.contains(",=") && !line.contains(",\"="));
        const QList<Contact> read = readContactsCsv(file).contacts;
        QCOMPARE(read.size(), 2);
        QCOMPARE(read.at(0).name, c.name);
        QCOMPARE(read.at(0).familyName, c.familyName);
        QCOMPARE(read.at(0).organisation, c.organisation);
        QCOMPARE(read.at(0).notes, c.notes);
        QCOMPARE(read.at(0).emails.size(), 2);
        QCOMPARE(read.at(0).emails.first().mailbox, QString("lee@work.example"));
        QCOMPARE(read.at(0).categories, c.categories);
        QCOMPARE(read.at(0).phones.size(), 2);
        QCOMPARE(read.at(1).name, evil.name);
    }

    void csvOfOtherPrograms_isUnderstood()
    {
        const auto one = [](const QByteArray &file) {
            const QList<Contact> read = readContactsCsv(file).contacts;
            return read.size() == 1 ? read.first() : Contact();
        };
        const Contact outlook =
            one("\"First Name\",\"Middle Name\",\"Last Name\",\"Company\",\"E-mail "
                "Address\",\"E-mail 2 Address\",\"Mobile Phone\",\"Notes\"\r\n"
                "\"Ann\",\"\",\"Lee\",\"Books, Inc.\",\"ann@x.example\",\"a@y.example\","
                "\"+1 555\",\"a \"\"quoted\"\"\r\nnote\"\r\n");
        QCOMPARE(outlook.name, QString("Ann Lee"));
        QCOMPARE(outlook.organisation, QString("Books, Inc."));
        QCOMPARE(outlook.emails.size(), 2);
        QCOMPARE(outlook.phones, (QList<ContactPhone>{{"+1 555", "cell"}}));
        QCOMPARE(outlook.notes, QString("a \"quoted\"\nnote"));

        const Contact google =
            one("Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,"
                "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value\n"
                "Ann Lee,Ann,Lee,* myContacts ::: Friends,* Home,a@x.example ::: "
                "b@x.example,Mobile,+1 555\n");
        QCOMPARE(
            google.emails,
            (QList<ContactEmail>{{"a@x.example", "home", true}, {"b@x.example", "home", true}}));
        QCOMPARE(google.categories, QStringList{"Friends"});

        const Contact german = one("Vorname;Nachname;E-Mail-Adresse;Firma\nJ\xF6rg;M\xFCller;"
                                   "j@x.example;B\xFC"
                                   "cher\n");
        QCOMPARE(german.name, QString::fromUtf8("Jörg Müller"));
        QCOMPARE(german.organisation, QString::fromUtf8("Bücher"));

        const QString wide = "Display Name\tPrimary Email\nAnn\ta@x.example\n";
        const QByteArray utf16(
            "\xFF\xFE" + QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2));
        QCOMPARE(one(utf16).name, QString("Ann"));

        const Contact bare = one("Ann Lee,ann@x.example\n");
        QCOMPARE(bare.name, QString("Ann Lee"));
        QCOMPARE(bare.emails.first().mailbox, QString("ann@x.example"));
        QVERIFY(readContactsCsv("\"unclosed,a@x.example").contacts.size() <= 1);
        QCOMPARE(readContactsCsv("").contacts.size(), 0);
    }

    void file_readInPieces_isWhatItIsReadWhole_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("count");
        QByteArray cards, rows("Display Name;Primary Email;Notes\n"), bare;
        const QByteArray note(400, 'n'); // so that there is more than one piece
        for (int i = 0; i < 6'000; ++i) {
            const QByteArray n = QByteArray::number(i);
            cards += "begin:vcard\nVERSION:3.0\nFN:Person " + n + "\nEMAIL:p" + n
                + "@x.example\nNOTE:" + note + "\nend:vcard\n";
            rows += "Person " + n + ";p" + n + "@x.example;\"one\n\"\"two;\"\"\nthree\n" + note
                + "\"\r\n";
            bare += "Person " + n + ",p" + n + "@x.example," + note + "\n";
        }
        QString wide = QString::fromUtf8(rows);
        wide.prepend(QChar(0xFEFF));
        QTest::newRow("cards") << cards << 6'000;
        QTest::newRow("cards, the last one cut")
            << cards + "BEGIN:VCARD\nFN:Cut\nEMAIL:cut@x.example" << 6'001;
        QTest::newRow("rows") << rows << 6'000;
        QTest::newRow("rows without headers") << bare << 6'000;
        QTest::newRow("UTF-16") << QByteArray(reinterpret_cast<const char *>(wide.utf16()),
                                              wide.size() * 2)
                                << 6'000;
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("headers alone") << QByteArray("Display Name,Primary Email\r\n") << 0;
    }
    void file_readInPieces_isWhatItIsReadWhole()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, count);
        QBuffer device(&file);
        QVERIFY(device.open(QIODevice::ReadOnly));
        ContactFileReader reader(device);
        QList<Contact> all;
        qsizetype largest = 0;
        while (const auto piece = reader.next()) {
            QVERIFY(!piece->tooMany);
            QCOMPARE(piece->unreadable, 0);
            largest = qMax(largest, piece->contacts.size());
            all += piece->contacts;
        }
        QVERIFY(reader.fault().isEmpty());
        QCOMPARE(all.size(), count);
        QVERIFY(largest <= 20'000);
        const ReadContacts whole = reader.isVCard() ? readVCards(file) : readContactsCsv(file);
        QCOMPARE(all, whole.contacts);
    }

    void file_rowsBeyondAllMeasure_comeInPieces()
    {
        QByteArray file("Name,E-mail\n");
        file += QByteArray("a,a@x.example\n").repeated(200'000);
        QBuffer device(&file);
        QVERIFY(device.open(QIODevice::ReadOnly));
        ContactFileReader reader(device);
        qsizetype rows = 0;
        while (const auto piece = reader.next()) {
            QVERIFY(!piece->tooMany);
            rows += piece->contacts.size();
        }
        QCOMPARE(rows, 200'000);
    }

    void csv_quoteThatNothingCloses_costsItsLineAndIsTold_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("line");
        QTest::newRow("last row") << QByteArray("Name,E-mail\nAnn,a@x.example\n\"Bob,b@x.example")
                                  << QStringList{"Ann"} << 3;
        QTest::newRow("up to the end")
            << QByteArray("Name,E-mail\r\nAnn,a@x.example\r\n\"Bob,b@x.example\r\n"
                          "Carl,c@x.example\r\nDora,d@x.example\r\n")
            << QStringList{"Ann", "Carl", "Dora"} << 3;
        QTest::newRow("up to another's")
            << QByteArray("Name,E-mail\n\"Ann,a@x.example\nBob,b@x.example\n\"Lee, "
                          "Carl\",c@x.example\nDora,d@x.example\n")
            << QStringList{"Bob", "Lee, Carl", "Dora"} << 2;
        QTest::newRow("the header's")
            << QByteArray("\"Name,E-mail\nAnn,a@x.example\nBob,b@x.example\n")
            << QStringList{"Ann", "Bob"} << 1;
        QTest::newRow("beyond all measure") << "Name,E-mail\nAnn,a@x.example\n\"Bob,b@x.example\n"
                + QByteArray("Carl,c@x.example\n").repeated(200'000)
                                            << QStringList{"Ann", "Carl"} << 3;
        QTest::newRow("none: a field of two lines") << QByteArray(
            "Name,E-mail,Notes\nAnn,a@x.example,\"one\n\"\"two\"\"\"\nBob,b@x.example,\n")
                                                    << QStringList{"Ann", "Bob"} << 0;
    }
    void csv_quoteThatNothingCloses_costsItsLineAndIsTold()
    {
        QFETCH(QByteArray, file);
        QFETCH(QStringList, names);
        QFETCH(int, line);
        QBuffer device(&file);
        QVERIFY(device.open(QIODevice::ReadOnly));
        ContactFileReader reader(device);
        QStringList found;
        int unreadable = 0, contacts = 0;
        while (const auto piece = reader.next()) {
            unreadable += piece->unreadable;
            for (const Contact &contact : piece->contacts) {
                ++contacts;
                if (!found.contains(contact.name))
                    found.append(contact.name);
            }
        }
        QCOMPARE(found, names);
        QCOMPARE(reader.unclosedLine(), line);
        QCOMPARE(unreadable, line > 0 ? 1 : 0);
        QCOMPARE(contacts, file.size() > 1'000'000 ? 200'001 : int(names.size()));
    }

    void file_cardBeyondItsLimit_isLeftOutAndTheRestRead()
    {
        QByteArray file = "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nNOTE:";
        file += QByteArray(20 * 1024 * 1024, 'x') + "\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD\n";
        QBuffer device(&file);
        QVERIFY(device.open(QIODevice::ReadOnly));
        ContactFileReader reader(device);
        QStringList names;
        int unreadable = 0;
        while (const auto piece = reader.next()) {
            unreadable += piece->unreadable;
            for (const Contact &contact : piece->contacts)
                names.append(contact.name);
        }
        QCOMPARE(names, (QStringList{"A", "C"}));
        QCOMPARE(unreadable, 1);
    }
};

QTEST_GUILESS_MAIN(TestContacts)
#include "tst_contacts.moc"
