// SPDX-License-Identifier: MIT
#include "cli/accountsettings.h"
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/rowtext.h"
#include "cli/storepassword.h"
#include "cli/terminal.h"

#include "engine/protocolswitch/protocolswitch.h"
#include "engine/protocolswitch/switchdocument.h"
#include "store/outboxreader.h"
#include "store/switchwriter.h"

#include <QDir>
#include <QJsonArray>
#include <QSaveFile>

namespace Turnstone {

namespace {

const QStringList &switchServerOptions()
{
    static const QStringList names{QStringLiteral("host"), QStringLiteral("port"),
                                   QStringLiteral("security"), QStringLiteral("user"),
                                   QStringLiteral("leave-on-server")};
    return names;
}

/// What isn't given is taken from the account: the server it had before where there was one of that
/// protocol, else the one in use.
IncomingServer otherServer(CliContext &context, const Account &account, const CliArguments &given)
{
    Account wished = account;
    const QString protocol = given.value(QStringLiteral("to")).toLower();
    SwitchReader switches(context.reader());
    bool known = false;
    const QList<IncomingServer> retired = switches.retiredServers(account.id);
    for (const IncomingServer &server : retired) {
        if (!known && server.protocol == protocol) {
            wished.incoming = server;
            known = true;
        }
    }
    if (const auto open = switches.preview(account.id); open && open->to.protocol == protocol) {
        wished.incoming = open->to;
        known = true;
    }
    wished.incoming.protocol = protocol;
    wished.incoming.leaveOnServer = {};
    if (!known && protocol != account.incoming.protocol)
        wished.incoming.endpoint.port = 0;
    for (const QString &name : switchServerOptions()) {
        if (given.has(name))
            setAccountOption(wished, name, given.value(name));
    }
    fillPorts(wished, context.registry());
    return wished.incoming;
}

/// Of the other server: as given, else what is kept for it, else the same.
Secret otherPassword(CliContext &context, const Account &account, const CliArguments &given,
                     const Secret &current)
{
    if (given.has(QStringLiteral("password-file")))
        return readPasswordFile(given.value(QStringLiteral("password-file")));
    if (account.password.kind == PasswordSource::Kind::Command)
        return context.password(account);
    std::optional<CredentialStore::ReadResult> result;
    context.credentials().read(
        account, [&result](CredentialStore::ReadResult read) { result = std::move(read); });
    if (!context.runUntil([&result] { return result.has_value(); }))
        throw Cancelled{};
    if (const auto *secret = std::get_if<Secret>(&*result))
        return *secret;
    return current;
}

/// Both names of the account's password lead to one from now on.
void keepPassword(CliContext &context, const Account &account, const Secret &password)
{
    bool done = false;
    std::optional<CredentialStore::Failure> failure;
    context.credentials().write(account, password,
                                [&](std::optional<CredentialStore::Failure> told) {
                                    failure = std::move(told);
                                    done = true;
                                });
    if (!context.runUntil([&done] { return done; }))
        throw Cancelled{};
    if (failure)
        context.output().complaint(failure->sentence);
}

QJsonObject folderObject(const SwitchFolderPlan &plan, const SwitchExtent &uploaded,
                         const Account &account)
{
    return {{QStringLiteral("folder"), account.name + QLatin1Char('/') + plan.path},
            {QStringLiteral("on_both"), plan.onBoth.messages},
            {QStringLiteral("only_here"), plan.onlyHere.messages},
            {QStringLiteral("only_server"), plan.onlyServer.messages},
            {QStringLiteral("ambiguous"), plan.ambiguous.messages},
            {QStringLiteral("uploaded"), uploaded.messages},
            {QStringLiteral("bytes"), uploaded.messages > 0 ? uploaded.bytes : plan.onlyHere.bytes},
            {QStringLiteral("too_large"), plan.tooLarge.messages},
            {QStringLiteral("over_quota"), plan.overQuota.messages},
            {QStringLiteral("to_move"), plan.toMove.messages},
            {QStringLiteral("to_download"), plan.toDownload.messages},
            {QStringLiteral("to_make"), plan.isToBeMade()},
            {QStringLiteral("choice"), toString(plan.choice)}};
}

QJsonArray exceptionArray(const QList<SwitchException> &exceptions)
{
    QJsonArray array;
    for (const SwitchException &one : exceptions) {
        QJsonObject object{{QStringLiteral("what"), switchKindText(one.kind)},
                           {QStringLiteral("folder"), one.folder},
                           {QStringLiteral("subject"), one.subject},
                           {QStringLiteral("why"), one.why}};
        if (one.placement)
            object.insert(QStringLiteral("id"), QString::number(one.placement.value()));
        array.append(object);
    }
    return array;
}

void printExceptions(CliOutput &output, const QList<SwitchException> &exceptions)
{
    for (const SwitchException &one : exceptions) {
        const QString folder = escapedLine(one.folder), why = escapedLine(one.why);
        output.line(
            one.subject.isEmpty()
                ? Cli::tr("  %1: %2. %3").arg(switchKindText(one.kind), folder, why)
                : Cli::tr("  %1: %2, “%3”. %4")
                      .arg(switchKindText(one.kind), folder, escapedLine(one.subject), why));
    }
}

bool isWorthALine(const SwitchFolderPlan &plan)
{
    return plan.onBoth.messages + plan.onlyHere.messages + plan.onlyServer.messages
            + plan.ambiguous.messages
        > 0
        || plan.isToBeMade() || plan.partlyListed;
}

void printFolder(CliOutput &output, const SwitchFolderPlan &plan, const SwitchExtent &uploaded,
                 const Account &account)
{
    const QJsonObject object = folderObject(plan, uploaded, account);
    if (output.isJson()) {
        output.object(object);
    } else if (isWorthALine(plan)) {
        QStringList counts;
        const auto count = [&counts](const QString &text, qint64 messages) {
            if (messages > 0)
                counts.append(text.arg(messages));
        };
        if (plan.choice == SwitchChoice::Upload || plan.choice == SwitchChoice::KeepHere) {
            count(Cli::tr("%L1 on both"), plan.onBoth.messages);
            count(Cli::tr("%L1 only here"), plan.onlyHere.messages);
        } else { // to a protocol without folders
            count(Cli::tr("%L1 by both protocols"), plan.onBoth.messages);
            count(Cli::tr("%L1 in a folder of this computer"), plan.onlyHere.messages);
        }
        count(Cli::tr("%L1 only on the server"), plan.onlyServer.messages);
        count(Cli::tr("%L1 unsure"), plan.ambiguous.messages);
        count(Cli::tr("%L1 too large"), plan.tooLarge.messages);
        count(Cli::tr("%L1 without room"), plan.overQuota.messages);
        count(Cli::tr("%L1 to be fetched first"), plan.toDownload.messages);
        count(Cli::tr("%L1 uploaded"), uploaded.messages);
        if (plan.isToBeMade())
            counts.append(Cli::tr("a folder that the server doesn't have"));
        if (plan.partlyListed)
            counts.append(Cli::tr("not listed to the end"));
        output.line(Cli::tr("%1: %2; %3", "folder: counts; choice")
                        .arg(escapedLine(object[u"folder"].toString()),
                             counts.join(QLatin1String(", ")), toString(plan.choice)));
    }
}

/// What has become of the account, and what leads on.
QString stateText(const SwitchReport &report, const Account &account)
{
    const QString from = report.from.protocol.toUpper(), to = report.to.protocol.toUpper();
    QString text;
    switch (report.state) {
    case SwitchState::Open:
        text = Cli::tr("The change of “%1” to %2 isn't done yet: --resume goes on with it, --undo "
                       "gives it up.")
                   .arg(account.name, to);
        break;
    case SwitchState::Undoing:
        text = Cli::tr("The change of “%1” back to %2 isn't done yet: --resume goes on with it.")
                   .arg(account.name, from);
        break;
    case SwitchState::Committed:
        text = Cli::tr("“%1” reads its mail by %2 now. --undo leads back, until %3.")
                   .arg(account.name, to, writtenTime(report.undoableUntilUtc));
        break;
    case SwitchState::Closed:
        text = Cli::tr("“%1” reads its mail by %2 now.").arg(account.name, to);
        break;
    case SwitchState::Undone:
        text = report.committedUtc > 0
            ? Cli::tr("“%1” reads its mail by %2 again.").arg(account.name, from)
            : Cli::tr("The change of “%1” was given up; nothing has changed.").arg(account.name);
        break;
    }
    if (report.verified > 0 && report.state != SwitchState::Undone)
        text += QLatin1Char(' ') + Cli::tr("Uploaded and checked: %L1.").arg(report.verified);
    if (report.takenOff > 0)
        text += QLatin1Char(' ') + Cli::tr("Taken off the server again: %L1.").arg(report.takenOff);
    return escapedLine(text);
}

void printPreview(CliOutput &output, const SwitchPreview &preview, const Account &account)
{
    for (const SwitchFolderPlan &plan : preview.folders)
        printFolder(output, plan, {}, account);
    output.result({{QStringLiteral("state"), QStringLiteral("previewed")},
                   {QStringLiteral("verified"), 0},
                   {QStringLiteral("seconds"), preview.secondsEstimated},
                   {QStringLiteral("uidl_formula"), preview.uidlFormula},
                   {QStringLiteral("operations_carried"), preview.operationsCarried},
                   {QStringLiteral("not_asked"),
                    preview.notAsked.isEmpty() ? QJsonValue() : QJsonValue(preview.notAsked)},
                   {QStringLiteral("deleted_here"), preview.deletedHereButThere},
                   {QStringLiteral("exceptions"), exceptionArray(preview.exceptions)}},
                  Cli::tr("Nothing has been changed. About %1 s; --apply does it.")
                      .arg(preview.secondsEstimated));
    printExceptions(output, preview.exceptions);
    if (!preview.notAsked.isEmpty())
        output.complaint(Cli::tr("The server in use could not be asked for what has come since: %1")
                             .arg(preview.notAsked));
}

void printReport(CliOutput &output, const SwitchReport &report, const Account &account)
{
    for (const SwitchReport::FolderResult &result : report.folders)
        printFolder(output, result.plan, result.uploaded, account);
    output.result(
        {{QStringLiteral("state"), toString(report.state)},
         {QStringLiteral("stage"), toString(report.stage)},
         {QStringLiteral("verified"), report.verified},
         {QStringLiteral("taken_off"), report.takenOff},
         {QStringLiteral("undoable_until"), report.undoableUntilUtc},
         {QStringLiteral("next_try"),
          report.nextTryUtc > 0 ? QJsonValue(writtenTime(report.nextTryUtc)) : QJsonValue()},
         {QStringLiteral("error"),
          report.error.isEmpty() ? QJsonValue() : QJsonValue(report.error)},
         {QStringLiteral("exceptions"), exceptionArray(report.exceptions)}},
        stateText(report, account));
    printExceptions(output, report.exceptions);
    if (report.nextTryUtc > 0)
        output.line(Cli::tr("It goes on by itself at %1, in the window or with --resume.")
                        .arg(writtenTime(report.nextTryUtc)));
    if (!report.error.isEmpty())
        output.complaint(report.error);
}

void save(const QString &path, const QByteArray &html, const QByteArray &csv)
{
    QSaveFile file(path);
    const QByteArray &bytes =
        path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? csv : html;
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw CliError{ExitStatus::Failed, Cli::tr("\"%1\" can't be written.").arg(path)};
}

/// "Work/Projects=upload": the choice of a folder, or of all that have it by "*=…".
void applyChoices(CliContext &context, SwitchPreview *preview, const CliArguments &given)
{
    const QStringList wishes = given.values(QStringLiteral("choose"));
    if (wishes.isEmpty() && !given.has(QStringLiteral("deleted-stay")))
        return;
    for (const QString &wish : wishes) {
        const qsizetype equals = wish.lastIndexOf(QLatin1Char('='));
        SwitchChoice choice{};
        if (equals < 1 || !fromString(wish.mid(equals + 1), &choice))
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is no choice.").arg(wish)};
        const QString path = wish.first(equals);
        bool found = false;
        for (SwitchFolderPlan &plan : preview->folders) {
            const bool named = path == QLatin1String("*")
                || (plan.role == FolderRole::Inbox
                        ? path.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0
                        : plan.path == path);
            if (named && plan.choices.contains(choice)) {
                plan.choice = choice;
                found = true;
            }
        }
        if (!found)
            throw CliError{ExitStatus::Usage,
                           Cli::tr("There is nothing to choose by \"%1\".").arg(wish)};
    }
    if (given.has(QStringLiteral("deleted-stay")))
        preview->moveDeletedToTrash = false;
    chooseSwitch(context.writer(), *preview);
}

ExitStatus reportOnly(CliContext &context, const Account &account, const CliArguments &given)
{
    SwitchReader switches(context.reader());
    const auto report = switches.report(account.id);
    if (!report)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("The protocol of \"%1\" was never changed.").arg(account.name)};
    printReport(context.output(), *report, account);
    if (given.has(QStringLiteral("save")))
        save(given.value(QStringLiteral("save")), switchReportHtml(*report),
             switchReportCsv(*report));
    return ExitStatus::Done;
}

/// Beside what is in use, so that nothing has to be lost to see what was before.
ExitStatus restoreBeside(CliContext &context, const Account &account, const CliArguments &given)
{
    const QString directory = given.value(QStringLiteral("restore-snapshot"));
    std::optional<RestoredSnapshot> restored;
    MailReader &reader = context.reader();
    context.runBlocking([&](Wakeup &wakeup) {
        restored = restoreSwitchSnapshot(reader, account.id, directory, Clock::system(),
                                         [&wakeup] { wakeup.throwIfCancelled(); });
    });
    context.output().result(
        {{QStringLiteral("state"), QStringLiteral("restored")},
         {QStringLiteral("profile"), QDir(directory).absolutePath()},
         {QStringLiteral("messages"), restored->messages},
         {QStringLiteral("damaged"), restored->damaged}},
        Cli::tr("“%1” as it was before the change is a profile of its own now: turnstone --profile "
                "%2. Messages: %3. What came since is in the profile in use, which wasn't touched.")
            .arg(account.name, QDir(directory).absolutePath())
            .arg(restored->messages));
    if (restored->damaged == 0)
        return ExitStatus::Done;
    context.output().complaint(
        Cli::tr("%Ln message(s) of it can't be read whole.", nullptr, int(restored->damaged)));
    return ExitStatus::DoneInPart;
}

ExitStatus switchProtocol(CliContext &context, const CliArguments &given)
{
    const QString what = given.oneOf(
        {QStringLiteral("preview"), QStringLiteral("apply"), QStringLiteral("resume"),
         QStringLiteral("undo"), QStringLiteral("report"), QStringLiteral("restore-snapshot")});
    if (what.isEmpty())
        throw CliError{ExitStatus::Usage,
                       Cli::tr("Say what: --preview, --apply, --resume, --undo, --report or "
                               "--restore-snapshot.")};
    if (what == QLatin1String("restore-snapshot"))
        return restoreBeside(context, context.account(given.positional.first()), given);
    if (what == QLatin1String("report"))
        return reportOnly(context, context.account(given.positional.first()), given);
    if (what == QLatin1String("preview") && !given.has(QStringLiteral("to")))
        throw CliError{ExitStatus::Usage, Cli::tr("The option --%1 is missing.").arg(u"to")};

    MailWriter &writer = context.writer();
    const Account account = context.account(given.positional.first());
    SwitchReader switches(writer);
    const auto known = switches.report(account.id);
    const auto open = switches.preview(account.id);
    const bool onlyPreviewed = open && known->stage <= SwitchStage::Preview
        && known->nextTryUtc == 0 && known->failures == 0 && known->error.isEmpty();
    if (what == QLatin1String("resume") && onlyPreviewed)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("The change was only previewed: --apply does it.")};
    // An --apply without a preview of that server makes one first.
    const bool previews = what == QLatin1String("preview")
        || (what == QLatin1String("apply") && given.has(QStringLiteral("to"))
            && !(open && open->to.protocol == given.value(QStringLiteral("to"))));
    IncomingServer other;
    if (previews)
        other = otherServer(context, account, given);
    else if (known)
        other = account.incoming.id == known->to.id ? known->from : known->to;
    const Secret current = context.password(account);
    const Secret next = otherPassword(context, withServer(account, other), given, current);
    const CertificatePolicy certificates = context.certificates(account);
    Store &store = context.store();
    std::optional<SwitchPreview> preview;
    std::optional<SwitchReport> report;
    const auto blocking = [&](const std::function<void(const SwitchContext &)> &work) {
        context.runBlocking([&](Wakeup &wakeup) {
            SwitchContext running{PassContext{store, context.registry(), certificates, wakeup},
                                  current, next};
            running.thorough = given.has(QStringLiteral("thorough"));
            work(running);
        });
    };
    if (previews) {
        blocking([&](const SwitchContext &running) {
            preview =
                previewSwitch(running, account, other, given.has(QStringLiteral("same-mailbox")));
        });
    } else if (what == QLatin1String("apply")) {
        preview = open;
    }
    if (preview)
        applyChoices(context, &*preview, given);
    if (what == QLatin1String("preview")) {
        printPreview(context.output(), *SwitchReader(writer).preview(account.id), account);
        if (given.has(QStringLiteral("save"))) {
            const QByteArray csv = switchPreviewCsv(*preview);
            save(given.value(QStringLiteral("save")), csv, csv);
        }
        return ExitStatus::Done;
    }
    // What goes on may be an undoing.
    const bool undoes = what == QLatin1String("undo")
        || (what == QLatin1String("resume") && known
            && (known->state == SwitchState::Undoing
                || (known->state == SwitchState::Undone && known->nextTryUtc > 0)));
    const bool givesUp = undoes && open.has_value();
    const QList<Account> forSending =
        keptForSending(account, OutboxReader(writer).outgoingServers(account.id));
    if (!givesUp && sendingNeedsOwnPassword(account, current, next)) {
        for (const Account &sending : forSending)
            keepPassword(context, sending, current);
    }
    try {
        blocking([&](const SwitchContext &running) {
            if (undoes)
                report = undoSwitch(running, account);
            else
                report = applySwitch(running, account);
        });
    } catch (const Cancelled &) {
        // Whoever stopped it says when it goes on.
        SwitchWriter switchesNow(writer);
        if (const auto stopped = switchesNow.report(account.id))
            switchesNow.setNextTry(stopped->id, 0, stopped->failures);
        throw;
    }
    const auto now = writer.account(account.id);
    if (now && now->incoming.id != account.incoming.id
        && now->password.kind == PasswordSource::Kind::Keyring)
        keepPassword(context, *now, next);
    if (givesUp) {
        const QList<Account> former = now ? leftForGood(writer, *now) : QList<Account>();
        for (const Account &left : forSending + former)
            forgetPassword(context, left);
    }
    printReport(context.output(), *report, account);
    if (given.has(QStringLiteral("save")))
        save(given.value(QStringLiteral("save")), switchReportHtml(*report),
             switchReportCsv(*report));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> switchCommands()
{
    QList<CliOption> options{
        {QStringLiteral("to"), QStringLiteral("imap|pop3"), Cli::tr("how mail is to be fetched")},
        {QStringLiteral("preview"), {}, Cli::tr("say what it would do; nothing is changed")},
        {QStringLiteral("apply"), {}, Cli::tr("do it, as previewed and chosen")},
        {QStringLiteral("resume"), {}, Cli::tr("go on where it was interrupted")},
        {QStringLiteral("undo"), {}, Cli::tr("undo the change, and take back what was uploaded")},
        {QStringLiteral("report"), {}, Cli::tr("what became of the last change")},
        {QStringLiteral("restore-snapshot"), QStringLiteral("DIR"),
         Cli::tr("make a profile in DIR of the copy from before the last change")},
        {QStringLiteral("choose"), QStringLiteral("FOLDER=CHOICE"),
         Cli::tr("upload, keep-here, download or leave-there; FOLDER may be *")},
        {QStringLiteral("deleted-stay"),
         {},
         Cli::tr("what was deleted here stays in the server's folders and isn't moved to Trash")},
        {QStringLiteral("same-mailbox"),
         {},
         Cli::tr("it is the same mailbox, although few messages match")},
        {QStringLiteral("thorough"), {}, Cli::tr("read back whole what was uploaded")},
        {QStringLiteral("save"), QStringLiteral("FILE"),
         Cli::tr("also write it to a file: .html, or .csv")},
    };
    const QList<CliOption> all = accountOptions();
    for (const CliOption &option : all) {
        if (switchServerOptions().contains(option.name)
            || option.name == QLatin1String("password-file"))
            options.append(option);
    }
    return {{{QStringLiteral("switch")},
             QStringLiteral("ACCOUNT"),
             1,
             1,
             Cli::tr("changes how an account reads its mail, in place"),
             options,
             switchProtocol}};
}

} // namespace Turnstone
