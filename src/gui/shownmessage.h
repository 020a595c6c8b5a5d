// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "gui/plaintexthtml.h"
#include "mail/receipt.h"
#include "store/storetypes.h"

#include <QCoreApplication>
#include <QHash>
#include <QImage>
#include <QPair>
#include <functional>
#include <optional>

namespace Turnstone {

/// A leaf that a user would call an attachment, as the bar shows it.
struct ShownAttachment {
    QByteArray section;
    QByteArray type; ///< lower case "application/pdf"
    QByteArray encoding; ///< Content-Transfer-Encoding
    QString name; ///< safe and never empty
    qint64 size = 0; ///< bytes decoded, estimated from the encoded size
    bool here = false;
    friend bool operator==(const ShownAttachment &, const ShownAttachment &) = default;
};

struct RenderOptions {
    TextColours colours;
    bool darkBackground = false;
    bool wholeText = false; ///< also what lies beyond the first part of a very long text
    friend bool operator==(const RenderOptions &, const RenderOptions &) = default;
};

/// All that the message view shows of one message; made in a loader thread, a plain value.
struct ShownMessage {
    enum class State {
        Shown,
        NotHere, ///< the text is to be fetched: `wanted`
        Gone,
        Failed ///< `error`
    };
    State state = State::Gone;
    std::optional<MailError> error;
    MessageDetail detail;
    /// It is one to be written on, or to begin with.
    enum class Written { Not, Draft, Template };
    Written written = Written::Not;
    bool own = false; ///< written by the user: sent, or to be sent
    std::optional<Account> account; ///< none for a message that stands in no folder
    QByteArrayList wanted;

    QString plain; ///< markup by plainTextHtml; empty: no text
    bool plainCut = false; ///< only the first part is in `plain`
    QString html; ///< sanitised; empty where there is none or it was too large
    bool htmlTooLarge = false;
    bool remoteContent = false, forms = false, scripts = false;
    QHash<QString, QByteArray> images; ///< by content id, decoded
    QByteArrayList imagesNotHere; ///< sections

    /// Its sender wants to hear that it was seen, and nobody was asked yet.
    std::optional<ReceiptRequest> receipt;

    QList<ShownAttachment> attachments;
    QList<QPair<QString, QString>> headers; ///< name and decoded value, in order
    QImage senderPhoto; ///< from the address book; null: none
};

/// Composes a message for the view. Any thread; bounded by mail/limits.h and the constants within.
class MessageComposition {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MessageComposition)
public:
    /// Encoded bytes of a section ("" and "HEADER" as in MailReader::content), at most so many;
    /// null where they aren't here.
    using Source =
        std::function<std::optional<QByteArray>(const QByteArray &section, qint64 maxBytes)>;

    /// `detail.structure` must be filled where it is known.
    static ShownMessage compose(const MessageDetail &detail, const Source &source,
                                const RenderOptions &options);
    /// For a message that stands in no folder: reads envelope and structure, too.
    static ShownMessage composeRaw(const QByteArray &message, const RenderOptions &options);
};

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::ShownMessage)
