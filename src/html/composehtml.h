// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"

#include <QSet>
#include <QStringList>
#include <optional>

namespace Turnstone {

/// The HTML that is sent. A small subset, written in one canonical way: paragraphs (p, and div
/// where there is no space between), headings, bold, italic, underlined, struck, code, sub- and
/// superscript, links (http, https, ftp, mailto), nested lists, block quotes, preformatted text,
/// rules, tables with spans, images by "cid:", alignment and direction. Everything else, colours
/// and fonts too, is left out, and its text kept; nothing that loads, acts or hides is let through.
/// Any thread; linear, within html/htmllimits.h.

struct ComposedHtml {
    QString html; ///< what stands within <body>; empty where `tooLarge` or where nothing is there
    QStringList contentIds; ///< of the images it shows, without brackets, in order, each once
    QList<Attachment> images; ///< that stood in it as data: and are now shown by an id of their own
    bool hadRemoteContent = false; ///< images that would have been loaded; their texts are there
    bool tooLarge = false; ///< over a cap: send plain text
};

struct ComposeOptions {
    bool withoutSignature = false; ///< what mail programs mark as one is left out
    /// The ids of images that there are; of another one its text alone is there. Absent: all are.
    std::optional<QSet<QString>> images = {};
};

/// An editor's document (QTextDocument::toHtml, of which the margins mean quotes and blanks are
/// kept) or any other HTML, such as a message's, brought into the subset. What it gives is given
/// again for what it gave; so is what QTextDocument makes of it, but for numbers a list starts at
/// and cells' headings, which that doesn't keep.
ComposedHtml composeHtml(const QString &html, const ComposeOptions & = {});

/// The plain alternative of composeHtml's HTML: quotes by '>', lists by "* " and numbers, links as
/// "text <url>", a table's cells apart by " | ", images by their texts. A paragraph is a line
/// (mail/flowedtext.h wraps it).
QString htmlToPlainText(const QString &html);

/// Plain text, as Composition::text has it, to the subset: quotes, links, and blanks kept.
QString plainTextToHtml(const QString &text, bool flowed = false, bool delSp = false);

/// An answer's quote: the attribution, escaped, above `html` (of composeHtml) in a block quote.
QString quotedHtml(const QString &attribution, const QString &html);
/// What stands above a message passed on inline: title and fields (mail/quoting.h), escaped.
QString forwardHeaderHtml(const QString &title, const QList<QPair<QString, QString>> &fields);
/// A signature below its delimiter; `html` of composeHtml. Empty for an empty one.
QString signatureHtml(const QString &html);

/// What a new message, answer or forward in rich text begins with, as beginningText
/// (mail/quoting.h): a line to write in, `quote` (may be empty) and `signature`, both of
/// composeHtml, the latter above the quote or at the end.
QString beginningHtml(const QString &quote, const QString &signature, bool signatureAbove);

/// A message, such as a draft or what waits in the outbox, as an editor begins with it
/// (RewritingPurpose::Draft, mail/rewriting.h): whoever wrote it, its HTML is in the subset.
Composition editableComposition(const QByteArray &message);

/// Fills in what a composition with `html` needs to be written: the HTML in the subset, the plain
/// text beside it, and of its images those that are shown. False where the HTML was too large: the
/// composition is then plain text.
bool finishRichText(Composition &);

} // namespace Turnstone
