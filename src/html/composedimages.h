// SPDX-License-Identifier: MIT
#pragma once

#include "html/composehtml.h"

#include <gumbo.h>

namespace Turnstone {

/// The images of one text in the subset that is sent: which of them are shown, and by which id.
/// Inside src/html only; any thread, one at a time.
class ComposedImages {
public:
    /// `known`: as ComposeOptions::images.
    explicit ComposedImages(std::optional<QSet<QString>> known);

    /// The tag of an img that is shown, by "cid:"; empty where `textInstead` is to stand for it.
    QString tag(const GumboElement &img);
    /// Its alternative text; empty for what is a pixel wide or high and only tells a sender who
    /// read it.
    static QString textInstead(const GumboElement &img);

    /// contentIds, images and hadRemoteContent of all that `tag` was asked for.
    ComposedHtml take() { return std::move(m_found); }

private:
    QString keepData(const QString &dataUrl);

    const std::optional<QSet<QString>> m_known;
    ComposedHtml m_found;
    QSet<QString> m_seen; ///< its contentIds
};

} // namespace Turnstone
