// SPDX-License-Identifier: MIT
#include "html/composestyle.h"

#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/safelinks.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace Turnstone {

namespace {

void applyStyle(const StyleDeclarations &style, RunFormat &format)
{
    const QString weight = style.value(QStringLiteral("font-weight"));
    if (!weight.isEmpty())
        format.bold = weight.startsWith(QLatin1String("bold")) || weight.toInt() >= 600;
    const QString slant = style.value(QStringLiteral("font-style"));
    if (!slant.isEmpty())
        format.italic = slant == QLatin1String("italic") || slant == QLatin1String("oblique");
    const QString line = style.value(QStringLiteral("text-decoration"));
    format.underline = format.underline || line.contains(QLatin1String("underline"));
    format.strike = format.strike || line.contains(QLatin1String("line-through"));
    const QString family = style.value(QStringLiteral("font-family"));
    static const QRegularExpression fixed(QStringLiteral("mono|courier|consolas|menlo|typewriter"));
    if (!family.isEmpty())
        format.code = fixed.match(family).hasMatch();
    const QString vertical = style.value(QStringLiteral("vertical-align"));
    if (vertical == QLatin1String("sub"))
        format.script = RunFormat::Sub;
    else if (vertical == QLatin1String("super"))
        format.script = RunFormat::Super;
}

} // namespace

StyleDeclarations declarationsOf(const QString &style)
{
    StyleDeclarations result;
    for (const QString &declaration : style.left(HtmlLimits::styleChars).split(QLatin1Char(';'))) {
        const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
        if (colon > 0)
            result.insert(declaration.left(colon).trimmed().toLower(),
                          declaration.mid(colon + 1).trimmed().toLower());
    }
    return result;
}

int pixelsOf(const QString &length)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{1,5})(?:\\.[0-9]+)?px$"));
    return pattern.match(length).captured(1).toInt();
}

Role roleOf(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_P:
        return Role::Paragraph;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
        return Role::Heading;
    case GUMBO_TAG_PRE:
        return Role::Pre;
    case GUMBO_TAG_BLOCKQUOTE:
        return Role::Quote;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_DIR:
        return Role::List;
    case GUMBO_TAG_LI:
        return Role::Item;
    case GUMBO_TAG_TABLE:
        return Role::Table;
    case GUMBO_TAG_TR:
        return Role::Row;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        return Role::Cell;
    case GUMBO_TAG_HR:
        return Role::Rule;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_CAPTION:
        return Role::Box;
    default:
        return Role::Inline;
    }
}

bool holdsBlocks(const GumboElement &element)
{
    for (const GumboNode *child : GumboChildren(element)) {
        if (GumboDocument::isElement(child)
            && (roleOf(child->v.element.tag) != Role::Inline || holdsBlocks(child->v.element)))
            return true;
    }
    return false;
}

QString alignmentOf(const GumboElement &element, const StyleDeclarations &style)
{
    QString word = style.value(QStringLiteral("text-align"));
    if (word.isEmpty())
        word = GumboDocument::attribute(element, "align").trimmed().toLower();
    if (word.isEmpty() && element.tag == GUMBO_TAG_CENTER)
        word = QStringLiteral("center");
    static const QSet<QString> known{QStringLiteral("left"), QStringLiteral("right"),
                                     QStringLiteral("center"), QStringLiteral("justify")};
    return known.contains(word) ? word : QString();
}

QString directionOf(const GumboElement &element, const StyleDeclarations &style)
{
    QString word = GumboDocument::attribute(element, "dir").trimmed().toLower();
    if (word.isEmpty())
        word = style.value(QStringLiteral("direction"));
    return word == QLatin1String("rtl") || word == QLatin1String("ltr") ? word : QString();
}

QString directionOfText(const GumboElement &element)
{
    for (const GumboNode *child : GumboChildren(element)) {
        QString found;
        if (GumboDocument::isElement(child)) {
            found = directionOfText(child->v.element);
        } else if (GumboDocument::isText(child)) {
            for (const QChar c : QString::fromUtf8(child->v.text.text)) {
                if (c.direction() == QChar::DirL)
                    return QStringLiteral("ltr");
                if (c.direction() == QChar::DirR || c.direction() == QChar::DirAL)
                    return QStringLiteral("rtl");
            }
        }
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QString wholeNumber(const QString &text, int least, int most)
{
    bool ok = false;
    const int number = text.trimmed().left(9).toInt(&ok);
    return ok && number >= least ? QString::number(std::min(number, most)) : QString();
}

RunFormat inlineFormat(const GumboElement &element, const StyleDeclarations &style,
                       RunFormat format)
{
    switch (element.tag) {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
        format.bold = true;
        break;
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_VAR:
        format.italic = true;
        break;
    case GUMBO_TAG_U:
    case GUMBO_TAG_INS:
        format.underline = true;
        break;
    case GUMBO_TAG_S:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_STRIKE:
        format.strike = true;
        break;
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_TT:
        format.code = true;
        break;
    case GUMBO_TAG_SUB:
        format.script = RunFormat::Sub;
        break;
    case GUMBO_TAG_SUP:
        format.script = RunFormat::Super;
        break;
    case GUMBO_TAG_A: {
        const QString link = safeLink(GumboDocument::attribute(element, "href"));
        if (!link.isEmpty())
            format.link = link;
        break;
    }
    default:
        break;
    }
    applyStyle(style, format);
    if (!format.link.isEmpty())
        format.underline = false; // links are by themselves
    if (format.inHeading)
        format.bold = false;
    if (format.inPre)
        format.code = false;
    return format;
}

} // namespace Turnstone
