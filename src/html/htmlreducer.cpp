// SPDX-License-Identifier: MIT
#include "html/htmlreducer.h"

#include "html/cssstyle.h"
#include "html/htmllimits.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <array>
#include <bitset>

namespace Turnstone {

namespace {

QSet<QString> wordSet(const char *words)
{
    const QStringList list = QString::fromLatin1(words).split(QLatin1Char(' '));
    return {list.begin(), list.end()};
}

// What the writer of the sanitised tree understands; all others lose their tags.
const QStringList &knownElements()
{
    static const QStringList names =
        QStringLiteral(
            "a abbr acronym address article aside b bdi bdo big blockquote br caption center "
            "cite code col colgroup dd del details dfn dir div dl dt em fieldset figcaption "
            "figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label legend "
            "li main mark menu nav nobr ol p pre q s samp section small span strike strong sub "
            "summary sup table tbody td tfoot th thead time tr tt u ul var")
            .split(QLatin1Char(' '));
    return names;
}

/// The known elements' numbers, so that a walk along the open ones costs next to nothing.
using ElementSet = std::bitset<96>;

int elementId(const QString &name)
{
    static const QHash<QString, int> ids = [] {
        QHash<QString, int> map;
        for (int i = 0; i < knownElements().size(); ++i)
            map.insert(knownElements().at(i), i);
        return map;
    }();
    return ids.value(name, -1);
}

ElementSet elementSet(const char *words)
{
    ElementSet set;
    for (const QString &word : QString::fromLatin1(words).split(QLatin1Char(' ')))
        set.set(static_cast<size_t>(elementId(word)));
    return set;
}

/// What elements mean for the stack of open ones.
struct ElementSets {
    const ElementSet empty = elementSet("br hr img col");
    // Left out with all that is in them, up to their end tag.
    const QSet<QString> dropped = wordSet(
        "script style iframe noembed noframes textarea title xmp plaintext object applet embed svg "
        "math audio video canvas template select option optgroup datalist button frameset");
    // Of these, what a browser would swallow to the end where the end tag is missing.
    const QSet<QString> swallowing =
        wordSet("script style iframe noembed noframes textarea title xmp plaintext");
    const QSet<QString> form = wordSet("form input select textarea button datalist");
    const QSet<QString> remote = wordSet("iframe object embed audio video source track applet");
    // A start tag of these ends an open paragraph (WHATWG 13.2.6.4.7).
    const ElementSet block = elementSet("address article aside blockquote center dd details dir "
                                        "div dl dt fieldset figcaption figure "
                                        "footer h1 h2 h3 h4 h5 h6 header hgroup hr li main menu "
                                        "nav ol p pre section summary table ul");
    const ElementSet heading = elementSet("h1 h2 h3 h4 h5 h6");
    const ElementSet tablePart = elementSet("caption col colgroup tbody td tfoot th thead tr");
    const ElementSet paragraph = elementSet("p");
    const ElementSet table = elementSet("table");
    const ElementSet cell = elementSet("td th caption");
    const ElementSet row = elementSet("tr");
    const ElementSet section = elementSet("tbody thead tfoot caption colgroup");
    const ElementSet term = elementSet("dd dt");
    const ElementSet cellBarriers = elementSet("table td th caption");
    const ElementSet listBarriers = elementSet("ul ol dl dir menu table td th caption");
};

const ElementSets &elementSets()
{
    static const ElementSets sets;
    return sets;
}

bool isAsciiLetter(QChar c)
{
    const char16_t u = c.unicode() | 0x20;
    return u >= u'a' && u <= u'z';
}

struct Tag {
    QString name; ///< lower case
    bool closing = false;
    QStringView attributes; ///< raw, at most HtmlLimits::attributes of them
};

class HtmlReducer {
public:
    explicit HtmlReducer(const QString &html)
        : m_in(html)
    { }

    ReducedHtml reduce()
    {
        m_result.html.reserve(m_in.size());
        while (m_at < m_in.size() && !m_result.overLimit) {
            const qsizetype open = m_in.indexOf(QLatin1Char('<'), m_at);
            writeText(m_in.sliced(m_at, (open < 0 ? m_in.size() : open) - m_at));
            m_at = open < 0 ? m_in.size() : open;
            if (open >= 0)
                readMarkup();
        }
        while (!m_open.isEmpty())
            closeLast();
        return std::move(m_result);
    }

private:
    void writeText(QStringView text)
    {
        if (!text.isEmpty() && m_tablesDropped > 0)
            m_result.html += QLatin1Char(' '); // what were cells would run together
        m_result.html += text;
    }

    /// At a '<'.
    void readMarkup()
    {
        const QStringView rest = m_in.sliced(m_at);
        if (rest.startsWith(QLatin1String("<!--"))) {
            skipComment();
        } else if (rest.size() > 1
                   && (rest.at(1) == QLatin1Char('!') || rest.at(1) == QLatin1Char('?'))) {
            skipPast(QLatin1Char('>'));
        } else if (rest.size() > 1
                   && (isAsciiLetter(rest.at(1))
                       || (rest.at(1) == QLatin1Char('/') && rest.size() > 2
                           && isAsciiLetter(rest.at(2))))) {
            const Tag tag = readTag();
            if (!m_cutTag)
                handleTag(tag);
        } else if (rest.startsWith(QLatin1String("</"))) {
            skipPast(QLatin1Char('>'));
        } else {
            m_result.html += QLatin1String("&lt;");
            ++m_at;
        }
    }

    void skipPast(QChar c)
    {
        const qsizetype end = m_in.indexOf(c, m_at);
        m_at = end < 0 ? m_in.size() : end + 1;
    }

    void skipComment()
    {
        const QStringView rest = m_in.sliced(m_at);
        for (const QLatin1String abrupt : {QLatin1String("<!-->"), QLatin1String("<!--->")}) {
            if (rest.startsWith(abrupt)) {
                m_at += abrupt.size();
                return;
            }
        }
        qsizetype end = m_at + 4;
        while ((end = m_in.indexOf(QLatin1String("--"), end)) >= 0) {
            qsizetype after = end + 2;
            if (after < m_in.size() && m_in.at(after) == QLatin1Char('!'))
                ++after;
            if (after < m_in.size() && m_in.at(after) == QLatin1Char('>')) {
                m_at = after + 1;
                return;
            }
            ++end;
        }
        m_at = m_in.size();
    }

    static bool isBlank(QChar c)
    {
        return c == QLatin1Char(' ') || c == QLatin1Char('\t') || c == QLatin1Char('\n')
            || c == QLatin1Char('\r') || c == QLatin1Char('\f');
    }

    /// A tag that the end of the input cuts off is none (WHATWG 13.2.5: eof-in-tag).
    Tag readTag()
    {
        Tag tag;
        ++m_at;
        if (m_in.at(m_at) == QLatin1Char('/')) {
            tag.closing = true;
            ++m_at;
        }
        const qsizetype nameStart = m_at;
        while (m_at < m_in.size() && !isBlank(m_in.at(m_at)) && m_in.at(m_at) != QLatin1Char('/')
               && m_in.at(m_at) != QLatin1Char('>'))
            ++m_at;
        tag.name =
            m_in.sliced(nameStart, std::min<qsizetype>(m_at - nameStart, 40)).toString().toLower();
        if (tag.name == QLatin1String("image"))
            tag.name = QStringLiteral("img"); // as every browser takes it
        const qsizetype attributesStart = m_at;
        qsizetype attributesEnd = m_at;
        int count = 0;
        while (m_at < m_in.size() && m_in.at(m_at) != QLatin1Char('>')) {
            if (isBlank(m_in.at(m_at)) || m_in.at(m_at) == QLatin1Char('/')) {
                ++m_at;
                continue;
            }
            skipAttribute();
            if (++count <= HtmlLimits::attributes)
                attributesEnd = std::min(m_at, m_in.size());
        }
        m_cutTag = m_at >= m_in.size();
        tag.attributes = m_in.sliced(attributesStart, attributesEnd - attributesStart);
        m_at = std::min(m_at + 1, m_in.size());
        return tag;
    }

    void skipAttribute()
    {
        const qsizetype nameStart = m_at;
        ++m_at; // even a '=' starts a name
        while (m_at < m_in.size() && !isBlank(m_in.at(m_at)) && m_in.at(m_at) != QLatin1Char('=')
               && m_in.at(m_at) != QLatin1Char('>') && m_in.at(m_at) != QLatin1Char('/'))
            ++m_at;
        const QStringView name = m_in.sliced(nameStart, m_at - nameStart);
        if (name.startsWith(QLatin1String("on"), Qt::CaseInsensitive))
            m_result.hadScripts = true;
        qsizetype after = m_at;
        while (after < m_in.size() && isBlank(m_in.at(after)))
            ++after;
        if (after >= m_in.size() || m_in.at(after) != QLatin1Char('='))
            return;
        m_at = after + 1;
        while (m_at < m_in.size() && isBlank(m_in.at(m_at)))
            ++m_at;
        if (m_at >= m_in.size())
            return;
        const QChar quote = m_in.at(m_at);
        if (quote == QLatin1Char('"') || quote == QLatin1Char('\'')) {
            ++m_at;
            skipPast(quote);
            return;
        }
        while (m_at < m_in.size() && !isBlank(m_in.at(m_at)) && m_in.at(m_at) != QLatin1Char('>'))
            ++m_at;
    }

    void handleTag(const Tag &tag)
    {
        const ElementSets &sets = elementSets();
        if (++m_tags > HtmlLimits::tags) {
            m_result.overLimit = true;
            return;
        }
        noteWhatItWas(tag);
        if (sets.dropped.contains(tag.name)) {
            if (!tag.closing)
                skipElement(tag.name);
            return;
        }
        const int id = elementId(tag.name);
        if (id >= 0 && tag.closing)
            closeTag(static_cast<size_t>(id), tag.name);
        else if (id >= 0)
            openTag(static_cast<size_t>(id), tag);
        else if (tag.name == QLatin1String("body") && !tag.closing && !m_hasBody)
            openBody(tag);
    }

    void noteWhatItWas(const Tag &tag)
    {
        const ElementSets &sets = elementSets();
        m_result.hadScripts = m_result.hadScripts || tag.name == QLatin1String("script");
        m_result.hadForms = m_result.hadForms || sets.form.contains(tag.name);
        const bool isStyleSheet = tag.name == QLatin1String("link")
            && tag.attributes.contains(QLatin1String("stylesheet"), Qt::CaseInsensitive);
        if (isStyleSheet || (sets.remote.contains(tag.name) && !tag.closing))
            m_result.hadRemoteContent = true;
    }

    /// The body's colours are the message's: it goes on as a block around everything.
    void openBody(const Tag &tag)
    {
        m_hasBody = true;
        if (m_open.isEmpty())
            open(static_cast<size_t>(elementId(QStringLiteral("div"))), tag.attributes);
    }

    void skipElement(const QString &name)
    {
        if (name == QLatin1String("embed"))
            return; // never has an end tag
        const QString end = QLatin1String("</") + name;
        const bool known = m_noEnd.contains(name);
        qsizetype at = known ? -1 : m_in.indexOf(end, m_at, Qt::CaseInsensitive);
        // "</scripts" ends no script.
        while (at >= 0 && at + end.size() < m_in.size() && !isBlank(m_in.at(at + end.size()))
               && m_in.at(at + end.size()) != QLatin1Char('>')
               && m_in.at(at + end.size()) != QLatin1Char('/'))
            at = m_in.indexOf(end, at + 1, Qt::CaseInsensitive);
        if (at < 0) {
            m_noEnd.insert(name); // so that a thousand of them aren't looked for a thousand times
            if (elementSets().swallowing.contains(name))
                m_at = m_in.size();
            return;
        }
        if (name == QLatin1String("style") && loadsRemote(m_in.sliced(m_at, at - m_at).toString()))
            m_result.hadRemoteContent = true;
        m_at = at;
        skipPast(QLatin1Char('>'));
    }

    /// Closes the innermost open one of `names` and all within it, not reaching beyond a barrier.
    void closeUpTo(const ElementSet &names, const ElementSet &barriers)
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            if (names.test(m_open.at(i))) {
                while (m_open.size() > i)
                    closeLast();
                return;
            }
            if (barriers.test(m_open.at(i)))
                return;
        }
    }

    /// End tags that nobody writes (WHATWG 13.1.2.4).
    void closeImplied(size_t id, const QString &name)
    {
        const ElementSets &sets = elementSets();
        ElementSet self;
        self.set(id);
        if (sets.block.test(id))
            closeUpTo(sets.paragraph, sets.cellBarriers);
        if (name == QLatin1String("li")) {
            closeUpTo(self, sets.listBarriers);
        } else if (sets.term.test(id)) {
            closeUpTo(sets.term, sets.listBarriers);
        } else if (name == QLatin1String("a")) {
            closeUpTo(self, sets.cellBarriers);
        } else if (sets.heading.test(id) && !m_open.isEmpty() && sets.heading.test(m_open.last())) {
            closeLast();
        } else if (sets.tablePart.test(id)) {
            closeUpTo(sets.cell, sets.table);
            if (sets.row.test(id) || sets.section.test(id))
                closeUpTo(sets.row, sets.table);
            if (sets.section.test(id))
                closeUpTo(sets.section, sets.table);
        }
    }

    void openTag(size_t id, const Tag &tag)
    {
        const ElementSets &sets = elementSets();
        const bool isTable = sets.table.test(id);
        const bool isPart = sets.tablePart.test(id);
        if (m_tablesDropped > 0 && (isTable || isPart)) {
            m_tablesDropped += isTable ? 1 : 0;
            return;
        }
        if (isPart && m_tableDepth == 0)
            return; // a parser would ignore it too
        if ((tag.name == QLatin1String("td") || tag.name == QLatin1String("th"))
            && ++m_cells > HtmlLimits::cells) {
            m_result.overLimit = true;
            return;
        }
        closeImplied(id, tag.name);
        if (sets.empty.test(id)) {
            write(tag.name, tag.attributes);
            return;
        }
        const bool tooDeep = m_open.size() >= HtmlLimits::depth;
        // A table without its rows would be worse than none.
        if (isTable && (tooDeep || m_tableDepth >= HtmlLimits::tableDepth))
            m_tablesDropped = 1;
        else if (tooDeep)
            ++m_tooDeep[id];
        else
            open(id, tag.attributes);
    }

    void closeTag(size_t id, const QString &name)
    {
        const ElementSets &sets = elementSets();
        const bool isTable = sets.table.test(id);
        const bool isPart = sets.tablePart.test(id);
        if (m_tablesDropped > 0 && (isTable || isPart)) {
            m_tablesDropped -= isTable ? 1 : 0;
            return;
        }
        if (name == QLatin1String("br")) { // a line break to every browser
            write(name, {});
            return;
        }
        if (m_tooDeep[id] > 0) {
            --m_tooDeep[id];
            return;
        }
        ElementSet names;
        names.set(id);
        if (sets.heading.test(id))
            names = sets.heading; // <h1>…</h2> ends the heading
        closeUpTo(names, isTable ? ElementSet() : isPart ? sets.table : sets.cellBarriers);
    }

    void open(size_t id, QStringView attributes)
    {
        m_tableDepth += elementSets().table.test(id) ? 1 : 0;
        m_open.append(id);
        write(knownElements().at(static_cast<qsizetype>(id)), attributes);
    }

    void write(const QString &name, QStringView attributes)
    {
        m_result.html += QLatin1Char('<');
        m_result.html += name;
        if (!attributes.isEmpty()) {
            m_result.html += QLatin1Char(' ');
            m_result.html += attributes;
        }
        // The blank keeps an unquoted value apart from what follows.
        m_result.html += attributes.isEmpty() ? QLatin1String(">") : QLatin1String(" >");
    }

    void closeLast()
    {
        const size_t id = m_open.takeLast();
        m_tableDepth -= elementSets().table.test(id) ? 1 : 0;
        m_result.html +=
            QLatin1String("</") + knownElements().at(static_cast<qsizetype>(id)) + QLatin1Char('>');
    }

    const QStringView m_in;
    qsizetype m_at = 0;
    ReducedHtml m_result;
    QList<size_t> m_open; ///< at most HtmlLimits::depth
    std::array<int, ElementSet().size()>
        m_tooDeep{}; ///< start tags left out, whose end tags go too
    QSet<QString> m_noEnd;
    int m_tags = 0;
    int m_cells = 0;
    int m_tableDepth = 0;
    int m_tablesDropped = 0; ///< nested tables that lost their tags and are still open
    bool m_hasBody = false;
    bool m_cutTag = false;
};

} // namespace

ReducedHtml reduceHtml(const QString &html)
{
    return HtmlReducer(html).reduce();
}

} // namespace Turnstone
