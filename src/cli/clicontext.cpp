// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"

#include "base/cryptothread.h"
#include "cli/clitext.h"
#include "cli/interruption.h"
#include "cli/terminal.h"
#include "settings/providers.h"

#include <QEventLoop>
#include <QThread>
#include <exception>

namespace Turnstone {

CliContext::CliContext(const QString &profile, CliOutput &output)
    : m_paths(ProfilePaths::forDirectory(profile))
    , m_output(output)
    , m_registry(BackendRegistry::standard())
{ }

CliContext::~CliContext()
{
    m_reader.reset();
}

CredentialStore &CliContext::credentials()
{
    if (!m_credentials)
        m_credentials = std::make_unique<CredentialStore>();
    return *m_credentials;
}

Preferences &CliContext::preferences()
{
    if (!m_preferences)
        m_preferences = std::make_unique<Preferences>(m_paths.config);
    return *m_preferences;
}

Store &CliContext::opened(Store::Access access)
{
    if (m_store && (access == Store::Access::ReadOnly || m_store->access() == access))
        return *m_store;
    m_reader.reset();
    m_writer = nullptr;
    m_store.reset();
    m_store = std::make_unique<Store>(m_paths, access, Clock::system());
    return *m_store;
}

MailReader &CliContext::reader()
{
    if (m_reader)
        return *m_reader;
    try {
        m_reader = std::make_unique<MailReader>(opened(Store::Access::ReadOnly));
    } catch (const MailError &error) {
        // A profile that nobody has used yet is empty, and that is no error.
        if (error.kind != ErrorKind::NotFound)
            throw;
        m_reader = std::make_unique<MailReader>(store());
    }
    return *m_reader;
}

MailWriter &CliContext::writer()
{
    Store &taken = store();
    if (!m_writer) {
        auto writer = std::make_unique<MailWriter>(taken);
        m_writer = writer.get();
        m_reader = std::move(writer);
    }
    return *m_writer;
}

Store &CliContext::store()
{
    return opened(Store::Access::ReadWrite);
}

Account CliContext::account(const QString &name)
{
    if (const std::optional<Account> account = reader().accountByName(name))
        return *account;
    throw CliError{ExitStatus::Failed, Cli::tr("There is no account \"%1\".").arg(name)};
}

Account CliContext::account(AccountId id)
{
    if (const std::optional<Account> account = reader().account(id))
        return *account;
    throw CliError{ExitStatus::Failed, Cli::tr("The account is gone.")};
}

CliContext::FolderName CliContext::folderName(const QString &written)
{
    const qsizetype slash = written.indexOf(QLatin1Char('/'));
    if (slash < 1 || slash + 1 == written.size())
        throw CliError{
            ExitStatus::Usage,
            Cli::tr("\"%1\" names no folder: write it as ACCOUNT/Path/To/Folder.").arg(written)};
    return {account(written.left(slash)), written.mid(slash + 1)};
}

Folder CliContext::folder(const QString &written)
{
    const FolderName name = folderName(written);
    if (const auto folder = reader().folderByPath(name.account.id, name.path))
        return *folder;
    throw CliError{ExitStatus::Failed, Cli::tr("There is no folder \"%1\".").arg(written)};
}

PlacementId CliContext::placementId(const QString &written)
{
    bool isNumber = false;
    const qint64 number = written.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is not a message ID.").arg(written)};
    return PlacementId(number);
}

MessageRow CliContext::row(PlacementId id)
{
    if (const std::optional<MessageRow> row = reader().row(id))
        return *row;
    throw CliError{ExitStatus::Failed, Cli::tr("There is no message %1.").arg(id.value())};
}

QString CliContext::written(const Account &account, const Folder &folder)
{
    return account.name + QLatin1Char('/') + folder.path;
}

Secret CliContext::password(const Account &account)
{
    std::optional<CredentialStore::ReadResult> result;
    credentials().read(account, [&result](CredentialStore::ReadResult read) { result = read; });
    if (!runUntil([&result] { return result.has_value(); }))
        throw Cancelled{};
    if (const auto *secret = std::get_if<Secret>(&*result))
        return *secret;
    const auto &failure = std::get<CredentialStore::Failure>(*result);
    if (failure.reason != CredentialStore::Missing::CommandFailed) {
        if (const auto typed = askPassword(Cli::tr("Password of %1: ").arg(account.name)))
            return *typed;
    }
    throw CliError{ExitStatus::SignInRefused,
                   account.name + QLatin1String(": ") + failure.sentence};
}

CertificatePolicy CliContext::certificates(const Account &account)
{
    return {account.caFile, preferences().pins()};
}

void CliContext::runBlocking(const std::function<void(Wakeup &)> &work)
{
    std::exception_ptr thrown;
    runEach({[&](Wakeup &wakeup) {
        try {
            work(wakeup);
        } catch (...) {
            thrown = std::current_exception();
        }
    }});
    if (thrown)
        std::rethrow_exception(thrown);
}

void CliContext::runEach(const QList<std::function<void(Wakeup &)>> &works)
{
    Wakeup wakeup;
    Interruption interruption;
    QObject::connect(&interruption, &Interruption::interrupted, [&wakeup] { wakeup.cancel(); });
    QEventLoop loop;
    std::vector<std::unique_ptr<QThread>> threads;
    qsizetype running = works.size();
    for (const auto &work : works) {
        threads.emplace_back(QThread::create([&work, &wakeup] {
            const CryptoThread crypto;
            try {
                work(wakeup);
            } catch (const Cancelled &) {
                // The caller sees it by what is missing from the result.
            }
        }));
        QObject::connect(threads.back().get(), &QThread::finished, &loop, [&running, &loop] {
            if (--running == 0)
                loop.quit();
        });
    }
    for (const auto &thread : threads)
        thread->start();
    if (running > 0)
        loop.exec();
    for (const auto &thread : threads)
        thread->wait();
}

bool CliContext::runUntil(const std::function<bool()> &done)
{
    Interruption interruption;
    bool interrupted = false;
    QObject::connect(&interruption, &Interruption::interrupted,
                     [&interrupted] { interrupted = true; });
    QEventLoop loop;
    while (!done() && !interrupted)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    return !interrupted;
}

ExitStatus exitStatus(const MailError &error)
{
    if (error.kind == ErrorKind::Permission && error.detail == QLatin1String("in-use"))
        return ExitStatus::ProfileInUse;
    if (isProviderRefusal(error))
        return ExitStatus::SignInRefused;
    switch (error.kind) {
    case ErrorKind::Network:
        return ExitStatus::NotReached;
    case ErrorKind::Authentication:
        return ExitStatus::SignInRefused;
    case ErrorKind::Security:
        return ExitStatus::SecurityRefused;
    default:
        return ExitStatus::Failed;
    }
}

} // namespace Turnstone
