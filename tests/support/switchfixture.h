// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/protocolswitch.h"
#include "store/switchreader.h"
#include "support/serverprofile.h"

namespace Turnstone::Test {

/// Hashes of whole messages, sorted, with as many of each as there are.
using HashList = QByteArrayList;

/// Makes an account read without TLS: where processes are killed by the hundred, their handshakes
/// would say nothing of a switch.
std::function<void(Account &)> plainly(const MailServer &);

/// An account of a user at a real server, whose protocol is changed.
class SwitchFixture {
public:
    explicit SwitchFixture(MailServer &, const QString &protocol = QStringLiteral("pop3"),
                           const std::function<void(Account &)> &change = {});

    SwitchContext context(Wakeup &);
    IncomingServer other(const QString &protocol);
    SwitchPreview preview(const QString &to, bool sameMailbox = false);
    SwitchReport apply();
    SwitchReport undo();
    /// Both at once.
    SwitchReport change(const QString &to);
    /// The same in a process that kills itself, by SIGKILL, at its `killAt`-th commit: "apply" or
    /// "undo". Whether it ended by itself before.
    bool killedAt(const QString &what, int killAt);

    /// The same in a process that kills itself at the first step of the journal (SwitchWriter's
    /// stepHook) that none of this object's processes was killed at before; each message is a step
    /// of its own. A step is hit before its commit, and where something is done at a server next,
    /// after it too.
    enum class Life {
        Killed,
        Failed, ///< it threw
        Ended ///< it was done
    };
    Life lifeUntilNextStep(const QString &what);
    /// Where processes were killed, or came by before they were (faultStride): "before stage
    /// transfer", "after intend 0 17".
    QByteArrayList stepsHit(const QString &what) const;

    /// A message that is here in that folder alone: delivered, fetched, filed, and deleted there.
    void onlyHere(const QString &path, const QByteArrayList &messages);
    /// The same with these very bytes, whatever a server would make of them.
    void bytesHere(const QString &path, const QByteArrayList &messages);
    FolderId folder(const QString &path);
    SwitchFolderPlan planOf(const SwitchPreview &, const QString &path);
    void choose(SwitchPreview, const QString &path, SwitchChoice);

    HashList here();
    HashList there(const QStringList &folders = {});
    /// Empty where index and content are sound.
    QString damage() { return profile.damage(); }

    MailServer &server;
    ServerProfile profile;
    std::function<void(SwitchContext &)> adapt;
    ConnectionSecurity security = ConnectionSecurity::Tls; ///< to the other server

private:
    QString stepsFile(const QString &what) const
    {
        return profile.directory.directory() + QStringLiteral("/steps-") + what;
    }
};

/// What `killedAt` starts: as killedPassMain.
std::optional<int> killedSwitchMain(const QStringList &arguments);

/// How many are in `all` beyond those in `part`.
HashList without(HashList all, const HashList &part);

} // namespace Turnstone::Test
