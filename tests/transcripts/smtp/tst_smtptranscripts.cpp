// SPDX-License-Identifier: MIT
// Plays every transcripts/smtp/<server>/*.txt (support/transcript.h) with the server's bytes whole,
// byte by byte and cut at random. Events: "reply CODE STATUS text", "challenge …", "error …".
#include "base/mailerror.h"
#include "protocol/smtp/smtpsession.h"
#include "support/transcript.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray between(const QByteArray &line, char open, char close)
{
    const qsizetype from = line.indexOf(open) + 1;
    return line.sliced(from, line.indexOf(close, from) - from);
}

SmtpNotifies notifyOf(const QByteArray &line)
{
    SmtpNotifies notify;
    notify.setFlag(SmtpNotify::Failure, line.contains("FAILURE"));
    notify.setFlag(SmtpNotify::Success, line.contains("SUCCESS"));
    return notify;
}

class SmtpPlayer : public TranscriptSession {
public:
    QByteArray write(const QByteArray &line) override
    {
        command(line);
        QByteArray written;
        for (const SmtpSession::Output &output : m_session.takeOutput())
            written += output.bytes;
        return written;
    }
    void hear(const QByteArray &bytes, const Cutter &cut, QByteArrayList *events) override
    {
        QByteArrayView rest = bytes;
        try {
            while (!rest.isEmpty()) {
                const qsizetype size = cut(rest.size());
                m_session.feed(rest.first(size));
                rest = rest.sliced(size);
                while (const auto event = m_session.next())
                    describe(*event, events);
            }
        } catch (const MailError &error) {
            events->append("error " + error.sentence.toUtf8());
        }
    }
    bool isQuiet() const override { return m_session.isQuiet(); }

private:
    void command(const QByteArray &line)
    {
        const QByteArrayList words = line.trimmed().split(' ');
        if (m_inContent) {
            m_inContent = line != ".\r\n";
            if (m_inContent)
                m_session.content(line.startsWith("..") ? line.sliced(1) : line);
            else
                m_session.endContent();
        } else if (words.first() == "EHLO") {
            m_session.ehlo();
        } else if (words.first() == "STARTTLS") {
            m_session.startTls();
        } else if (words.first() == "AUTH") {
            m_session.auth(words.value(1),
                           words.size() > 2 ? std::optional(Secret(words[2])) : std::nullopt);
        } else if (words.first() == "MAIL") {
            SmtpEnvelope envelope;
            envelope.sender = between(line, '<', '>');
            for (const QByteArray &word : words) {
                if (word.startsWith("SIZE="))
                    envelope.size = word.sliced(5).toLongLong();
            }
            envelope.eightBit = words.contains("BODY=8BITMIME");
            envelope.utf8 = words.contains("SMTPUTF8");
            m_session.mail(envelope);
        } else if (words.first() == "RCPT") {
            m_session.rcpt(between(line, '<', '>'), notifyOf(line));
        } else if (words.first() == "DATA") {
            m_session.data();
        } else if (words.first() == "RSET") {
            m_session.rset();
        } else if (words.first() == "QUIT") {
            m_session.quit();
        } else {
            m_session.respond(Secret(line.trimmed()));
        }
    }
    void describe(const SmtpEvent &event, QByteArrayList *events)
    {
        if (const auto *challenge = std::get_if<SmtpChallenge>(&event)) {
            events->append("challenge " + escaped(challenge->base64));
            return;
        }
        const SmtpReply &reply = std::get<SmtpReply>(event);
        m_inContent = m_inContent || reply.wantsContent();
        events->append("reply " + QByteArray::number(reply.code) + ' ' + reply.status + ' '
                       + escaped(reply.text));
    }

    SmtpSession m_session;
    bool m_inContent = false;
};

QByteArray difference(const QList<TranscriptLine> &transcript, const Cutter &cut)
{
    SmtpPlayer player;
    return transcriptDifference(transcript, player, cut);
}

} // namespace

class TestSmtpTranscripts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void transcript_isUnderstoodHoweverItIsCut_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = transcriptNames(QStringLiteral("smtp"));
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
        QVERIFY(names.size() >= 4);
    }
    void transcript_isUnderstoodHoweverItIsCut()
    {
        QFETCH(QString, name);
        const QList<TranscriptLine> transcript =
            readTranscript(transcriptPath(QStringLiteral("smtp"), name));
        QCOMPARE(difference(transcript, whole()), QByteArray());
        QCOMPARE(difference(transcript, byteByByte()), QByteArray());
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(difference(transcript, cutAtRandom(seed)), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestSmtpTranscripts)
#include "tst_smtptranscripts.moc"
