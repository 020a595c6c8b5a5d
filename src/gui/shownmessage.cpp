// SPDX-License-Identifier: MIT
#include "gui/shownmessage.h"

#include "gui/attachmentfiles.h"
#include "gui/sendercheck.h"
#include "html/sanitiser.h"
#include "mail/attachmentcontent.h"
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "mail/plaintext.h"

namespace Turnstone {

namespace {

// What one view lays out without the window being held up; the rest on demand.
constexpr qsizetype firstTextChars = 200'000;
constexpr qsizetype maxHtmlChars = 600'000;
constexpr qsizetype maxImageBytes = 16 * 1024 * 1024;
constexpr qsizetype maxImagesBytes = 48 * 1024 * 1024;
constexpr qint64 structureBytes = 64 * 1024 * 1024; ///< read for a structure that isn't stored
constexpr qint64 shownHeaderBytes = 256 * 1024;
constexpr qsizetype shownHeaders = 300;
constexpr qsizetype shownHeaderChars = 4'000;

/// The body's leaves: texts in order, and the one shown as HTML.
struct BodyLeaves {
    QList<const BodyPart *> texts;
    const BodyPart *html = nullptr;
};

BodyLeaves bodyLeaves(const BodyStructure &structure)
{
    BodyLeaves leaves;
    leaves.html = structure.html();
    const BodyPart *plain = structure.plainText();
    for (const BodyPart *part : structure.bodyTexts()) {
        if (part->type == "text/html" && (part == leaves.html || plain))
            continue;
        leaves.texts.append(part);
    }
    if (plain && !leaves.texts.contains(plain))
        leaves.texts.prepend(plain);
    return leaves;
}

class Composer {
public:
    Composer(ShownMessage &message, const MessageComposition::Source &source,
             const RenderOptions &options)
        : m_message(message)
        , m_source(source)
        , m_options(options)
    { }

    void compose()
    {
        ensureStructure();
        readHeaders();
        const BodyStructure &structure = m_message.detail.structure;
        const BodyLeaves leaves = bodyLeaves(structure);
        readHtml(leaves.html);
        readTexts(leaves);
        listAttachments();
        const bool anything = !m_message.plain.isEmpty() || !m_message.html.isEmpty();
        const bool unknown = structure.parts.isEmpty();
        if (unknown || (!m_message.wanted.isEmpty() && !anything))
            m_message.state = ShownMessage::State::NotHere;
        else
            m_message.state = ShownMessage::State::Shown;
    }

private:
    void ensureStructure()
    {
        if (!m_message.detail.structure.parts.isEmpty())
            return;
        if (const auto whole = m_source(QByteArray(), structureBytes))
            m_message.detail.structure = readStructure(*whole);
    }

    void readHeaders()
    {
        std::optional<QByteArray> bytes = m_source(QByteArrayLiteral("HEADER"), shownHeaderBytes);
        if (!bytes)
            return;
        for (const HeaderField &field : readHeaderFields(*bytes)) {
            if (m_message.headers.size() >= shownHeaders)
                break;
            m_message.headers.append(
                {withoutHiddenCharacters(QString::fromLatin1(field.name.left(100))),
                 withoutHiddenCharacters(decodedHeader(field.value).left(shownHeaderChars))});
        }
    }

    std::optional<QByteArray> leaf(const BodyPart &part)
    {
        // One byte more than is shown tells that there is more.
        auto bytes = m_source(part.section, Limits::shownTextBytes + 1);
        if (!bytes)
            m_message.wanted.append(part.section);
        return bytes;
    }

    void readHtml(const BodyPart *part)
    {
        if (!part)
            return;
        const auto bytes = leaf(*part);
        if (!bytes)
            return;
        const QString html = decodedHtml(*bytes, *part);
        SanitisedHtml clean = sanitise(html, SanitiserOptions{m_options.darkBackground});
        m_message.remoteContent = clean.hadRemoteContent;
        m_message.forms = clean.hadForms;
        m_message.scripts = clean.hadScripts;
        m_message.htmlTooLarge = clean.tooLarge || clean.html.size() > maxHtmlChars
            || bytes->size() > Limits::shownTextBytes;
        m_textOfHtml = htmlToText(html);
        if (m_message.htmlTooLarge)
            return;
        m_message.html = clean.html;
        readImages(clean.contentIds);
    }

    void readImages(const QStringList &contentIds)
    {
        qsizetype total = 0;
        for (const BodyPart &part : m_message.detail.structure.parts) {
            const QString id = QString::fromUtf8(part.contentId);
            if (id.isEmpty() || !contentIds.contains(id))
                continue;
            const auto bytes = m_source(part.section, maxImageBytes);
            if (!bytes) {
                m_message.imagesNotHere.append(part.section);
                continue;
            }
            total += bytes->size();
            if (total > maxImagesBytes)
                break;
            m_message.images.insert(id, decodedBytes(*bytes, part.encoding));
        }
    }

    void readTexts(const BodyLeaves &leaves)
    {
        QList<TextParagraph> paragraphs;
        qsizetype room = m_options.wholeText ? Limits::shownTextBytes : firstTextChars;
        const auto append = [&](QString text, bool flowed, bool delSp) {
            if (text.size() > room) {
                text.truncate(room);
                m_message.plainCut = true;
            }
            room -= text.size();
            if (!paragraphs.isEmpty() && !text.isEmpty())
                paragraphs.append(TextParagraph());
            paragraphs += readPlainText(text, flowed, delSp);
        };
        for (const BodyPart *part : leaves.texts) {
            const auto bytes = leaf(*part);
            if (!bytes)
                continue;
            const bool isHtml = part->type == "text/html";
            append(isHtml ? htmlToText(decodedHtml(*bytes, *part)) : decodedText(*bytes, *part),
                   part->flowed, part->delSp);
        }
        if (leaves.texts.isEmpty() && !m_textOfHtml.isEmpty())
            append(m_textOfHtml, false, false);
        // With everything seen there is nothing to ask for again.
        m_message.plainCut = m_message.plainCut && !m_options.wholeText;
        if (!paragraphs.isEmpty())
            m_message.plain = plainTextHtml(paragraphs, m_options.colours);
    }

    void listAttachments()
    {
        const QByteArrayList &here = m_message.detail.sectionsHere;
        for (const BodyPart *part : m_message.detail.structure.attachments()) {
            ShownAttachment shown;
            shown.section = part->section;
            shown.type = part->type;
            shown.encoding = part->encoding;
            shown.name = AttachmentFiles::safeName(part->name, part->type);
            shown.size = decodedSize(part->size, part->encoding);
            shown.here = here.contains(QByteArray("")) || here.contains(part->section);
            m_message.attachments.append(shown);
        }
    }

    ShownMessage &m_message;
    const MessageComposition::Source &m_source;
    const RenderOptions &m_options;
    QString m_textOfHtml;
};

} // namespace

ShownMessage MessageComposition::compose(const MessageDetail &detail, const Source &source,
                                         const RenderOptions &options)
{
    ShownMessage message;
    message.detail = detail;
    Composer(message, source, options).compose();
    return message;
}

ShownMessage MessageComposition::composeRaw(const QByteArray &message, const RenderOptions &options)
{
    MessageDetail detail;
    detail.envelope = readEnvelope(headerBlock(message));
    detail.structure = readStructure(message);
    detail.sectionsHere = {QByteArray("")};
    detail.row.subject = detail.envelope.subject;
    detail.row.dateUtc = detail.envelope.dateUtc;
    detail.row.size = message.size();
    detail.row.content = ContentLevel::Everything;
    const Source source = [&message](const QByteArray &section, qint64 maxBytes) {
        std::optional<QByteArray> bytes;
        if (section == "HEADER") {
            const QByteArrayView header = headerBlock(message);
            bytes = QByteArray(header.data(), qMin<qint64>(header.size(), maxBytes));
        } else {
            const QByteArray found = sectionBytes(message, section);
            if (!found.isNull())
                bytes = found.left(maxBytes);
        }
        return bytes;
    };
    return compose(detail, source, options);
}

} // namespace Turnstone
