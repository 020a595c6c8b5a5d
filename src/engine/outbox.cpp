// SPDX-License-Identifier: MIT
#include "engine/outbox.h"

#include "engine/accountworker.h"
#include "engine/actions.h"
#include "engine/sendingsettings.h"
#include "engine/writingthread.h"
#include "settings/writingpreferences.h"

#include <QPointer>

namespace Turnstone {

namespace {
constexpr qint64 longestTimerSeconds = 60 * 60; // a clock may be set meanwhile
}

struct Outbox::Runner {
    OutboxActivity activity;
    Account account;
    bool recovered = false; ///< what an earlier program left was looked at
    bool looking = false, again = false, leaving = false;
    std::shared_ptr<OutboxSummary> result;
    std::vector<std::function<void()>> whenEnded;
    QTimer timer;
    std::unique_ptr<ConnectionThread> thread;
};

Outbox::Outbox(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_settings(std::make_unique<SendingSettings>(
          SendingSettings::Parts{parts.credentials, parts.writing, *this}))
{
    qRegisterMetaType<OutboxActivity>();
    qRegisterMetaType<SentCheck>();
    connect(&parts.store.notifier(), &StoreNotifier::changed, this,
            [this](const ChangeSet &changes) {
                if (!changes.outbox)
                    return;
                for (const auto &[id, runner] : m_runners)
                    wake(id);
            });
}

Outbox::~Outbox()
{
    for (const auto &[id, runner] : m_runners) {
        if (runner->thread)
            runner->thread->cancel();
    }
    for (const auto &[id, check] : m_checks)
        check->cancel();
}

Outbox::Runner &Outbox::runner(AccountId account)
{
    std::unique_ptr<Runner> &runner = m_runners[account];
    if (!runner) {
        runner = std::make_unique<Runner>();
        runner->activity.account = account;
        runner->timer.setSingleShot(true);
        connect(&runner->timer, &QTimer::timeout, this, [this, account] { wake(account); });
    }
    return *runner;
}

OutboxActivity Outbox::activity(AccountId account) const
{
    const auto it = m_runners.find(account);
    if (it != m_runners.end())
        return it->second->activity;
    OutboxActivity none;
    none.account = account;
    return none;
}

QList<OutboxActivity> Outbox::activities() const
{
    QList<OutboxActivity> all;
    for (const auto &[id, runner] : m_runners)
        all.append(runner->activity);
    return all;
}

// What the user does

void Outbox::send(const OutgoingDraft &draft, QObject *context,
                  std::function<void(OutboxId, std::optional<MailError>)> done)
{
    const QPointer<QObject> guard(context);
    const auto answer = [&writing = m_parts.writing, guard,
                         done](OutboxId id, const std::optional<MailError> &error) {
        writing.answer(guard, [done, id, error] {
            if (done)
                done(id, error);
        });
    };
    NewOutboxItem item = draft.item;
    if (item.notBeforeUtc == 0 && item.chosenTimeUtc == 0)
        item.notBeforeUtc = m_parts.store.clock().utcSeconds()
            + qMax(0, m_parts.preferences.get(Pref::undoSendSeconds));
    runner(item.account); // so that its commit wakes it
    m_parts.writing.post(
        [this, &writing = m_parts.writing, self = QPointer<QObject>(this), item,
         bytes = draft.bytes, before = draft.draft, registry = &m_parts.registry,
         answer](MailWriter &writer) {
            OutboxWriter outbox(writer);
            answer(queueMessage(outbox, item, bytes,
                                [&] {
                                    const auto account = before && before->placement
                                        ? writer.account(before->account)
                                        : std::nullopt;
                                    if (account)
                                        DraftWriter(writer).discardWithin(
                                            before->placement, actionTraits(*account, *registry));
                                }),
                   {});
            if (!before || !std::exchange(before->placement, {}))
                return;
            // Whatever the server has of it is to go now, however late the message is sent.
            writing.answer(self, [this, account = before->account] {
                if (AccountWorker *const worker = m_parts.worker(account))
                    worker->operationsQueued();
            });
        },
        [answer](const MailError &error) { answer({}, error); });
}

void Outbox::takeBack(OutboxId id, QObject *context,
                      std::function<void(std::optional<QByteArray>)> done,
                      const std::optional<DraftToSave> &draft)
{
    const QPointer<QObject> guard(context);
    const auto answer = [&writing = m_parts.writing, guard,
                         done](const std::optional<QByteArray> &bytes) {
        writing.answer(guard, [done, bytes] { done(bytes); });
    };
    m_parts.writing.post(
        [id, answer, draft, registry = &m_parts.registry,
         now = m_parts.store.clock().utcSeconds()](MailWriter &writer) {
            OutboxWriter outbox(writer);
            const std::optional<OutboxItem> item = outbox.item(id);
            const std::optional<QByteArray> bytes =
                item ? writer.content(item->message, {}) : std::nullopt;
            const auto account = draft ? writer.account(draft->account) : std::nullopt;
            const ActionTraits traits =
                account ? actionTraits(*account, *registry) : ActionTraits();
            if (bytes && account)
                saveDraft(writer, *draft, traits, now);
            try {
                if (bytes)
                    outbox.discard(id); // throws where it is on its way
            } catch (const MailError &) {
                if (account)
                    DraftWriter(writer).discard(std::exchange(draft->draft->placement, {}), traits);
                throw;
            }
            answer(bytes);
        },
        [answer](const MailError &) { answer(std::nullopt); });
}

void Outbox::act(OutboxId id, void (OutboxWriter::*action)(OutboxId))
{
    m_parts.writing.post([id, action](MailWriter &writer) {
        OutboxWriter outbox(writer);
        (outbox.*action)(id);
    });
}

void Outbox::sendAgain(OutboxId id)
{
    act(id, &OutboxWriter::sendAgain);
}

void Outbox::hold(OutboxId id)
{
    act(id, &OutboxWriter::hold);
}

void Outbox::discard(OutboxId id)
{
    act(id, &OutboxWriter::discard);
}

void Outbox::confirmSent(OutboxId id)
{
    m_parts.writing.post(
        [&registry = m_parts.registry, id,
         collects = m_parts.preferences.get(Pref::collectAddresses)](MailWriter &writer) {
            OutboxWriter outbox(writer);
            const std::optional<OutboxItem> item = outbox.item(id);
            const auto account = item ? writer.account(item->account) : std::nullopt;
            if (account)
                outbox.confirmSent(
                    id, sentFiling(writer, *account, actionTraits(*account, registry), collects));
        });
}

void Outbox::checkSent(OutboxId id)
{
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this),
                          id](MailWriter &writer) {
        const std::optional<OutboxItem> item = OutboxReader(writer).item(id);
        const auto account = item ? writer.account(item->account) : std::nullopt;
        writing.answer(guard, [this, id, account] {
            if (account)
                beginCheck(id, *account);
            else
                Q_EMIT checked(id, {});
        });
    });
}

void Outbox::beginCheck(OutboxId id, const Account &account)
{
    if (m_offline) {
        SentCheck check;
        check.error = MailError{ErrorScope::Account,
                                ErrorKind::Network,
                                RetryClass::Later,
                                tr("You are working offline: the server can't be asked."),
                                {}};
        Q_EMIT checked(id, check);
        return;
    }
    const AccountWorker *const worker = m_parts.worker(account.id);
    if (worker && worker->password()) {
        runCheck(id, account, *worker->password());
        return;
    }
    m_parts.credentials.read(
        account, [guard = QPointer(this), id, account](const CredentialStore::ReadResult &result) {
            if (!guard)
                return;
            if (const auto *secret = std::get_if<Secret>(&result)) {
                guard->runCheck(id, account, *secret);
                return;
            }
            SentCheck check;
            check.error = MailError{ErrorScope::Account,
                                    ErrorKind::Authentication,
                                    RetryClass::Never,
                                    std::get<CredentialStore::Failure>(result).sentence,
                                    {}};
            Q_EMIT guard->checked(id, check);
        });
}

void Outbox::runCheck(OutboxId id, const Account &account, const Secret &password)
{
    if (m_checks.contains(id))
        return; // its answer comes
    const auto result = std::make_shared<SentCheck>();
    const CertificatePolicy certificates{account.caFile, m_parts.preferences.pins()};
    auto thread = std::make_unique<ConnectionThread>(
        QStringLiteral("check sent"),
        [this, id, account, password, certificates, result,
         collects = m_parts.preferences.get(Pref::collectAddresses)](Wakeup &wakeup) {
            PassContext context{m_parts.store, m_parts.registry, certificates, wakeup};
            context.collectsRecipients = collects;
            *result = Turnstone::checkSent(context, account, password, id);
        });
    connect(
        thread.get(), &QThread::finished, this,
        [this, id, result] {
            m_checks.erase(id);
            Q_EMIT checked(id, *result);
        },
        Qt::QueuedConnection);
    ConnectionThread *const started = thread.get();
    m_checks.emplace(id, std::move(thread));
    started->start();
}

// When it runs

void Outbox::setOffline(bool offline)
{
    m_offline = offline;
    for (const auto &[id, runner] : m_runners) {
        if (!offline)
            retrySoon(id);
        else if (runner->thread)
            runner->thread->cancel();
    }
}

void Outbox::retrySoon(AccountId account)
{
    runner(account);
    m_parts.writing.post([this, &writing = m_parts.writing, guard = QPointer<QObject>(this),
                          account](MailWriter &writer) {
        OutboxWriter(writer).retrySoon(account);
        writing.answer(guard, [this, account] { wake(account); });
    });
}

void Outbox::wake(AccountId account)
{
    Runner &runner = this->runner(account);
    if (runner.leaving)
        return;
    if (runner.looking || runner.thread) {
        runner.again = true;
        return;
    }
    runner.looking = true;
    runner.again = false;
    const bool recover = !std::exchange(runner.recovered, true);
    m_parts.writing.post(
        [this, &writing = m_parts.writing, guard = QPointer<QObject>(this), account,
         recover](MailWriter &writer) {
            OutboxWriter outbox(writer);
            if (recover)
                outbox.recover(account);
            Look look;
            look.account = writer.account(account);
            look.dueUtc = outbox.nextDueUtc(account);
            const QList<OutgoingServer> servers = outbox.outgoingServers(account);
            for (const OutgoingServer &server : servers) {
                if (server.ownPassword)
                    look.withOwnPassword.append(server);
            }
            writing.answer(guard, [this, account, look] { looked(account, look); });
        },
        [this, account](const MailError &) { looked(account, {}); });
}

void Outbox::looked(AccountId account, const Look &look)
{
    Runner &runner = this->runner(account);
    runner.looking = false;
    if (runner.leaving) {
        runEnded(account);
        return;
    }
    const qint64 now = m_parts.store.clock().utcSeconds();
    runner.activity.nextUtc = look.dueUtc ? qMax<qint64>(1, *look.dueUtc) : 0;
    runner.timer.stop();
    Q_EMIT activityChanged(runner.activity);
    if (runner.again) {
        wake(account);
        return;
    }
    // A failed attempt costs a pause: without a network none is made.
    if (!look.account || !look.dueUtc || m_offline || !m_parts.hasNetwork())
        return;
    if (*look.dueUtc > now) {
        runner.timer.start(std::chrono::seconds(qMin(longestTimerSeconds, *look.dueUtc - now)));
        return;
    }
    runner.account = *look.account;
    runner.looking = true; // until it is known by what to sign in
    const auto passwords = std::make_shared<OutgoingPasswords>();
    const AccountWorker *const worker = m_parts.worker(account);
    if (worker && worker->password()) {
        passwords->account = worker->password();
        findPasswords(account, passwords, look.withOwnPassword);
        return;
    }
    const QPointer<Outbox> guard(this);
    m_parts.credentials.read(
        *look.account,
        [guard, account, passwords, look](const CredentialStore::ReadResult &result) {
            if (!guard)
                return;
            if (const auto *secret = std::get_if<Secret>(&result))
                passwords->account = *secret;
            guard->findPasswords(account, passwords, look.withOwnPassword);
        });
}

void Outbox::findPasswords(AccountId account, const std::shared_ptr<OutgoingPasswords> &passwords,
                           QList<OutgoingServer> left)
{
    if (left.isEmpty()) {
        run(account, *passwords);
        return;
    }
    const OutgoingServer server = left.takeFirst();
    const QPointer<Outbox> guard(this);
    m_parts.credentials.read(
        credentialsOf(runner(account).account, server),
        [guard, account, passwords, server, left](const CredentialStore::ReadResult &result) {
            if (!guard)
                return;
            if (const auto *secret = std::get_if<Secret>(&result))
                passwords->own.insert(server.id, *secret);
            guard->findPasswords(account, passwords, left);
        });
}

void Outbox::run(AccountId account, const OutgoingPasswords &passwords)
{
    Runner &runner = this->runner(account);
    runner.looking = false;
    if (runner.leaving || m_offline) {
        runEnded(account);
        return;
    }
    const auto result = std::make_shared<OutboxSummary>();
    const CertificatePolicy certificates{runner.account.caFile, m_parts.preferences.pins()};
    runner.result = result;
    runner.thread = std::make_unique<ConnectionThread>(
        QStringLiteral("outbox"),
        [this, settings = runner.account, passwords, certificates, result,
         collects = m_parts.preferences.get(Pref::collectAddresses)](Wakeup &wakeup) {
            PassContext context{m_parts.store, m_parts.registry, certificates, wakeup};
            context.collectsRecipients = collects;
            *result = sendOutbox(context, settings, passwords);
        });
    connect(
        runner.thread.get(), &QThread::finished, this, [this, account] { runEnded(account); },
        Qt::QueuedConnection);
    runner.activity.sending = true;
    Q_EMIT activityChanged(runner.activity);
    runner.thread->start();
}

void Outbox::runEnded(AccountId account)
{
    Runner &runner = this->runner(account);
    const bool ran = runner.thread != nullptr;
    runner.thread.reset();
    if (runner.leaving) {
        const auto told = std::move(runner.whenEnded);
        m_runners.erase(account);
        for (const auto &ended : told)
            ended();
        return;
    }
    if (!ran)
        return;
    const OutboxSummary summary = *std::exchange(runner.result, nullptr);
    runner.activity.sending = false;
    runner.activity.problem = summary.error;
    runner.activity.refusedBy = summary.refusedBy;
    Q_EMIT activityChanged(runner.activity);
    Q_EMIT sent(account, summary.sent);
    // Something due that it left (no folders known yet) waits for the next event, not for itself.
    if (summary.sent > 0 || summary.error || runner.again)
        wake(account);
}

void Outbox::end(AccountId account, std::function<void()> ended)
{
    const auto it = m_runners.find(account);
    if (it == m_runners.end()) {
        QMetaObject::invokeMethod(this, std::move(ended), Qt::QueuedConnection);
        return;
    }
    Runner &runner = *it->second;
    runner.leaving = true;
    runner.timer.stop();
    runner.whenEnded.push_back(std::move(ended));
    if (runner.thread)
        runner.thread->cancel();
    else if (!runner.looking)
        QMetaObject::invokeMethod(
            this, [this, account] { runEnded(account); }, Qt::QueuedConnection);
}

} // namespace Turnstone
