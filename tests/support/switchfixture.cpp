// SPDX-License-Identifier: MIT
#include "support/switchfixture.h"

#include "mail/messagereader.h"
#include "store/database.h"
#include "store/switchwriter.h"
#include "support/faultstride.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <algorithm>
#include <csignal>

namespace Turnstone::Test {

namespace {

constexpr auto killedSwitchArgument = "--killed-switch";
int switchCommitsLeft = 0;

void killAtSwitchCommit(const Database &, bool)
{
    if (--switchCommitsLeft == 0)
        ::raise(SIGKILL);
}

QString switchStepsFile;
QSet<QByteArray> switchStepsHit;
int switchStepsSurvived = 0;

/// Dies at the next step that no life came to before: the `faultStride`-th of these.
void killAtSwitchStep(const QByteArray &step, bool committed)
{
    if (committed) {
        const bool isActedOn = step == "commit" || step.startsWith("intend ")
            || step.startsWith("folder ") || step.startsWith("state ");
        if (!isActedOn)
            return;
    }
    const QByteArray name = (committed ? "after " : "before ") + step;
    if (switchStepsHit.contains(name))
        return;
    QFile file(switchStepsFile);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(name + '\n') < 0)
        qFatal("The steps can't be written.");
    file.close();
    switchStepsHit.insert(name);
    if (++switchStepsSurvived == faultStride)
        ::raise(SIGKILL);
}

QByteArrayList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = file.readAll().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

QByteArray hashOfMessage(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16);
}

} // namespace

std::function<void(Account &)> plainly(const MailServer &server)
{
    return [&server](Account &account) {
        account.incoming.endpoint =
            server.endpoint(account.incoming.protocol, ConnectionSecurity::None);
    };
}

SwitchFixture::SwitchFixture(MailServer &mailServer, const QString &protocol,
                             const std::function<void(Account &)> &change)
    : server(mailServer)
    , profile(mailServer, protocol, change)
{ }

SwitchContext SwitchFixture::context(Wakeup &wakeup)
{
    SwitchContext context{
        {*profile.store, profile.registry, {}, wakeup}, Secret("secret"), Secret("secret")};
    if (adapt)
        adapt(context);
    return context;
}

IncomingServer SwitchFixture::other(const QString &protocol)
{
    return server.account(protocol, QStringLiteral("alice"), security).incoming;
}

SwitchPreview SwitchFixture::preview(const QString &to, bool sameMailbox)
{
    Wakeup wakeup;
    return previewSwitch(context(wakeup), profile.account(), other(to), sameMailbox);
}

SwitchReport SwitchFixture::apply()
{
    Wakeup wakeup;
    return applySwitch(context(wakeup), profile.account());
}

SwitchReport SwitchFixture::undo()
{
    Wakeup wakeup;
    return undoSwitch(context(wakeup), profile.account());
}

SwitchReport SwitchFixture::change(const QString &to)
{
    preview(to);
    return apply();
}

bool SwitchFixture::killedAt(const QString &what, int killAt)
{
    profile.close();
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {QString::fromLatin1(killedSwitchArgument), profile.directory.directory(), what,
                 QString::number(killAt)});
    if (!child.waitForFinished(120'000))
        qFatal("A switch in another process does not end.");
    profile.open();
    return child.exitStatus() == QProcess::NormalExit;
}

SwitchFixture::Life SwitchFixture::lifeUntilNextStep(const QString &what)
{
    profile.close();
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {QString::fromLatin1(killedSwitchArgument), profile.directory.directory(), what,
                 stepsFile(what)});
    if (!child.waitForFinished(120'000))
        qFatal("A switch in another process does not end.");
    profile.open();
    if (child.exitStatus() != QProcess::NormalExit)
        return Life::Killed;
    return child.exitCode() == 0 ? Life::Ended : Life::Failed;
}

QByteArrayList SwitchFixture::stepsHit(const QString &what) const
{
    return linesOf(stepsFile(what));
}

std::optional<int> killedSwitchMain(const QStringList &arguments)
{
    if (arguments.size() != 5 || arguments.at(1) != QLatin1String(killedSwitchArgument))
        return {};
    Store store(ProfilePaths::forDirectory(arguments.at(2)), Store::Access::ReadWrite,
                Clock::system());
    const Account account = MailReader(store).accounts().first();
    const BackendRegistry registry = BackendRegistry::standard();
    Wakeup wakeup;
    SwitchContext context{{store, registry, {}, wakeup}, Secret("secret"), Secret("secret")};
    bool isCount = false;
    switchCommitsLeft = arguments.at(4).toInt(&isCount);
    if (isCount) {
        Database::commitHook = killAtSwitchCommit;
    } else {
        context.messagesAtOnce = 1;
        switchStepsFile = arguments.at(4);
        const QByteArrayList hit = linesOf(switchStepsFile);
        switchStepsHit = {hit.cbegin(), hit.cend()};
        SwitchWriter::stepHook = killAtSwitchStep;
    }
    try {
        if (arguments.at(3) == QLatin1String("undo"))
            undoSwitch(context, account);
        else
            applySwitch(context, account);
    } catch (const MailError &error) {
        qWarning() << error.sentence << error.detail;
        return 1;
    }
    return 0;
}

void SwitchFixture::onlyHere(const QString &path, const QByteArrayList &messages)
{
    QList<quint32> uids;
    for (const QByteArray &message : messages)
        uids.append(server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), message));
    QSet<PlacementId> before;
    const QList<MessageRow> old = profile.rows();
    for (const MessageRow &row : old)
        before.insert(row.id);
    profile.pass();
    QList<PlacementId> fresh;
    const QList<MessageRow> now = profile.rows();
    for (const MessageRow &row : now) {
        if (!before.contains(row.id))
            fresh.append(row.id);
    }
    if (path != QLatin1String("INBOX"))
        profile.writer->move(fresh, folder(path), {});
    RawImap &client = server.client();
    client.require("SELECT INBOX");
    for (const quint32 uid : uids)
        client.require("UID STORE " + QByteArray::number(uid) + " +FLAGS (\\Deleted)");
    client.require("EXPUNGE");
    client.leave();
    profile.pass();
}

void SwitchFixture::bytesHere(const QString &path, const QByteArrayList &messages)
{
    MailWriter &writer = *profile.writer;
    const Account account = profile.account();
    const RemoteFolderRow box = writer.remoteFolders(account.incoming.id).first();
    QList<PlacementId> fresh;
    int number = 0;
    for (const QByteArray &bytes : messages) {
        ContentWriter contents(*profile.store, account.id);
        contents.begin(writer.reserveMessageId());
        contents.section("");
        contents.data(bytes);
        const ContentWriter::Stored stored = contents.end();
        contents.commit();
        IncomingMessage incoming;
        incoming.size = bytes.size();
        incoming.envelope = readEnvelope(headerBlock(bytes));
        incoming.fingerprint = envelopeFingerprint(incoming.envelope, incoming.size);
        WriteTransaction transaction(writer);
        fresh.append(writer
                         .messageFetched(box.id, "gone-" + QByteArray::number(++number), stored,
                                         incoming, {})
                         .placement);
        transaction.commit();
    }
    if (path != QLatin1String("INBOX"))
        writer.move(fresh, folder(path), {});
    profile.pass(); // whose listing lacks those keys
}

FolderId SwitchFixture::folder(const QString &path)
{
    if (const FolderId known = profile.folder(path))
        return known;
    return profile.writer->createFolder(profile.account().id, path, {});
}

SwitchFolderPlan SwitchFixture::planOf(const SwitchPreview &preview, const QString &path)
{
    for (const SwitchFolderPlan &plan : preview.folders) {
        if (plan.path == path)
            return plan;
    }
    qFatal("The preview has no folder %s.", qPrintable(path));
}

void SwitchFixture::choose(SwitchPreview preview, const QString &path, SwitchChoice choice)
{
    for (SwitchFolderPlan &plan : preview.folders) {
        if (plan.path == path)
            plan.choice = choice;
    }
    chooseSwitch(*profile.writer, preview);
}

HashList SwitchFixture::here()
{
    HashList hashes;
    const QList<Folder> folders = profile.writer->folders(profile.account().id);
    for (const Folder &folder : folders) {
        const QList<MessageRow> rows = profile.rows(folder.path);
        for (const MessageRow &row : rows)
            hashes.append(hashOfMessage(profile.writer->content(row.message, {}).value_or("?")));
    }
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

HashList SwitchFixture::there(const QStringList &folders)
{
    HashList hashes;
    const MailState state = stateOf(server.client(), folders);
    for (const QStringList &lines : state) {
        for (const QString &line : lines)
            hashes.append(line.section(QLatin1Char(' '), 0, 0).toLatin1());
    }
    std::sort(hashes.begin(), hashes.end());
    return hashes;
}

HashList without(HashList all, const HashList &part)
{
    for (const QByteArray &hash : part)
        all.removeOne(hash);
    return all;
}

} // namespace Turnstone::Test
