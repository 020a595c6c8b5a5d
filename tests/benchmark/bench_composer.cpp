// SPDX-License-Identifier: MIT
// Writing: how long a key press takes to be painted in an answer that quotes two megabytes, in
// plain and in rich text; how long a composer takes to open; how long an address takes to be
// completed over a large profile. bench_composer [messages, 1,000,000 unless said otherwise].
// Figures are of one run on one machine.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composebeginning.h"
#include "gui/composer/composer.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/recipientfield.h"
#include "gui/composer/richeditor.h"
#include "mail/quoting.h"
#include "store/seenaddresses.h"
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QTextStream>

#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr qsizetype quotedBytes = 2 * 1024 * 1024;
constexpr int keyPresses = 600;

class Times {
public:
    void add(qint64 nanoseconds) { m_ms.push_back(double(nanoseconds) / 1e6); }
    double at(double share)
    {
        std::sort(m_ms.begin(), m_ms.end());
        return m_ms.empty() ? 0 : m_ms.at(size_t(double(m_ms.size() - 1) * share));
    }

private:
    std::vector<double> m_ms;
};

void say(const QString &what, Times &times)
{
    QTextStream(stdout) << what.leftJustified(46)
                        << QStringLiteral("median %1 ms, 99th percentile %2 ms, most %3 ms\n")
                               .arg(times.at(0.5), 0, 'f', 2)
                               .arg(times.at(0.99), 0, 'f', 2)
                               .arg(times.at(1), 0, 'f', 2);
}

QString longThread()
{
    QString text;
    for (int i = 0; text.size() < quotedBytes; ++i) {
        text += i % 5 == 4
            ? QStringLiteral("\n")
            : QStringLiteral("Paragraph %1 of a thread that nobody ever cut, with a few words more "
                             "than fit on one line of most windows, as people write them.\n")
                  .arg(i);
    }
    return quotedText(text, false);
}

/// An answer to a formatted message as the window makes it, of as much as is answered so.
ComposeStart richReply()
{
    constexpr qsizetype formattedBytes = 1800 * 1024;
    QByteArray message = "From: Ann <ann@example.org>\r\nSubject: Long\r\nMIME-Version: 1.0\r\n"
                         "Content-Type: text/html; charset=utf-8\r\n\r\n";
    for (int i = 0; message.size() < formattedBytes; ++i)
        message += "<p>Paragraph <b>" + QByteArray::number(i)
            + "</b> of a thread that nobody ever cut, with a few words more than fit on one line "
              "of most windows, as people write them.</p>\n";
    QElapsedTimer timer;
    timer.start();
    const ComposeStart start =
        ComposeBeginning::answer(ComposeBeginning::wholeOriginal(message, {}), {}, {Sender{}});
    QTextStream(stdout) << QStringLiteral("rich text, 1.8 MB quoted: made in %1 ms, away from the "
                                          "window's thread%2\n")
                               .arg(timer.elapsed())
                               .arg(start.composition.html.isEmpty()
                                        ? QStringLiteral("; as plain text, which is wrong")
                                        : QString());
    return start;
}

/// From the key press until the widget is painted, with all that runs in between.
template <typename Editor> void type(const QString &what, Editor &editor, int newLineEvery)
{
    Times times;
    for (int i = 0; i < keyPresses; ++i) {
        const bool newLine = i % newLineEvery == newLineEvery - 1;
        const QString letter(newLine ? u'\r' : QChar(ushort(u'a' + i % 26)));
        QElapsedTimer timer;
        timer.start();
        QKeyEvent press(QEvent::KeyPress, newLine ? Qt::Key_Return : Qt::Key_A, Qt::NoModifier,
                        letter);
        QCoreApplication::sendEvent(&editor, &press);
        QCoreApplication::processEvents();
        editor.viewport()->repaint();
        times.add(timer.nsecsElapsed());
    }
    say(what, times);
}

void measureTyping(bool rich)
{
    const QString words = rich ? QStringLiteral("rich text") : QStringLiteral("plain text");
    ComposeStart start;
    if (rich)
        start = richReply();
    else
        start.composition.text = QStringLiteral("\n\nOn Tuesday Ann wrote:\n") + longThread();
    QElapsedTimer opening;
    opening.start();
    Composer composer({Sender{}}, start);
    composer.resize(900, 800);
    composer.show();
    QCoreApplication::processEvents();
    composer.repaint();
    QTextStream(stdout)
        << QStringLiteral("%1, 2 MB quoted: opened in %2 ms\n").arg(words).arg(opening.elapsed());
    BodyEditor &body = composer.body();
    if (body.isRich()) {
        body.rich().moveCursor(QTextCursor::Start);
        type(words + QStringLiteral(", at the beginning"), body.rich(), 40);
    } else {
        body.plain().moveCursor(QTextCursor::Start);
        type(words + QStringLiteral(", at the beginning"), body.plain(), 40);
        QTextCursor middle = body.plain().textCursor();
        middle.setPosition(int(quotedBytes / 2));
        body.plain().setTextCursor(middle);
        body.plain().ensureCursorVisible();
        QCoreApplication::processEvents();
        type(words + QStringLiteral(", within the quote"), body.plain(), 40);
    }
}

void measureOpening()
{
    Times times;
    for (int i = 0; i < 20; ++i) {
        QElapsedTimer timer;
        timer.start();
        Composer composer({Sender{}}, {});
        composer.resize(900, 800);
        composer.show();
        QCoreApplication::processEvents();
        composer.repaint();
        times.add(timer.nsecsElapsed());
    }
    say(QStringLiteral("an empty composer"), times);
    AddressList many;
    for (int i = 0; i < 200; ++i)
        many.append({QStringLiteral("Person %1").arg(i), QStringLiteral("p%1@example.org").arg(i)});
    Times open;
    for (int i = 0; i < 20; ++i) {
        RecipientField field;
        field.resize(700, 100);
        field.show();
        field.setAddresses(many);
        QElapsedTimer timer;
        timer.start();
        field.setFocus();
        QCoreApplication::processEvents();
        field.repaint();
        open.add(timer.nsecsElapsed());
    }
    say(QStringLiteral("200 recipients opened"), open);
}

void measureCompletion(qint64 messages)
{
    ThrowAwayProfile profile;
    Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
    StoreFiller filler(store);
    const RemoteFolderRow inbox = filler.folder(filler.addAccount(QStringLiteral("Large")));
    // Worst: everybody wrote once.
    for (qint64 first = 0; first < messages; first += 1000) {
        WriteTransaction transaction(filler.writer());
        QList<IncomingMessage> batch;
        for (qint64 n = first; n < first + 1000; ++n) {
            IncomingMessage message = exampleMessage(n);
            message.envelope.from = {{QStringLiteral("Given%1 Family%2").arg(n % 977).arg(n),
                                      QStringLiteral("%1.person%2@host%3.example")
                                          .arg(QChar(ushort(u'a' + n % 26)))
                                          .arg(n)
                                          .arg(n % 5000)}};
            message.key = QByteArray::number(n + 1);
            batch.append(message);
        }
        filler.writer().messagesAppeared(inbox.id, batch);
        transaction.commit();
    }
    SeenAddresses seen(store);
    QElapsedTimer timer;
    timer.start();
    seen.collect([] { return false; });
    QTextStream(stdout) << QStringLiteral("addresses of %1 messages collected in %2 s\n")
                               .arg(messages)
                               .arg(double(timer.elapsed()) / 1000, 0, 'f', 1);
    Times times;
    for (const char *typed : {"g", "a", "h", "gi", "ex", "giv", "fam", "host", "given5", "family77",
                              "zzz", "person1", "given1 family", "x.person9", "e", "q"}) {
        for (int i = 0; i < 5; ++i) {
            timer.start();
            seen.complete(QString::fromLatin1(typed));
            times.add(timer.nsecsElapsed());
        }
    }
    say(QStringLiteral("an address completed"), times);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    measureOpening();
    measureTyping(false);
    measureTyping(true);
    const qint64 messages =
        application.arguments().value(1, QStringLiteral("1000000")).toLongLong();
    if (messages > 0)
        measureCompletion(messages);
    return 0;
}
