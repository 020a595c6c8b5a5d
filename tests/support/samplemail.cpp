// SPDX-License-Identifier: MIT
#include "support/windowfixture.h"

namespace Turnstone::Test {

namespace {

constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

struct Sample {
    qint64 age;
    const char *name;
    const char *mailbox;
    const char *subject;
    const char *text;
    bool read = true;
    bool starred = false;
    bool attachment = false;
    bool answered = false;
    bool here = true;
};

const Sample samples[] = {
    {hour / 4, "Hana Kobayashi", "hana@harbour.example", "Tide tables for the spring survey",
     "The tables for March and April are attached. Low water on the 14th is at 05:52, so we should "
     "be on the flats by five. Could you bring the second scope?",
     false, false, true},
    {hour, "Otto Finch", "otto@finch.example", "Re: Ringing permit",
     "Signed and posted this morning. They said ten working days, but Marta got hers within a "
     "week.",
     false, true},
    {2 * hour, "Zoé Lefèvre", "zoe@lefevre.example", "Réunion de jeudi déplacée à 14 h",
     "Bonjour à tous, la salle est prise jeudi matin : nous nous retrouvons à 14 h au deuxième "
     "étage.",
     true, false, false, true},
    {5 * hour, "王大鹏", "wang@example.cn", "会议纪要与下一步计划",
     "大家好，附上昨天会议的纪要。请在周五之前确认各自负责的部分，如有问题请直接回复。", false,
     false, true},
    {day, "مريم الحسن", "maryam@example.org", "تقرير الطيور المهاجرة لهذا الأسبوع",
     "مرحبا، أرسل إليكم التقرير الأسبوعي عن الطيور المهاجرة. لاحظنا أعدادا أكبر من المعتاد.", true,
     true},
    {day + 3 * hour, "Harbour Office", "office@harbour.example",
     "Your berth from 1 May: confirmation and a very long subject that tells nearly everything "
     "that "
     "the message is going to say about the berth",
     "Dear skipper, your berth is reserved from 1 May to 30 September. Shore power is included.",
     false},
    {2 * day, "鈴木 鶴子", "suzuki@example.jp", "写真をありがとうございました",
     "先日は素敵な写真を送っていただき、ありがとうございました。家族みんなで楽しく拝見しました。"},
    {3 * day, "Νίκος Αετός", "nikos@example.gr", "Πρόσκληση για τη γιορτή του χωριού",
     "Καλησπέρα, σας περιμένουμε το Σάββατο στην πλατεία. Θα υπάρχει μουσική και φαγητό."},
    {4 * day, "דנה לוי", "dana@example.co.il", "אישור הזמנה מספר 48213",
     "שלום, ההזמנה שלך התקבלה ותישלח אליך בתוך שלושה ימי עסקים.", true, false, true},
    {5 * day, "Jürgen Müßig", "juergen@example.de", "Fwd: Fahrplanänderung ab Montag",
     "Zur Kenntnis: Ab Montag fährt die Fähre eine halbe Stunde früher, also bitte rechtzeitig da "
     "sein.",
     true, false, false, true},
    {9 * day, "Ana Plover", "ana@plover.example", "Photographs from the island 🌊🐦",
     "I put the best forty into one archive. The one of the turnstones on the slipway is my "
     "favourite.",
     true, true, true, false, false},
    {12 * day, "Builds", "builds@ci.example", "[turnstone] All checks have passed",
     "ubuntu and debian, gcc and clang: 214 tests in 96 seconds.", true},
    {25 * day, "Marta Knot", "marta@knot.example", "Minutes of the annual meeting",
     "Please find the minutes attached. Corrections by the end of the month, please.", true, false,
     true},
    {40 * day, "City Library", "library@city.example", "Two of your loans are due in three days",
     "The Seabird's Cry; A Field Guide to the Waders. You can renew both online.", false, false,
     false, false, false},
    {75 * day, "Sasha Ibis", "sasha@ibis.example", "Заметки о поездке на север",
     "Привет! Собрал заметки о поездке, добавь, пожалуйста, свои фотографии и даты.", true},
    {200 * day, "Vera Merlin", "vera@merlin.example", "Garden plan",
     "Here is the plan as we drew it. The hedge stays, the shed goes.", true, false, true},
    {500 * day, "Wen Li", "wen@li.example", "Old accounts", "For your files.", true, false, true},
    {1200 * day, "Grandma", "gran@family.example", "Recipe for the plum cake",
     "Four eggs, not three, whatever your mother says.", true, true},
};

QByteArray rawMessage(const Sample &sample, qint64 dateUtc, int number)
{
    const QString date = QLocale::c().toString(QDateTime::fromSecsSinceEpoch(dateUtc, Qt::UTC),
                                               QStringLiteral("ddd, dd MMM yyyy HH:mm:ss +0000"));
    const auto encoded = [](const char *text) {
        return "=?utf-8?B?" + QByteArray(text).toBase64() + "?=";
    };
    QByteArray body = QByteArray("Content-Type: text/plain; charset=utf-8\r\n"
                                 "Content-Transfer-Encoding: 8bit\r\n\r\n")
        + sample.text + "\r\n\r\n-- \r\n" + sample.name + "\r\n";
    if (sample.attachment)
        body = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + body
            + "--b\r\nContent-Type: application/pdf; name=\"Survey.pdf\"\r\n"
              "Content-Disposition: attachment; filename=\"Survey.pdf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\n"
            + QByteArray(40'000, 'A') + "\r\n--b--\r\n";
    return "From: " + encoded(sample.name) + " <" + sample.mailbox + ">\r\nTo: Me <me@example.org>"
        + "\r\nSubject: " + encoded(sample.subject) + "\r\nDate: " + date.toLatin1()
        + "\r\nMessage-ID: <" + QByteArray::number(number)
        + "@sample.example>\r\nMIME-Version: 1.0\r\n" + body;
}

void addSample(WindowFixture &fixture, AccountId account, FolderRole role, const Sample &sample,
               qint64 dateUtc, int number)
{
    const QByteArray raw = rawMessage(sample, dateUtc, number);
    IncomingMessage message;
    message.size = raw.size();
    message.receivedUtc = dateUtc;
    message.envelope.from = {{QString::fromUtf8(sample.name), QString::fromLatin1(sample.mailbox)}};
    message.envelope.to = {{QStringLiteral("Me"), QStringLiteral("me@example.org")}};
    message.envelope.subject = QString::fromUtf8(sample.subject);
    message.envelope.messageId = QByteArray::number(number) + "@sample.example";
    message.envelope.dateUtc = dateUtc;
    message.flags.flags.setFlag(Flag::Seen, sample.read);
    message.flags.flags.setFlag(Flag::Flagged, sample.starred);
    message.flags.flags.setFlag(Flag::Answered, sample.answered);
    BodyPart text;
    text.section = "1";
    text.type = "text/plain";
    text.charset = "utf-8";
    text.encoding = "8bit";
    if (sample.attachment) {
        BodyPart multipart, pdf;
        multipart.type = "multipart/mixed";
        pdf.section = "2";
        pdf.type = "application/pdf";
        pdf.encoding = "base64";
        pdf.disposition = "attachment";
        pdf.name = QStringLiteral("Survey.pdf");
        pdf.size = 40'000;
        message.structure.parts = {multipart, text, pdf};
    } else {
        message.structure.parts = {text};
    }
    const PlacementId id = fixture.add(account, role, message);
    if (!sample.here)
        return;
    ContentWriter content(fixture.store(), account);
    content.begin(fixture.writer().row(id)->message);
    content.section({});
    content.data(raw);
    const ContentWriter::Stored stored = content.end();
    content.commit();
    WriteTransaction transaction(fixture.writer());
    fixture.writer().contentStored(stored, ContentLevel::Everything,
                                   QString::fromUtf8(sample.text).left(160), {}, message.structure);
    transaction.commit();
}

} // namespace

void fillWithSampleMail(WindowFixture &fixture, qint64 nowUtc)
{
    const AccountId home = fixture.addAccount(QStringLiteral("Home"));
    const AccountId work = fixture.addAccount(QStringLiteral("Harbour Survey"));
    int number = 0;
    for (const Sample &sample : samples) {
        ++number;
        addSample(fixture, number % 3 == 2 ? work : home, FolderRole::Inbox, sample,
                  nowUtc - sample.age, number);
    }
    for (const Sample &sample : samples) {
        ++number;
        if (number % 4 == 0)
            addSample(fixture, home, FolderRole::Archive, sample, nowUtc - sample.age - 90 * day,
                      number);
    }
}

} // namespace Turnstone::Test
