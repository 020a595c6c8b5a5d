// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "gui/shownmessage.h"
#include "store/store.h"

#include <QObject>
#include <QTemporaryDir>
#include <QThreadPool>

namespace Turnstone {

/// Where an attachment's bytes are: a message of the store, or one held in memory.
struct AttachmentOrigin {
    MessageId message;
    QByteArray raw; ///< used where `message` is none
};

/// Attachments as files. Names come from strangers: none names a path, hides its real ending, or
/// overwrites anything. Writing happens in a pool thread; results come in the caller's.
class AttachmentFiles : public QObject {
    Q_OBJECT
public:
    explicit AttachmentFiles(Store &, QObject *parent = nullptr);
    /// Waits for files being written.
    ~AttachmentFiles() override;

    struct Saved {
        QString path; ///< empty on failure
        QString error; ///< a sentence
    };
    using Done = std::function<void(const QList<Saved> &)>;
    /// Each to a file of its own in `directory`: "name.ext", or "name (2).ext" where that exists.
    void save(const AttachmentOrigin &, const QList<ShownAttachment> &, const QString &directory,
              Done done);
    /// To a private folder that goes with this object; the file can't be written to.
    void saveTemporary(const AttachmentOrigin &, const ShownAttachment &, Done done);
    /// The decoded bytes, for an attached message.
    void read(const AttachmentOrigin &, const ShownAttachment &,
              std::function<void(const QByteArray &bytes)> done);

    /// A file name for what a message calls `name`: no path, no control, zero-width or
    /// bidirectional characters, nothing that Windows or a shell treats specially, no leading dot,
    /// at most 200 bytes with its ending kept; made up from the type where nothing is left.
    static QString safeName(const QString &name, const QByteArray &type);
    /// Files that run something when they are opened.
    static bool isProgram(const ShownAttachment &);
    /// The icon's name for a type.
    static QString iconName(const QByteArray &type);

private:
    void run(std::function<QList<Saved>()> job, Done done);

    Store &m_store;
    QTemporaryDir m_temporary;
    QThreadPool m_pool; ///< last: its destructor waits for jobs that use the rest
};

} // namespace Turnstone
