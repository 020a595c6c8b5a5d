// SPDX-License-Identifier: MIT
#include "html/composewriter.h"

#include "html/composedimages.h"
#include "html/composestyle.h"
#include "html/cssstyle.h"
#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/runwriter.h"
#include "html/tablegrid.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr int quoteMargin = 40; // pixels that QTextDocument gives a block quote on both sides
constexpr int deepestComposed = 40;

/// What the place that is written to takes.
enum class Container {
    Flow, ///< blocks; text is put into a line of its own
    Item, ///< text at once, or blocks: a list's item, a cell
    Line, ///< text
    Nothing ///< only what belongs there: between rows
};

class ComposeWriter {
public:
    ComposeWriter(bool fromEditor, const ComposeOptions &options)
        : m_fromEditor(fromEditor)
        , m_options(options)
        , m_runs(fromEditor)
        , m_images(options.images)
    { }

    void write(const GumboElement &root)
    {
        writeFlow(root, {});
        closeText();
        quoteTo(0);
    }
    bool gridTooLarge() const { return m_gridCells > HtmlLimits::gridCells; }
    ComposedHtml take()
    {
        ComposedHtml result = m_images.take();
        result.html = m_runs.take();
        return result;
    }

private:
    void writeFlow(const GumboElement &element, const RunFormat &format)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (GumboDocument::isText(child))
                writeText(QString::fromUtf8(child->v.text.text), format);
            else if (GumboDocument::isElement(child))
                writeElement(child->v.element, format);
        }
    }

    void writeText(const QString &text, const RunFormat &format)
    {
        // Blank space between blocks is no paragraph.
        if (!m_inText && m_container == Container::Flow) {
            const bool blank = std::all_of(text.begin(), text.end(), [](QChar c) {
                return c.isSpace() && c.unicode() != 0xA0;
            });
            if (blank)
                return;
            openText(QStringLiteral("div"), {});
        }
        if (m_container == Container::Nothing)
            return; // between a table's cells, or a list's items
        m_runs.text(text, format);
    }

    void openText(const QString &name, const QString &attributes)
    {
        m_runs.openBlock(name, attributes);
        m_inText = true;
        m_textName = name;
    }
    void closeText()
    {
        if (m_inText)
            m_runs.closeBlock(m_textName);
        m_inText = false;
    }

    bool isLeftOut(const GumboElement &element) const
    {
        if (m_fromEditor)
            return false;
        const CssStyle style = readStyle(GumboDocument::attribute(element, "style"));
        if (style.hidden || style.tinyText.value_or(false)
            || gumbo_get_attribute(&element.attributes, "hidden"))
            return true;
        const QString marks = GumboDocument::attribute(element, "class");
        return m_options.withoutSignature && m_quotes == 0
            && (marks.contains(QLatin1String("moz-signature"))
                || marks.contains(QLatin1String("gmail_signature")));
    }

    void writeElement(const GumboElement &element, const RunFormat &format)
    {
        if (isLeftOut(element))
            return;
        const auto style = declarationsOf(GumboDocument::attribute(element, "style"));
        const Role role = roleOf(element.tag);
        if (role != Role::Inline && m_fromEditor && m_container == Container::Flow
            && m_nesting == 0)
            quoteAsMargins(element, style, role);
        switch (role) {
        case Role::Inline:
            return writeInline(element, style, format);
        case Role::Paragraph:
        case Role::Box:
        case Role::Heading:
            return writeParagraph(element, style, format, role);
        case Role::Pre:
            return writePre(element, style, format);
        case Role::Quote:
            return writeQuote(element, format);
        case Role::List:
            return writeList(element, format);
        case Role::Item: // without a list around it
            return writeParagraph(element, style, format, Role::Box);
        case Role::Table:
            return writeTable(element, format);
        case Role::Row:
        case Role::Cell:
            return writeFlow(element, format);
        case Role::Rule:
            closeText();
            if (m_container != Container::Nothing)
                m_runs.raw(QStringLiteral("<hr>\n"));
            return;
        }
    }

    /// The editor says by its margins how deep a block is quoted.
    void quoteAsMargins(const GumboElement &element, const StyleDeclarations &style, Role role)
    {
        if (role == Role::Rule || role == Role::Quote)
            return;
        const auto depth = [](const StyleDeclarations &declarations) {
            const int left = pixelsOf(declarations.value(QStringLiteral("margin-left")));
            const int right = pixelsOf(declarations.value(QStringLiteral("margin-right")));
            return left == right ? left / quoteMargin : 0;
        };
        int level = depth(style);
        if (role == Role::List) { // its items have them
            for (const GumboNode *child : GumboChildren(element)) {
                if (GumboDocument::isElement(child)) {
                    level =
                        depth(declarationsOf(GumboDocument::attribute(child->v.element, "style")));
                    break;
                }
            }
        }
        quoteTo(std::min(level, deepestComposed));
    }

    void quoteTo(int level)
    {
        if (m_quotes == level)
            return;
        closeText();
        for (; m_quotes < level; ++m_quotes)
            m_runs.raw(QStringLiteral("<blockquote type=\"cite\">\n"));
        for (; m_quotes > level; --m_quotes)
            m_runs.raw(QStringLiteral("</blockquote>\n"));
    }

    static QString blockAttributes(const GumboElement &element, const StyleDeclarations &style)
    {
        QString result;
        const QString direction = directionOf(element, style);
        const QString alignment = alignmentOf(element, style);
        if (!direction.isEmpty())
            result += QStringLiteral(" dir=\"%1\"").arg(direction);
        if (!alignment.isEmpty())
            result += QStringLiteral(" style=\"text-align:%1\"").arg(alignment);
        return result;
    }

    void writeParagraph(const GumboElement &element, const StyleDeclarations &style,
                        const RunFormat &format, Role role)
    {
        if (m_container == Container::Nothing)
            return writeFlow(element, format);
        if (role != Role::Heading && holdsBlocks(element))
            return writeBox(element, blockAttributes(element, style), format);
        QString attributes = blockAttributes(element, style);
        // QTextDocument gives a block without a direction that of the one before it.
        const QString direction = directionOf(element, style);
        if (direction.isEmpty() && m_afterRightToLeft) {
            const QString own = directionOfText(element);
            attributes.prepend(
                QStringLiteral(" dir=\"%1\"").arg(own.isEmpty() ? QStringLiteral("ltr") : own));
            m_afterRightToLeft = own == QLatin1String("rtl");
        } else {
            m_afterRightToLeft = direction == QLatin1String("rtl");
        }
        closeText();
        QString name = QStringLiteral("div");
        if (role == Role::Heading)
            name = QString::fromLatin1(gumbo_normalized_tagname(element.tag));
        else if (role == Role::Paragraph && !isTight(style))
            name = QStringLiteral("p");
        RunFormat inner = format;
        inner.inHeading = role == Role::Heading;
        if (inner.inHeading)
            inner.bold = false;
        openText(name, attributes);
        const Container around = std::exchange(m_container, Container::Line);
        writeFlow(element, inner);
        m_container = around;
        closeText();
    }

    /// An editor's paragraph with no space around it is a line.
    bool isTight(const StyleDeclarations &style) const
    {
        return m_fromEditor
            && (pixelsOf(style.value(QStringLiteral("margin-top"))) == 0
                || pixelsOf(style.value(QStringLiteral("margin-bottom"))) == 0);
    }

    /// A block of blocks. Its alignment and direction are what its blocks inherit; without any it
    /// says nothing.
    void writeBox(const GumboElement &element, const QString &attributes, const RunFormat &format)
    {
        closeText();
        if (m_container == Container::Line || attributes.isEmpty() || m_boxes >= deepestComposed) {
            const Container around = std::exchange(
                m_container, m_container == Container::Line ? Container::Flow : m_container);
            writeFlow(element, format);
            closeText();
            m_container = around;
            return;
        }
        ++m_boxes;
        m_runs.raw(QStringLiteral("<div%1>\n").arg(attributes));
        nested(Container::Flow, [&] { writeFlow(element, format); });
        m_runs.raw(QStringLiteral("</div>\n"));
        --m_boxes;
    }

    template <typename Write> void nested(Container container, Write write)
    {
        const Container around = std::exchange(m_container, container);
        ++m_nesting;
        write();
        closeText();
        --m_nesting;
        m_container = around;
    }

    void writePre(const GumboElement &element, const StyleDeclarations &style,
                  const RunFormat &format)
    {
        closeText();
        if (m_container == Container::Nothing)
            return writeFlow(element, format);
        RunFormat inner = format;
        inner.inPre = true;
        inner.code = false;
        // The editor has a block for each line.
        m_runs.openPre(blockAttributes(element, style), m_fromEditor);
        const Container around = std::exchange(m_container, Container::Line);
        writeFlow(element, inner);
        m_container = around;
        m_inText = false;
        m_runs.closePre();
    }

    void writeQuote(const GumboElement &element, const RunFormat &format)
    {
        closeText();
        if (m_quotes >= deepestComposed || m_container == Container::Nothing)
            return writeFlow(element, format);
        ++m_quotes;
        m_runs.raw(QStringLiteral("<blockquote type=\"cite\">\n"));
        nested(Container::Flow, [&] { writeFlow(element, format); });
        m_runs.raw(QStringLiteral("</blockquote>\n"));
        --m_quotes;
    }

    void writeList(const GumboElement &element, const RunFormat &format)
    {
        closeText();
        if (m_container == Container::Nothing)
            return writeFlow(element, format);
        const bool ordered = element.tag == GUMBO_TAG_OL;
        const QString name = ordered ? QStringLiteral("ol") : QStringLiteral("ul");
        QString attributes;
        const QString start = ordered
            ? wholeNumber(GumboDocument::attribute(element, "start"), 0, HtmlLimits::number)
            : QString();
        if (!start.isEmpty() && start != QLatin1String("1"))
            attributes += QStringLiteral(" start=\"%1\"").arg(start);
        const QString type = GumboDocument::attribute(element, "type");
        static const QStringList orderedTypes{QStringLiteral("a"), QStringLiteral("A"),
                                              QStringLiteral("i"), QStringLiteral("I")};
        static const QStringList bulletTypes{QStringLiteral("circle"), QStringLiteral("square")};
        if ((ordered ? orderedTypes : bulletTypes).contains(type))
            attributes += QStringLiteral(" type=\"%1\"").arg(type);
        m_runs.raw(QLatin1Char('<') + name + attributes + QLatin1String(">\n"));
        bool open = false;
        const auto openItem = [&](const QString &itemAttributes) {
            if (open)
                m_runs.raw(QStringLiteral("</li>\n"));
            m_runs.raw(QStringLiteral("<li%1>").arg(itemAttributes));
            open = true;
        };
        for (const GumboNode *child : GumboChildren(element)) {
            if (!GumboDocument::isElement(child) || isLeftOut(child->v.element))
                continue;
            const GumboElement &item = child->v.element;
            const auto style = declarationsOf(GumboDocument::attribute(item, "style"));
            // A list within a list belongs to the item before it.
            if (item.tag == GUMBO_TAG_LI || !open)
                openItem(item.tag == GUMBO_TAG_LI ? blockAttributes(item, style) : QString());
            nested(Container::Item, [&] {
                if (item.tag == GUMBO_TAG_LI)
                    writeFlow(item, format);
                else
                    writeElement(item, format);
                m_runs.endLine();
            });
        }
        if (open)
            m_runs.raw(QStringLiteral("</li>\n"));
        m_runs.raw(QStringLiteral("</%1>\n").arg(name));
    }

    void writeTable(const GumboElement &element, const RunFormat &format)
    {
        closeText();
        m_gridCells += gridSize(element);
        if (m_container == Container::Nothing || m_tables >= HtmlLimits::tableDepth)
            return writeFlow(element, format);
        ++m_tables;
        QString attributes;
        const QString border =
            wholeNumber(GumboDocument::attribute(element, "border"), 1, HtmlLimits::spacing);
        if (!border.isEmpty())
            attributes +=
                QStringLiteral(" border=\"%1\" style=\"border-collapse:collapse\"").arg(border);
        const QString width = htmlLength(GumboDocument::attribute(element, "width"));
        if (!width.isEmpty())
            attributes += QStringLiteral(" width=\"%1\"").arg(width);
        const QString padding =
            wholeNumber(GumboDocument::attribute(element, "cellpadding"), 1, HtmlLimits::spacing);
        if (!padding.isEmpty())
            attributes += QStringLiteral(" cellpadding=\"%1\"").arg(padding);
        m_runs.raw(QStringLiteral("<table%1>\n").arg(attributes));
        nested(Container::Nothing, [&] { writeRows(element, format); });
        m_runs.raw(QStringLiteral("</table>\n"));
        --m_tables;
    }

    void writeRows(const GumboElement &element, const RunFormat &format)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (!GumboDocument::isElement(child))
                continue;
            const GumboElement &part = child->v.element;
            if (part.tag == GUMBO_TAG_TR) {
                m_runs.raw(QStringLiteral("<tr>\n"));
                writeCells(part, format);
                m_runs.raw(QStringLiteral("</tr>\n"));
            } else if (part.tag == GUMBO_TAG_CAPTION) {
                m_runs.raw(QStringLiteral("<tr>\n"));
                writeCell(part, QStringLiteral("td"), format);
                m_runs.raw(QStringLiteral("</tr>\n"));
            } else {
                writeRows(part, format);
            }
        }
    }

    void writeCells(const GumboElement &row, const RunFormat &format)
    {
        for (const GumboNode *child : GumboChildren(row)) {
            if (GumboDocument::isElement(child) && roleOf(child->v.element.tag) == Role::Cell)
                writeCell(child->v.element,
                          QString::fromLatin1(gumbo_normalized_tagname(child->v.element.tag)),
                          format);
        }
    }

    void writeCell(const GumboElement &cell, const QString &name, const RunFormat &format)
    {
        QString attributes;
        for (const char *span : {"colspan", "rowspan"}) {
            const QString number =
                wholeNumber(GumboDocument::attribute(cell, span), 2, HtmlLimits::span);
            if (!number.isEmpty())
                attributes += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(span), number);
        }
        attributes +=
            blockAttributes(cell, declarationsOf(GumboDocument::attribute(cell, "style")));
        m_runs.raw(QStringLiteral("<%1%2>").arg(name, attributes));
        nested(Container::Item, [&] {
            writeFlow(cell, format);
            m_runs.endLine();
        });
        m_runs.raw(QStringLiteral("</%1>\n").arg(name));
    }

    void writeInline(const GumboElement &element, const StyleDeclarations &style,
                     const RunFormat &format)
    {
        if (element.tag == GUMBO_TAG_BR || element.tag == GUMBO_TAG_IMG) {
            if (m_container == Container::Nothing)
                return;
            if (!m_inText && m_container == Container::Flow)
                openText(QStringLiteral("div"), {});
            if (element.tag == GUMBO_TAG_BR)
                m_runs.lineBreak(format);
            else
                writeImage(element, format);
            return;
        }
        writeFlow(element, inlineFormat(element, style, format));
    }

    void writeImage(const GumboElement &element, const RunFormat &format)
    {
        const QString tag = m_images.tag(element);
        if (tag.isEmpty())
            m_runs.text(ComposedImages::textInstead(element), format);
        else
            m_runs.object(tag, format);
    }

    const bool m_fromEditor;
    const ComposeOptions m_options;
    RunWriter m_runs;
    ComposedImages m_images;
    Container m_container = Container::Flow;
    bool m_inText = false;
    QString m_textName;
    bool m_afterRightToLeft = false;
    int m_quotes = 0;
    int m_nesting = 0;
    int m_boxes = 0;
    int m_tables = 0;
    qint64 m_gridCells = 0;
};

} // namespace

ComposedHtml writeComposedHtml(const GumboElement &root, bool fromEditor,
                               const ComposeOptions &options)
{
    ComposeWriter writer(fromEditor, options);
    writer.write(root);
    ComposedHtml result;
    result.tooLarge = writer.gridTooLarge();
    return result.tooLarge ? result : writer.take();
}

} // namespace Turnstone
