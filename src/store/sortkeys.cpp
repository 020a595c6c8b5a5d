// SPDX-License-Identifier: MIT
#include "store/sortkeys.h"

#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype sortKeyBytes = 48;

/// Null where its beginning, which is all that counts, isn't ASCII.
QByteArray asciiSortKey(QStringView text)
{
    QByteArray key(qMin(text.size(), sortKeyBytes), Qt::Uninitialized);
    char16_t all = 0;
    for (qsizetype i = 0; i < key.size(); ++i) {
        const char16_t c = text[i].unicode();
        all |= c;
        key.data()[i] = char(c >= u'A' && c <= u'Z' ? c - u'A' + u'a' : c);
    }
    return all < 0x80 ? key : QByteArray();
}

QByteArray foldedSortKey(QStringView text)
{
    text = text.first(qMin(text.size(), sortKeyBytes * 2)).trimmed();
    if (QByteArray key = asciiSortKey(text); !key.isNull())
        return key;
    QString folded;
    folded.reserve(text.size());
    for (const QChar c : text)
        folded.append(c.toCaseFolded());
    folded = folded.normalized(QString::NormalizationForm_KD).toCaseFolded();
    folded.removeIf([](QChar c) { return c.isMark(); });
    QByteArray key = folded.toUtf8();
    qsizetype end = qMin(key.size(), sortKeyBytes);
    while (end > 0 && end < key.size() && (quint8(key.at(end)) & 0xc0) == 0x80)
        --end; // not within a character
    key.truncate(end);
    return key;
}

/// Length of one reply or forward mark at the beginning ("Re:", "AW: ", "Re[2]:"); 0: none.
qsizetype replyMarkLength(QStringView subject)
{
    static constexpr std::array<QStringView, 16> marks{
        u"re",   u"fwd", u"fw", u"aw",  u"wg",  u"sv",  u"vs",  u"vb",
        u"antw", u"tr",  u"rv", u"rif", u"odp", u"ynt", u"ref", u"enc"};
    const qsizetype colon = subject.first(qMin<qsizetype>(subject.size(), 12)).indexOf(u':');
    if (colon < 2)
        return 0;
    QStringView word = subject.first(colon).trimmed();
    const qsizetype bracket = word.indexOf(u'[');
    if (bracket > 0 && word.endsWith(u']'))
        word = word.first(bracket);
    for (const QStringView mark : marks) {
        if (word.compare(mark, Qt::CaseInsensitive) == 0)
            return colon + 1;
    }
    return 0;
}

} // namespace

QByteArray senderSortKey(const AddressList &from)
{
    if (from.isEmpty())
        return {};
    return foldedSortKey(from.first().name.isEmpty() ? from.first().mailbox : from.first().name);
}

QByteArray subjectSortKey(const QString &subject)
{
    QStringView rest = QStringView(subject).trimmed();
    while (const qsizetype mark = replyMarkLength(rest))
        rest = rest.sliced(mark).trimmed();
    return foldedSortKey(rest);
}

} // namespace Turnstone
