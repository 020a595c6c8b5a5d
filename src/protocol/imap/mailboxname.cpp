// SPDX-License-Identifier: MIT
#include "protocol/imap/mailboxname.h"

#include "protocol/imap/utf7run.h"

#include <algorithm>

namespace Turnstone::Imap {

namespace {

/// As a mailbox's name may have it: printable ASCII stands for itself there.
std::optional<QString> decodeRun(QByteArrayView run)
{
    const std::optional<QString> text = decodeUtf7Run(run);
    if (text && std::any_of(text->begin(), text->end(), [](QChar c) { return c.unicode() < 0xa0; }))
        return {};
    return text;
}

std::optional<QString> decodeUtf7(QByteArrayView level)
{
    QString text;
    for (qsizetype i = 0; i < level.size(); ++i) {
        const char c = level[i];
        if (uchar(c) < 0x20 || uchar(c) > 0x7e)
            return {};
        if (c != '&') {
            text.append(QLatin1Char(c));
            continue;
        }
        const qsizetype end = level.indexOf('-', i);
        if (end < 0)
            return {};
        if (end == i + 1) {
            text.append(QLatin1Char('&'));
        } else {
            const std::optional<QString> run = decodeRun(level.sliced(i + 1, end - i - 1));
            if (!run)
                return {};
            text.append(*run);
        }
        i = end;
    }
    return text;
}

QString asSent(QByteArrayView level)
{
    QString text = QString::fromUtf8(level);
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

QString decodeLevel(QByteArrayView level)
{
    if (const std::optional<QString> text = decodeUtf7(level))
        return *text;
    return asSent(level);
}

} // namespace

QString decodeMailboxName(const QByteArray &wire, QChar delimiter)
{
    if (delimiter.isNull() || delimiter.unicode() > 0x7e)
        return decodeLevel(wire);
    QString name;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = wire.indexOf(delimiter.toLatin1(), from);
        const QByteArrayView rest = QByteArrayView(wire).sliced(from);
        name += decodeLevel(end < 0 ? rest : rest.first(end - from));
        if (end < 0)
            return name;
        name += delimiter;
        from = end + 1;
    }
}

QByteArray encodeMailboxName(const QString &name)
{
    QByteArray wire;
    qsizetype runStart = -1;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t unit = name[i].unicode();
        if (unit >= 0x20 && unit <= 0x7e) {
            if (runStart >= 0)
                appendUtf7Run(wire, QStringView(name).sliced(runStart, i - runStart));
            runStart = -1;
            wire += char(unit);
            if (unit == '&')
                wire += '-';
        } else if (runStart < 0) {
            runStart = i;
        }
    }
    if (runStart >= 0)
        appendUtf7Run(wire, QStringView(name).sliced(runStart));
    return wire;
}

bool isInbox(const QByteArray &wire)
{
    return wire.compare("INBOX", Qt::CaseInsensitive) == 0;
}

} // namespace Turnstone::Imap
