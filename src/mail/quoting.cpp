// SPDX-License-Identifier: MIT
#include "mail/quoting.h"

#include "mail/charset.h"
#include "mail/flowedtext.h"
#include "mail/mailbox.h"
#include "mail/plaintext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace Turnstone {

namespace {

QString quotingText(const char *words, const char *comment = nullptr)
{
    return QCoreApplication::translate("Turnstone::Quoting", words, comment);
}

QString dateText(qint64 utcSeconds, const QLocale &locale, int utcOffsetSeconds)
{
    const QDateTime date =
        QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::OffsetFromUTC, utcOffsetSeconds);
    return locale.toString(date.date(), QLocale::LongFormat) + QLatin1Char(' ')
        + locale.toString(date.time(), QLocale::ShortFormat);
}

/// For a line of text: no control of somebody else's name may break it.
QString shownName(const Address &address)
{
    const QString name = withoutControls(address.name);
    return name.isEmpty() ? withoutControls(address.mailbox) : name;
}

QString shownList(const AddressList &list)
{
    constexpr qsizetype most = 50;
    QString text = withoutControls(formatAddresses(list.mid(0, most)));
    if (list.size() > most)
        text += QStringLiteral(", …");
    return text;
}

} // namespace

QString quotedText(const QString &text, bool flowed, bool delSp)
{
    QStringList lines;
    for (const TextParagraph &paragraph : readPlainText(text, flowed, delSp)) {
        if (paragraph.signature && paragraph.quoteLevel == 0)
            continue;
        QString line = paragraph.text;
        while (line.endsWith(QLatin1Char(' ')) && line != QLatin1String("-- "))
            line.chop(1);
        if (!lines.isEmpty() || !line.isEmpty())
            lines << quotedLine(paragraph.quoteLevel + 1, line);
    }
    const auto isBlankLine = [](const QString &line) {
        return line.count(QLatin1Char('>')) == line.size();
    };
    while (!lines.isEmpty() && isBlankLine(lines.last()))
        lines.removeLast();
    return lines.isEmpty() ? QString() : lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString attributionLine(const Envelope &envelope, const QLocale &locale, int utcOffsetSeconds)
{
    const QString name = envelope.from.isEmpty() ? QString() : shownName(envelope.from.first());
    if (name.isEmpty() && envelope.dateUtc == 0)
        return {};
    const QString date =
        envelope.dateUtc == 0 ? QString() : dateText(envelope.dateUtc, locale, utcOffsetSeconds);
    if (date.isEmpty())
        return quotingText(QT_TRANSLATE_NOOP("Turnstone::Quoting", "%1 wrote:")).arg(name);
    if (name.isEmpty())
        return quotingText(QT_TRANSLATE_NOOP("Turnstone::Quoting", "On %1 somebody wrote:"))
            .arg(date);
    return quotingText(QT_TRANSLATE_NOOP("Turnstone::Quoting", "On %1, %2 wrote:")).arg(date, name);
}

QString forwardTitle()
{
    return quotingText(QT_TRANSLATE_NOOP("Turnstone::Quoting", "Forwarded message"));
}

QString forwardRule()
{
    return QStringLiteral("-------- %1 --------").arg(forwardTitle());
}

QList<QPair<QString, QString>> forwardHeaderFields(const Envelope &envelope, const QLocale &locale,
                                                   int utcOffsetSeconds)
{
    QList<QPair<QString, QString>> fields;
    const auto add = [&fields](const char *name, const QString &value) {
        if (!value.isEmpty())
            fields.append({quotingText(name), value});
    };
    add(QT_TRANSLATE_NOOP("Turnstone::Quoting", "From"), shownList(envelope.from));
    add(QT_TRANSLATE_NOOP("Turnstone::Quoting", "Date"),
        envelope.dateUtc == 0 ? QString() : dateText(envelope.dateUtc, locale, utcOffsetSeconds));
    add(QT_TRANSLATE_NOOP("Turnstone::Quoting", "Subject"), withoutControls(envelope.subject));
    add(QT_TRANSLATE_NOOP("Turnstone::Quoting", "To"), shownList(envelope.to));
    add(QT_TRANSLATE_NOOP("Turnstone::Quoting", "Cc"), shownList(envelope.cc));
    return fields;
}

QString forwardHeader(const Envelope &envelope, const QLocale &locale, int utcOffsetSeconds)
{
    QString result = forwardRule() + QLatin1Char('\n');
    for (const auto &[name, value] : forwardHeaderFields(envelope, locale, utcOffsetSeconds))
        result += QStringLiteral("%1: %2\n").arg(name, value);
    return result + QLatin1Char('\n');
}

QString signatureBlock(const QString &signature)
{
    QString text = signature;
    if (text.startsWith(QLatin1String("-- \n")))
        text = text.mid(4);
    while (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    return text.trimmed().isEmpty() ? QString() : QLatin1String("-- \n") + text + QLatin1Char('\n');
}

BeginningText beginningText(const QString &quote, const QString &signature, SignaturePlace place,
                            bool answerBelow)
{
    const QString block = signatureBlock(signature);
    const QString tail = block.isEmpty() ? QString() : QLatin1Char('\n') + block;
    BeginningText result;
    if (quote.isEmpty()) {
        result.text = QLatin1Char('\n') + tail;
        return result;
    }
    if (answerBelow) {
        result.text = quote + QLatin1Char('\n');
        result.cursor = result.text.size();
        result.text += QLatin1Char('\n') + tail;
        return result;
    }
    const bool above = place == SignaturePlace::Above;
    result.text = QLatin1Char('\n') + (above ? tail : QString()) + QLatin1Char('\n') + quote
        + (above ? QString() : tail);
    return result;
}

QString withSignatureReplaced(const QString &text, const QString &from, const QString &to,
                              SignaturePlace placeForNew)
{
    const QString old = signatureBlock(from);
    const QString block = signatureBlock(to);
    if (old == block)
        return text;
    if (old.isEmpty()) {
        // The first quote of the message below is what "above" is above of.
        const bool startsWithQuote = text.startsWith(QLatin1Char('>'));
        const qsizetype quote =
            startsWithQuote ? 0 : text.indexOf(QLatin1String("\n>")) + 1; // 0: none
        if (placeForNew == SignaturePlace::Below || quote <= 0)
            return text + (text.endsWith(QLatin1Char('\n')) ? QString() : QStringLiteral("\n"))
                + QLatin1Char('\n') + block;
        // Above the attribution, which is the line or lines before the quote.
        qsizetype start = text.lastIndexOf(QLatin1String("\n\n"), quote);
        start = start < 0 ? 0 : start + 1;
        return text.left(start) + QLatin1Char('\n') + block + text.mid(start);
    }
    QString haystack = text;
    const bool open = !haystack.endsWith(QLatin1Char('\n'));
    if (open)
        haystack += QLatin1Char('\n');
    qsizetype at = haystack.lastIndexOf(old);
    while (at > 0 && haystack.at(at - 1) != QLatin1Char('\n'))
        at = haystack.lastIndexOf(old, at - 1);
    if (at < 0)
        return text;
    haystack.replace(at, old.size(), block);
    if (open && haystack.endsWith(QLatin1Char('\n')))
        haystack.chop(1);
    return haystack;
}

} // namespace Turnstone
