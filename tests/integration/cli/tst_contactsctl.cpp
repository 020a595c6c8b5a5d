// SPDX-License-Identifier: MIT
#include "support/turnstonectl.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

QByteArray card(const QByteArray &lines)
{
    return "BEGIN:VCARD\r\nVERSION:4.0\r\n" + lines + "\r\nEND:VCARD\r\n";
}

} // namespace

/// turnstonectl's `contacts`: what it prints, and what files of all kinds do to it.
class TestContactsCtl : public QObject {
    Q_OBJECT

    std::unique_ptr<Turnstonectl> m_ctl;

    QString path(const char *name) const { return m_ctl->profile() + u'/' + QLatin1String(name); }
    QString written(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList names(const QStringList &query = {}) const
    {
        QStringList names;
        for (const QJsonObject &one : m_ctl->json(words("contacts list") + query).objects())
            names.append(one.value(QLatin1String("name")).toString());
        return names;
    }
    Turnstonectl::Result import(const QString &file) const
    {
        return m_ctl->json(words("contacts import") + QStringList{file});
    }

private Q_SLOTS:
    void init() { m_ctl = std::make_unique<Turnstonectl>(); }

    void addListRemove_asTheContractSays()
    {
        const auto added = m_ctl->json(words(
            "contacts add --name Ann --email ann@example.org --email a@work.example --phone 1"));
        QCOMPARE(added.status, 0);
        const QJsonObject contact = added.object();
        for (const char *key : {"contact", "uid", "name", "emails", "phones", "organisation",
                                "notes", "categories", "photo", "list", "members"})
            QVERIFY2(contact.contains(QLatin1String(key)), key);
        QCOMPARE(contact.value(QLatin1String("emails")).toArray().size(), 2);
        QCOMPARE(names(words("work an")), QStringList{"Ann"});
        QCOMPARE(names(words("bob")), QStringList());
        QVERIFY(m_ctl->run(words("contacts list")).output.contains("ann@example.org"));
        QCOMPARE(m_ctl->run(words("contacts add --email nonsense")).status, 2);
        QCOMPARE(m_ctl->run(words("contacts add")).status, 1);
        QCOMPARE(m_ctl->run(words("contacts remove x")).status, 2);
        const QString id = QString::number(contact.value(QLatin1String("contact")).toInteger());
        // All of them, or none.
        QCOMPARE(m_ctl->run(words("contacts remove") + QStringList{id, "999"}).status, 1);
        QCOMPARE(names(), QStringList{"Ann"});
        QCOMPARE(m_ctl->run(words("contacts remove") + QStringList{id}).status, 0);
        QCOMPARE(names(), QStringList());
    }

    void importAndExport_loseNothingAndDoubleNothing()
    {
        const QByteArray photo = QByteArray("\x89PNG\r\n", 6) + QByteArray(3000, 'p');
        const QString file = written(
            "book.vcf",
            card("UID:one\r\nFN:J\xC3\xB6rg\r\nEMAIL;TYPE=work:j@x.example\r\nBDAY:19700310\r\n"
                 "PHOTO:data:image/png;base64,"
                 + photo.toBase64())
                + card("KIND:group\r\nUID:two\r\nFN:Club\r\nMEMBER:one\r\n"
                       "MEMBER:mailto:x@y.example"));
        const auto first = import(file);
        QCOMPARE(first.status, 0);
        QCOMPARE(first.object().value(QLatin1String("added")).toInt(), 2);
        QCOMPARE(import(file).object().value(QLatin1String("unchanged")).toInt(), 2);
        for (const char *format : {"vcard3", "vcard4"}) {
            QCOMPARE(m_ctl
                         ->run(words("contacts export --format")
                               + QStringList{format, "--to", path(format)})
                         .status,
                     0);
            const QByteArray cards = read(format).replace("\r\n ", "");
            QVERIFY(cards.contains("BDAY:19700310"));
            QVERIFY(cards.contains(photo.toBase64()));
            QVERIFY(cards.contains("FN:Club"));
            QCOMPARE(QFile(path(format)).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                     QFile::Permissions());
            QCOMPARE(import(path(format)).object().value(QLatin1String("unchanged")).toInt(), 2);
        }
        const auto csv =
            m_ctl->json(words("contacts export --format csv --to") + QStringList{path("csv")});
        QCOMPARE(csv.object().value(QLatin1String("contacts")).toInt(), 1);
        QCOMPARE(csv.object().value(QLatin1String("left_out")).toInt(), 1);
        QCOMPARE(import(path("csv")).object().value(QLatin1String("added")).toInt(), 0);
        // Never over a file that exists, nor through a link; nothing of it stays.
        written("mine", "precious");
        QCOMPARE(m_ctl->run(words("contacts export --to") + QStringList{path("mine")}).status, 1);
        QCOMPARE(read("mine"), QByteArray("precious"));
        QVERIFY(QFile::link(path("nowhere"), path("link")));
        QCOMPARE(m_ctl->run(words("contacts export --to") + QStringList{path("link")}).status, 1);
        QVERIFY(!QFile::exists(path("nowhere")));
        QVERIFY(QDir(m_ctl->profile()).entryList({"*.part"}).isEmpty());
        QCOMPARE(m_ctl->run(words("contacts export --format x --to y")).status, 2);
        QCOMPARE(m_ctl->run(words("contacts export")).status, 2);
    }

    void hostileNames_doNothingToATerminalOrASpreadsheet()
    {
        import(written("evil.vcf",
                       card("FN:=cmd|' /C calc'!A0\r\nEMAIL:a@x.example")
                           + card("FN:\xE2\x80\xAEgro.elpmaxe\xE2\x80\xAC \x1B[31mred\r\n"
                                  "EMAIL:b@x.example\r\nNOTE:@SUM(1)")));
        const QByteArray shown = m_ctl->run(words("contacts list")).output;
        QVERIFY(!shown.contains('\x1B'));
        QVERIFY(!shown.contains("\xE2\x80\xAE"));
        m_ctl->run(words("contacts export --format csv --to") + QStringList{path("csv")});
        QVERIFY(!read("csv").contains(",=cmd"));
        QVERIFY(read("csv").contains("'=cmd"));
        QVERIFY(read("csv").contains("'@SUM"));
    }

    void hostileFiles_areBoundedAndAnswered()
    {
        QCOMPARE(import(path("missing")).status, 1);
        QCOMPARE(import(m_ctl->profile()).status, 1); // a folder
        QCOMPARE(import(written("empty", "")).status, 1);
        QCOMPARE(import(written("noise", QByteArray("\0\xFF\x80,;\"", 6).repeated(50'000))).status,
                 1);
        // One card of 60 MB between two good ones, without a line end.
        const QString large =
            written("large.vcf",
                    card("FN:First\r\nEMAIL:first@x.example")
                        + card("FN:Large\r\nNOTE:" + QByteArray(60 * 1024 * 1024, 'n'))
                        + card("FN:Last\r\nEMAIL:last@x.example"));
        const auto result = import(large);
        QCOMPARE(result.status, 7);
        QCOMPARE(result.object().value(QLatin1String("added")).toInt(), 2);
        QCOMPARE(result.object().value(QLatin1String("unreadable")).toInt(), 1);
        QCOMPARE(names(), (QStringList{"First", "Last"}));
        // A quote that nothing closes.
        import(written("open.csv",
                       "Name,E-mail\nA,a@x.example\n\"B,b@x.example\n"
                           + QByteArray("x\n").repeated(20'000)));
        QVERIFY(names().contains("A"));
        for (const QString &name : names())
            QVERIFY(name.size() <= 1'000);
    }
};

QTEST_GUILESS_MAIN(TestContactsCtl)
#include "tst_contactsctl.moc"
