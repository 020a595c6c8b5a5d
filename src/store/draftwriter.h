// SPDX-License-Identifier: MIT
#pragma once

#include "store/draftreader.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// Writing drafts. Shares the writer's connection and thread. Throws as MailWriter does.
///
/// A draft keeps its placement while each save puts a new message there. What a server has, or may
/// have, of an earlier one becomes a placement that no list shows, with a deletion that waits for
/// the upload of the new one: so the server is told in the right order, by operations like any
/// other, and nothing of it depends on this program running on.
class DraftWriter : public DraftReader {
public:
    explicit DraftWriter(MailWriter &);

    struct Save {
        AccountId account;
        FolderId folder; ///< Drafts, or Templates
        PlacementId placement; ///< what it takes the place of; none: a new one
        QString preview;
        bool open = true; ///< a window still has it
        qint64 uploadAtUtc = 0; ///< seconds
    };
    struct Saved {
        PlacementId placement; ///< another one where that given had left the folder
        bool wasGone = false;
    };
    /// Puts `message` (RFC 5322, CRLF) into the folder, in place of what the draft was before, and
    /// queues its upload where the folder is the server's. Its bytes are durable first; the rest is
    /// one transaction.
    Saved save(const Save &, QByteArrayView message, const ActionTraits &);
    /// A later text alone, which `save` makes void. Nothing where it isn't a draft any more.
    void keepText(PlacementId, const QByteArray &unsaved);
    /// No window has it any more, and it is uploaded as soon as may be; one that was deleted
    /// elsewhere, too. False where nothing of it waits to be uploaded.
    bool close(PlacementId);
    /// No window of this program has any yet.
    void closeAll();
    /// The user was told that it was changed elsewhere.
    void toldOfChange(PlacementId);
    /// The account's folder for templates, made on this computer where there is none, as `name`
    /// where that is free.
    FolderId makeTemplates(AccountId, const QString &name);
    /// Goes, here and at the server.
    void discard(PlacementId, const ActionTraits &);
    /// The same inside a transaction of the caller's.
    void discardWithin(PlacementId, const ActionTraits &);

    // By OperationReplay. A draft is uploaded as it is then, whenever the operation was queued.
    struct Upload {
        MessageId message; ///< what is to be uploaded
        bool isThere = false; ///< the folder's server has it
        bool mayBeThere = false; ///< it, or an earlier one, was sent and not answered for
        QByteArray replaced; ///< the newest earlier one's key in that folder; empty: none
    };
    std::optional<Upload> upload(PlacementId, RemoteFolderId);
    /// Before it is sent, from `intent` on; `replacing`: by a command that removes that key.
    /// False where another message is the draft by now: then nothing was noted.
    bool noteUpload(OperationId, PlacementId, MessageId, const MailWriter::UploadIntent &intent,
                    const QByteArray &replacing, RemoteFolderId);
    /// The command that was to replace it has done nothing.
    void notReplaced(PlacementId);
    /// The server has that message under that key, whatever the draft is by now.
    void uploaded(PlacementId, MessageId, RemoteFolderId, const QByteArray &key);
    /// The folder was read: whatever was sent and not answered for is there, or never came.
    void lookForSent(PlacementId, const RemoteFolderRow &);

private:
    void queueDeletion(PlacementId hidden, PlacementId draft, FolderId folder, AccountId,
                       const MailWriter::UploadIntent &);
    bool queueUpload(PlacementId, AccountId, FolderId, qint64 atUtc);
    MailWriter::UploadIntent sentAs(PlacementId);
    void forgetSent(PlacementId);
    void settleGone(PlacementId);
    QList<PlacementId> earlier(PlacementId);
    QByteArray sentWithoutKey(PlacementId, const RemoteFolderRow &,
                              const MailWriter::UploadIntent &);

    MailWriter &m_writer;
};

} // namespace Turnstone
