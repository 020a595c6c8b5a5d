// SPDX-License-Identifier: MIT
#include "html/tablegrid.h"

#include "html/gumbodocument.h"
#include "html/htmllimits.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

class GridCounter {
public:
    void addRows(const GumboElement &element)
    {
        for (const GumboNode *child : GumboChildren(element)) {
            if (!GumboDocument::isElement(child))
                continue;
            const GumboTag tag = child->v.element.tag;
            if (tag == GUMBO_TAG_TR)
                addRow(child->v.element);
            else if (tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT)
                addRows(child->v.element);
        }
    }
    qint64 size() const { return m_rows * m_columns; }

private:
    static int span(const GumboElement &cell, const char *name)
    {
        bool ok = false;
        const int number = GumboDocument::attribute(cell, name).trimmed().left(9).toInt(&ok);
        return ok ? std::clamp(number, 1, HtmlLimits::span) : 1;
    }

    void addRow(const GumboElement &row)
    {
        // Columns that cells of the rows above reach down into.
        qint64 columns = 0;
        for (const qint64 reaching : m_reaching)
            columns += reaching;
        std::array<qint64, HtmlLimits::span> next{};
        std::copy(m_reaching.begin() + 1, m_reaching.end(), next.begin());
        for (const GumboNode *child : GumboChildren(row)) {
            if (!GumboDocument::isElement(child))
                continue;
            const GumboTag tag = child->v.element.tag;
            if (tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH)
                continue;
            const int wide = span(child->v.element, "colspan");
            const int high = span(child->v.element, "rowspan");
            columns += wide;
            if (high > 1)
                next.at(static_cast<size_t>(high - 2)) += wide;
        }
        m_reaching = next;
        ++m_rows;
        m_columns = std::max(m_columns, columns);
    }

    qint64 m_rows = 0;
    qint64 m_columns = 0;
    std::array<qint64, HtmlLimits::span> m_reaching{}; ///< by how many more rows they reach
};

} // namespace

qint64 gridSize(const GumboElement &table)
{
    GridCounter counter;
    counter.addRows(table);
    return counter.size();
}

} // namespace Turnstone
