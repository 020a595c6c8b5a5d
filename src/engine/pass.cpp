// SPDX-License-Identifier: MIT
#include "engine/pass.h"

#include "engine/servicefetch.h"
#include "engine/session.h"
#include "engine/syncrunner.h"
#include "settings/providers.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

class PassText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::PassText)
public:
    static QString diskFull()
    {
        return tr("The disk is full, so no more mail is fetched for this account. Free some space; "
                  "what is missing then comes by itself.");
    }
    static QString takenElsewhere(int messages)
    {
        return tr("Another program deletes mail from this account's server: %Ln message(s) that "
                  "went there stay on this computer only.",
                  nullptr, messages);
    }
    static QString checked(int folders, std::optional<quint32> inbox, bool manyFolders)
    {
        const QString signedIn = tr("Signed in.");
        QString messages;
        if (inbox)
            messages = tr("%Ln message(s) in the Inbox.", nullptr, int(*inbox));
        if (!manyFolders)
            return QStringList({signedIn, messages}).join(QLatin1Char(' ')).trimmed();
        return QStringList({signedIn, tr("%Ln folder(s).", nullptr, folders), messages})
            .join(QLatin1Char(' '))
            .trimmed();
    }
};

MailError plainSentence(const MailError &failure, const Account &account)
{
    MailError error = explained(failure, account.incoming);
    const bool here = error.scope == ErrorScope::Session || error.scope == ErrorScope::Account;
    if (error.kind == ErrorKind::Space && here) { // else it is the mailbox at the server
        error.sentence = PassText::diskFull();
        error.scope = ErrorScope::Account;
        error.retry = RetryClass::Later;
    }
    return error;
}

} // namespace

QString takenElsewhereText(const SyncSummary &summary)
{
    return PassText::takenElsewhere(int(summary.takenElsewhere));
}

SyncSummary runPassOn(Session &session, MailWriter &writer, const PassContext &context,
                      const Account &account, const PassOptions &options)
{
    SyncSummary summary;
    summary.account = account.id;
    summary.name = account.name;
    const qint64 begun = Clock::system().monotonicMs();
    const TransferCounts before = session.counts();
    try {
        MailBackend &backend = session.backend();
        SyncRunner runner(context.store, writer, backend, account, context.wakeup, options);
        runner.run(summary);
        summary.loginDelaySeconds = backend.traits().loginDelaySeconds;
        // Some providers let one sign in and refuse what comes after.
        if (summary.error)
            summary.error = explained(*summary.error, account.incoming);
        if (session.endsEachPass()) {
            session
                .close(); // throws where the server didn't confirm: then nothing counts as deleted
            runner.closed();
        }
    } catch (const MailError &error) {
        const bool kept = error.scope == ErrorScope::Message || error.scope == ErrorScope::Folder;
        if (!kept || error.kind == ErrorKind::Bug || session.endsEachPass())
            session.drop();
        summary.error = plainSentence(error, account);
    }
    const TransferCounts after = session.counts();
    summary.counts = {after.bytesIn - before.bytesIn, after.bytesOut - before.bytesOut,
                      after.roundTrips - before.roundTrips};
    summary.seconds = double(Clock::system().monotonicMs() - begun) / 1000;
    return summary;
}

SyncSummary runPass(const PassContext &context, const Account &account, const Secret &password,
                    const PassOptions &options)
{
    SyncSummary failed;
    failed.account = account.id;
    failed.name = account.name;
    try {
        MailWriter writer(context.store);
        Session session(context.registry, context.certificates, account, password, context.wakeup);
        session.setMetered(options.isMetered);
        SyncSummary summary = runPassOn(session, writer, context, account, options);
        session.closeQuietly();
        return summary;
    } catch (const MailError &error) {
        failed.error = plainSentence(error, account);
        return failed;
    }
}

void fetchNow(const PassContext &context, const Account &account, const Secret &password,
              PlacementId placement, const PartSelection &selection)
{
    MailWriter writer(context.store);
    Session session(context.registry, context.certificates, account, password, context.wakeup);
    session.setMetered(context.isMetered);
    const ServiceFetch fetch(context.store, writer, account);
    if (fetch.isHere(placement, selection))
        return;
    fetch.run(session.backend(), placement, selection);
    session.closeQuietly();
}

CheckResult checkAccount(const BackendRegistry &registry, const CertificatePolicy &certificates,
                         const Account &account, const Secret &password, Wakeup &wakeup)
{
    CheckResult result;
    try {
        Session session(registry, certificates, account, password, wakeup);
        MailBackend &backend = session.backend();
        const QList<RemoteFolder> folders = backend.folders();
        std::optional<quint32> inbox;
        for (const RemoteFolder &folder : folders) {
            if (folder.role == FolderRole::Inbox)
                inbox = folder.messages;
        }
        result.ok = true;
        result.detail =
            PassText::checked(int(folders.size()), inbox, backend.traits().foldersOnServer);
        session.closeQuietly();
    } catch (const MailError &error) {
        result.ok = false;
        result.error = explained(error, account.incoming);
    }
    return result;
}

} // namespace Turnstone
