// SPDX-License-Identifier: MIT
#include "mail/charset.h"
#include "mail/encodedwords.h"
#include "mail/mailbox.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

bool isComma(QChar c)
{
    return QStringView(u",，、،").contains(c);
}

bool isSemicolon(QChar c)
{
    return QStringView(u";；؛").contains(c);
}

bool isLineEnd(QChar c)
{
    const char16_t u = c.unicode();
    return u == u'\n' || u == u'\r' || u == 0x2028 || u == 0x2029;
}

/// What stands between two separators.
struct TypedPiece {
    QString text;
    bool endedByComma = false;
};

/// Cuts at separators that stand in no quotes, brackets or comment. What opens and isn't closed on
/// its line is a character like any other.
class PieceCutter {
public:
    explicit PieceCutter(const QString &text)
        : m_text(text)
    { }

    QList<TypedPiece> cut()
    {
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const QChar c = m_text.at(at);
            if (isComma(c) || isSemicolon(c) || isLineEnd(c)) {
                finish(at, isComma(c));
            } else if (c == QLatin1Char(':') && isLabel(at)) {
                m_start = at + 1; // a group's name, or "To:" of a pasted header
            } else {
                const qsizetype close = closing(at);
                at = close < 0 ? at : close;
            }
        }
        finish(m_text.size(), false);
        return std::move(m_pieces);
    }

private:
    void finish(qsizetype end, bool comma)
    {
        const QString piece = m_text.mid(m_start, end - m_start).trimmed();
        if (!piece.isEmpty())
            m_pieces.append({piece, comma});
        else if (!m_pieces.isEmpty() && !comma)
            m_pieces.last().endedByComma = false;
        m_start = end + 1;
    }

    bool isLabel(qsizetype colon) const
    {
        const QStringView before = QStringView(m_text).sliced(m_start, colon - m_start);
        return !before.contains(QLatin1Char('@')) && !before.contains(QLatin1Char('<'));
    }

    qsizetype closing(qsizetype at)
    {
        static constexpr std::array<char16_t, 3> opening{u'"', u'<', u'('};
        static constexpr std::array<char16_t, 3> ends{u'"', u'>', u')'};
        for (size_t i = 0; i < opening.size(); ++i) {
            if (m_text.at(at) != QChar(opening.at(i)))
                continue;
            if (at < m_noneBefore.at(i))
                return -1; // looked for already
            qsizetype end = at + 1;
            while (end < m_text.size() && !isLineEnd(m_text.at(end))) {
                if (m_text.at(end) == QLatin1Char('\\') && i != 1)
                    ++end;
                else if (m_text.at(end) == QChar(ends.at(i)))
                    return end;
                ++end;
            }
            m_noneBefore.at(i) = end;
        }
        return -1;
    }

    const QString m_text;
    qsizetype m_start = 0;
    std::array<qsizetype, 3> m_noneBefore{};
    QList<TypedPiece> m_pieces;
};

/// A piece's display name: quotes and comment signs undone, one line, no controls.
QString typedName(const QString &typed)
{
    QString text = typed.trimmed();
    const bool isQuoted =
        text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"'));
    if (isQuoted) {
        QString result;
        for (qsizetype i = 1; i + 1 < text.size(); ++i) {
            if (text.at(i) == QLatin1Char('\\') && i + 2 < text.size())
                ++i;
            result += text.at(i);
        }
        return withoutControls(result);
    }
    // As Outlook writes a name that is an address.
    if (text.size() >= 2 && text.startsWith(QLatin1Char('\'')) && text.endsWith(QLatin1Char('\'')))
        text = text.mid(1, text.size() - 2);
    return withoutControls(decodeEncodedWords(text.toUtf8()));
}

/// An address as it was meant: without what pasting leaves around it.
QString typedMailbox(QString text)
{
    text.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        return u == 0x200B || u == 0x200E || u == 0x200F || u == 0xFEFF || u == 0xAD;
    });
    text = text.trimmed();
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
        text = text.mid(7);
    // As an East Asian keyboard writes it.
    if (text.contains(QChar(0xFF20)) && !text.contains(QLatin1Char('@')))
        text = text.normalized(QString::NormalizationForm_KC);
    if (text.startsWith(QLatin1Char('@')) && text.contains(QLatin1Char(':')))
        text = text.mid(text.lastIndexOf(QLatin1Char(':')) + 1); // a route (RFC 5322 4.4)
    const bool isLiteral = text.endsWith(QLatin1Char(']'));
    while (!isLiteral && text.contains(QLatin1Char('@'))
           && (text.endsWith(QLatin1Char('.')) || text.endsWith(QChar(0x3002))))
        text.chop(1);
    return text;
}

TypedAddress typedAddress(const QString &name, const QString &mailbox, const QString &typed)
{
    TypedAddress result{{typedName(name), typedMailbox(mailbox)}, AddressFault::None, typed};
    result.fault = mailboxFault(result.address.mailbox);
    if (result.address.name == result.address.mailbox)
        result.address.name.clear();
    return result;
}

bool hasAngle(const QString &piece)
{
    return piece.contains(QLatin1Char('<')) && piece.contains(QLatin1Char('>'));
}

/// A blank within an address: "b@exam ple.org" isn't b@exam of somebody called ple.org.
bool isTornApart(const QString &mailbox, const QStringList &behind)
{
    const QString domain = mailbox.mid(mailbox.lastIndexOf(QLatin1Char('@')) + 1);
    if (!domain.contains(QLatin1Char('.')) && !domain.startsWith(QLatin1Char('[')))
        return true;
    const QString &next = behind.constFirst();
    const qsizetype dot = next.indexOf(QLatin1Char('.'));
    return behind.size() == 1 && dot >= 0 && dot + 1 < next.size()
        && std::all_of(next.begin(), next.end(), [](QChar c) {
               return c.isLower() || c.isDigit() || c == QLatin1Char('.') || c == QLatin1Char('-');
           });
}

/// A piece without angle brackets: an address with a comment, a name and an address in some order,
/// or several addresses with nothing but blanks between them.
QList<TypedAddress> readBarePiece(const QString &piece)
{
    QString text = piece;
    QString comment;
    const qsizetype open = text.indexOf(QLatin1Char('('));
    const qsizetype close = text.lastIndexOf(QLatin1Char(')'));
    if (open >= 0 && close > open) {
        comment = text.mid(open + 1, close - open - 1);
        text.remove(open, close - open + 1);
    }
    if (text.startsWith(QLatin1Char('"')) && text.indexOf(QLatin1String("\"@")) > 0)
        return {typedAddress(comment, text, piece)};
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto isAddress = [](const QString &word) {
        return word.contains(QLatin1Char('@')) || word.contains(QChar(0xFF20));
    };
    const auto addresses = std::count_if(words.begin(), words.end(), isAddress);
    if (addresses == 1 && words.size() > 1) {
        if (isAddress(words.last()))
            return {typedAddress(words.mid(0, words.size() - 1).join(QLatin1Char(' ')),
                                 words.last(), piece)};
        if (isAddress(words.first()) && !isTornApart(words.first(), words.mid(1)))
            return {typedAddress(words.mid(1).join(QLatin1Char(' ')), words.first(), piece)};
    }
    if (addresses > 1 && addresses == words.size()) {
        QList<TypedAddress> result;
        for (const QString &word : words)
            result << typedAddress({}, word, word);
        return result;
    }
    return {typedAddress(comment, text, piece)};
}

QList<TypedAddress> readPiece(const QString &piece)
{
    if (!hasAngle(piece))
        return readBarePiece(piece);
    const qsizetype open = piece.lastIndexOf(QLatin1Char('<'));
    const qsizetype close = piece.indexOf(QLatin1Char('>'), open);
    if (close < 0)
        return readBarePiece(piece);
    QString name = piece.left(open).trimmed();
    const QString behind = piece.mid(close + 1).trimmed();
    if (name.isEmpty() && behind.startsWith(QLatin1Char('(')) && behind.endsWith(QLatin1Char(')')))
        name = behind.mid(1, behind.size() - 2);
    return {typedAddress(name, piece.mid(open + 1, close - open - 1), piece)};
}

/// "Doe" of "Doe, Jane <jane@…>": a name that the comma behind it doesn't end.
bool continuesIn(const TypedPiece &piece, const TypedPiece &next)
{
    const auto isName = [](const QString &text) {
        return !text.contains(QLatin1Char('@')) && !text.contains(QChar(0xFF20))
            && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('<'));
    };
    const QString nextName = next.text.left(next.text.indexOf(QLatin1Char('<')));
    return piece.endedByComma && isName(piece.text) && hasAngle(next.text)
        && !nextName.trimmed().isEmpty() && isName(nextName);
}

} // namespace

QList<TypedAddress> parseTypedAddresses(const QString &text)
{
    QString input = text;
    input.replace(QChar(0xA0), QLatin1Char(' '));
    input.remove(QChar(0));
    const QList<TypedPiece> pieces = PieceCutter(input).cut();
    QList<TypedAddress> result;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        QString piece = pieces.at(i).text;
        if (i + 1 < pieces.size() && continuesIn(pieces.at(i), pieces.at(i + 1)))
            piece += QLatin1String(", ") + pieces.at(++i).text;
        result += readPiece(piece);
    }
    return result;
}

QString formatAddress(const Address &address)
{
    const QString name = withoutControls(address.name);
    if (name.isEmpty() || address.mailbox.isEmpty())
        return address.mailbox.isEmpty() ? name : address.mailbox;
    const bool needsQuotes = std::any_of(name.begin(), name.end(),
                                         [](QChar c) {
                                             return isComma(c) || isSemicolon(c)
                                                 || QStringView(u"\":<>()[]@\\＠").contains(c);
                                         })
        || name.contains(QLatin1String("=?")) || name.startsWith(QLatin1Char('\''));
    QString shown = name;
    if (needsQuotes) {
        shown.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
        shown.replace(QLatin1Char('"'), QLatin1String("\\\""));
        shown = QLatin1Char('"') + shown + QLatin1Char('"');
    }
    return QStringLiteral("%1 <%2>").arg(shown, address.mailbox);
}

QString formatAddresses(const AddressList &list)
{
    QStringList parts;
    for (const Address &address : list)
        parts << formatAddress(address);
    return parts.join(QLatin1String(", "));
}

} // namespace Turnstone
