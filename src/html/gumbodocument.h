// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>
#include <gumbo.h>

namespace Turnstone {

/// A parsed document and the bytes it points into. For reduced HTML (html/htmlreducer.h) only: on
/// anything else a tree may be as large as the square of its text. It starts within the body, so
/// that leading blanks stay.
class GumboDocument {
public:
    explicit GumboDocument(const QString &reduced)
        : m_bytes("<!DOCTYPE html><html><body>" + reduced.toUtf8())
        , m_output(gumbo_parse_with_options(&kGumboDefaultOptions, m_bytes.constData(),
                                            static_cast<size_t>(m_bytes.size())))
    { }
    ~GumboDocument() { gumbo_destroy_output(&kGumboDefaultOptions, m_output); }
    GumboDocument(const GumboDocument &) = delete;
    GumboDocument &operator=(const GumboDocument &) = delete;

    const GumboNode *root() const { return m_output->root; }

    static QString attribute(const GumboElement &element, const char *name)
    {
        const GumboAttribute *found = gumbo_get_attribute(&element.attributes, name);
        return found ? QString::fromUtf8(found->value) : QString();
    }
    static bool isElement(const GumboNode *node)
    {
        return node->type == GUMBO_NODE_ELEMENT
            && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
    }
    static bool isText(const GumboNode *node)
    {
        return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE
            || node->type == GUMBO_NODE_CDATA;
    }

private:
    const QByteArray m_bytes;
    GumboOutput *const m_output;
};

/// The children of an element, for a range-based loop.
class GumboChildren {
public:
    explicit GumboChildren(const GumboElement &element)
        : m_children(element.children)
    { }
    GumboNode *const *begin() const
    {
        return reinterpret_cast<GumboNode *const *>(m_children.data);
    }
    GumboNode *const *end() const { return begin() + m_children.length; }

private:
    const GumboVector &m_children;
};

} // namespace Turnstone
