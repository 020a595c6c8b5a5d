// SPDX-License-Identifier: MIT
#include "mail/subject.h"

#include <QRegularExpression>
#include <QSet>

namespace Turnstone {

namespace {

enum class PrefixKind { None, Reply, Forward };

// Case folded. Single letters (Italian "R:" and "I:") are words of subjects too, so they aren't
// here.
const QSet<QString> &replyWords()
{
    static const QSet<QString> words{
        QStringLiteral("re"),      QStringLiteral("aw"),    QStringLiteral("antw"),
        QStringLiteral("antwort"), QStringLiteral("sv"),    QStringLiteral("vs"),
        QStringLiteral("rif"),     QStringLiteral("ynt"),   QStringLiteral("vá"),
        QStringLiteral("odp"),     QStringLiteral("res"),   QStringLiteral("ats"),
        QStringLiteral("atb"),     QStringLiteral("bls"),   QStringLiteral("απ"),
        QStringLiteral("σχετ"),    QStringLiteral("на"),    QStringLiteral("отг"),
        QStringLiteral("回复"),    QStringLiteral("回覆"),  QStringLiteral("答复"),
        QStringLiteral("答覆"),    QStringLiteral("返信"),  QStringLiteral("답장"),
        QStringLiteral("회신"),    QStringLiteral("תשובה"), QStringLiteral("השב"),
        QStringLiteral("رد"),      QStringLiteral("پاسخ"),  QStringLiteral("ตอบ")};
    return words;
}

const QSet<QString> &forwardWords()
{
    static const QSet<QString> words{
        QStringLiteral("fw"),     QStringLiteral("fwd"),        QStringLiteral("wg"),
        QStringLiteral("tr"),     QStringLiteral("rv"),         QStringLiteral("enc"),
        QStringLiteral("doorst"), QStringLiteral("vb"),         QStringLiteral("vl"),
        QStringLiteral("pd"),     QStringLiteral("továbbítás"), QStringLiteral("ilt"),
        QStringLiteral("i̇lt"),    QStringLiteral("πρθ"),        QStringLiteral("转发"),
        QStringLiteral("轉寄"),   QStringLiteral("轉發"),       QStringLiteral("転送"),
        QStringLiteral("전달"),   QStringLiteral("הועבר"),      QStringLiteral("إعادة توجيه"),
        QStringLiteral("trs"),    QStringLiteral("yml"),        QStringLiteral("пересл")};
    return words;
}

struct Prefix {
    PrefixKind kind = PrefixKind::None;
    qsizetype length = 0; ///< with the blanks behind it
};

Prefix prefixOf(const QString &subject)
{
    constexpr qsizetype looked = 40; // no prefix is longer
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*([^\\s\\[\\]():：^0-9][^\\[\\]():：^0-9]{0,14}?)\\s?"
                       "(?:[\\[(]\\d{1,4}[\\])]|\\^\\d{1,4})?\\s?[:：]\\s*"),
        QRegularExpression::UseUnicodePropertiesOption);
    const auto match = pattern.match(subject.left(looked));
    if (!match.hasMatch())
        return {};
    const QString word = match.captured(1).normalized(QString::NormalizationForm_C).toCaseFolded();
    const PrefixKind kind = replyWords().contains(word) ? PrefixKind::Reply
        : forwardWords().contains(word)                 ? PrefixKind::Forward
                                                        : PrefixKind::None;
    return {kind, kind == PrefixKind::None ? 0 : match.capturedLength()};
}

/// "[list] " in front; empty where there is none, or nothing behind it.
QString listTag(const QString &subject)
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*\\[[^\\[\\]]{1,60}\\]\\s*"));
    const QString tag = pattern.match(subject.left(80)).captured();
    return tag.size() < subject.size() ? tag : QString();
}

/// Without the prefixes in front that are of this kind (None: of either). A tag in front of one is
/// kept, once.
QString stripped(const QString &subject, PrefixKind kind)
{
    QString rest = subject.trimmed();
    QString tags;
    while (true) {
        const QString tag = listTag(rest);
        const Prefix prefix = prefixOf(rest.mid(tag.size()));
        const bool matches =
            prefix.kind != PrefixKind::None && (kind == PrefixKind::None || prefix.kind == kind);
        if (!matches)
            break;
        if (!tag.isEmpty() && !tags.contains(tag.trimmed()))
            tags += tag.trimmed() + QLatin1Char(' ');
        rest = rest.mid(tag.size() + prefix.length);
    }
    if (!tags.isEmpty() && rest.startsWith(tags.trimmed()))
        return rest;
    return tags + rest;
}

} // namespace

QString replySubject(const QString &subject)
{
    return QLatin1String("Re: ") + stripped(subject, PrefixKind::Reply);
}

QString forwardSubject(const QString &subject)
{
    return QLatin1String("Fwd: ") + stripped(subject, PrefixKind::Forward);
}

QString subjectWithoutPrefixes(const QString &subject)
{
    return stripped(subject, PrefixKind::None);
}

} // namespace Turnstone
