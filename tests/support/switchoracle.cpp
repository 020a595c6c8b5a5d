// SPDX-License-Identifier: MIT
#include "support/switchoracle.h"

#include "support/memorybackend.h"

namespace Turnstone::Test {

namespace {

const QString oracleUser = QStringLiteral("alice"), oracleInbox = QStringLiteral("INBOX");
const QString oracleOther = QStringLiteral("Other");
const QString oracleWork = QStringLiteral("Work"), oracleBelow = QStringLiteral("Work/Below");
constexpr int oracleLivesAtMost = 200;

QByteArrayList oddMessages()
{
    const QByteArray twin = "From: a@example.org\r\nSubject: twin\r\n\r\nthe same\r\n";
    return {twin,
            twin,
            sampleMessage(30, "one\r\r\ntwo\r\n"),
            sampleMessage(31, "one\ntwo\r\n"),
            "X-Eight: gr\xc3\xbc\xdf\r\n" + sampleMessage(32),
            "From: a@example.org\r\nSubject: no id\r\n\r\nno id\r\n",
            "no header at all\r\n",
            sampleMessage(33, QByteArray("n\0l\r\n", 5))};
}

/// Without what a client can't send the server by APPEND.
QByteArrayList oddAtServer(const QString &server)
{
    QByteArrayList messages = oddMessages();
    messages.removeLast();
    if (server == QLatin1String("cyrus"))
        messages.removeLast(); // it takes none without a header
    messages.removeAt(3); // Dovecot and Cyrus make CRLF of a bare LF, or refuse it
    if (server == QLatin1String("dovecot"))
        messages.removeAt(2); // it would take a CR off
    return messages;
}

/// Room for some 24 KB.
QStringList smallQuota(const QString &server)
{
    if (server == QLatin1String("cyrus"))
        return {QStringLiteral("--option"), QStringLiteral("autocreate_quota=24")};
    return {QStringLiteral("--config"),
            QStringLiteral(
                "mail_plugins = quota\nprotocol imap {\n  mail_plugins = quota imap_quota\n}\n"
                "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = "
                "*:storage=24K\n  quota_grace = 0\n}\n")};
}

/// Not one of that size more.
void fillUp(RawImap &client)
{
    int number = 60;
    while (client.takes(oracleInbox, sampleMessage(number++, QByteArray(5'000, 'x') + "\r\n"))) { }
    while (client.takes(oracleInbox, sampleMessage(number++))) { }
}

QByteArray differing(const char *what, const HashList &is, const HashList &shouldBe)
{
    if (is == shouldBe)
        return {};
    return QByteArray(what) + ": missing " + without(shouldBe, is).join(' ') + ", more "
        + without(is, shouldBe).join(' ');
}

QStringList foldersOf(RawImap &client)
{
    QStringList names;
    const QByteArrayList lines = client.command("LIST \"\" *").untagged;
    for (const QByteArray &line : lines)
        names.append(QString::fromUtf8(line.mid(line.indexOf(')') + 1)));
    names.sort();
    return names;
}

void renumber(MailServer &server, const QString &folder, int value)
{
    if (server.kind() == QLatin1String("dovecot"))
        server.setUidValidity(oracleUser, folder, quint32(1000 + value));
    else
        server.client().renumber(folder);
}

qint64 exceptionsOf(const SwitchReport &report, std::initializer_list<SwitchException::Kind> kinds)
{
    qint64 count = 0;
    for (const SwitchException &one : report.exceptions) {
        if (std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end())
            ++count;
    }
    return count;
}

/// Each of these was killed at, in this order of their names' beginnings.
QString missingStep(const QByteArrayList &hit, const QByteArrayList &expected)
{
    for (const QByteArray &start : expected) {
        if (!std::any_of(hit.cbegin(), hit.cend(),
                         [&](const QByteArray &one) { return one.startsWith(start); }))
            return QStringLiteral("nothing was killed at: ") + QString::fromLatin1(start);
    }
    return {};
}

#define ORACLE(condition)                                                                          \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return QStringLiteral("line %1: " #condition).arg(__LINE__);                           \
    } while (false)
#define ORACLE_SAME(what, is, shouldBe)                                                            \
    do {                                                                                           \
        if (const QByteArray wrong = differing(what, is, shouldBe); !wrong.isEmpty())              \
            return QStringLiteral("line %1: ").arg(__LINE__) + QString::fromUtf8(wrong);           \
    } while (false)

} // namespace

QString SwitchOracle::live(SwitchFixture &f, const QString &what,
                           const std::function<void(int)> &before) const
{
    for (int life = 1; life < oracleLivesAtMost; ++life) {
        before(life);
        const SwitchFixture::Life end = f.lifeUntilNextStep(what);
        if (end == SwitchFixture::Life::Ended)
            return {};
        if (end == SwitchFixture::Life::Failed && hazard != SwitchHazard::LineCut
            && hazard != SwitchHazard::UidValidity)
            return what + QStringLiteral(" failed by itself");
    }
    return what + QStringLiteral(" doesn't end");
}

MailServerOptions SwitchOracle::options() const
{
    MailServerOptions options;
    options.server = server;
    options.arguments = arguments;
    if (hazard == SwitchHazard::Quota)
        options.arguments += smallQuota(server);
    return options;
}

/// Between the program and IMAP, where the hazard is on that line.
std::unique_ptr<FaultProxy> SwitchOracle::between(const MailServer &mailServer) const
{
    if (hazard != SwitchHazard::LineCut && hazard != SwitchHazard::NoUidPlus)
        return {};
    auto proxy = std::make_unique<FaultProxy>(mailServer.imap());
    if (hazard == SwitchHazard::NoUidPlus) // nor what comes with it, which servers go on saying
        proxy->hide({"UIDPLUS", "APPENDUID", "COPYUID"});
    return proxy;
}

QString SwitchOracle::toImap() const
{
    MailServer mailServer(options());
    for (int i = 1; i <= 5; ++i)
        mailServer.deliver(oracleUser, oracleInbox, sampleMessage(i));
    SwitchFixture f(mailServer, QStringLiteral("pop3"), plainly(mailServer));
    f.security = ConnectionSecurity::None;
    ORACLE(errorOf(f.profile.pass()).isEmpty());
    f.onlyHere(oracleWork, {sampleMessage(20)});
    f.onlyHere(oracleBelow, {sampleMessage(22)});
    RawImap &client = mailServer.client();
    if (hazard == SwitchHazard::UidValidity) {
        f.onlyHere(oracleOther, {sampleMessage(24), sampleMessage(25)});
        client.require("CREATE Other");
    }
    if (hazard == SwitchHazard::Messages) {
        f.bytesHere(oracleWork, oddMessages());
        // One twin is there already, and one of what is in the Inbox is filed twice here.
        mailServer.deliver(oracleUser, oracleWork, oddMessages().first());
    } else if (hazard == SwitchHazard::Quota) {
        const QByteArray large = QByteArray("0123456789\r\n").repeated(900);
        f.bytesHere(oracleWork,
                    {sampleMessage(40, large), sampleMessage(41, large), sampleMessage(42, large)});
    }
    f.profile.writer->setFlags({f.profile.rows().first().id}, {Flag::Flagged, {}, {}, {}}, {});
    const HashList here = f.here(), there = f.there();
    const QStringList folders = foldersOf(client);

    const std::unique_ptr<FaultProxy> proxy = between(mailServer);
    IncomingServer to = f.other(QStringLiteral("imap"));
    if (proxy)
        to.endpoint.port = proxy->port();
    Wakeup wakeup;
    const SwitchPreview preview = previewSwitch(f.context(wakeup), f.profile.account(), to);
    qint64 promised = 0, withoutRoom = 0;
    for (const SwitchFolderPlan &plan : preview.folders) {
        if (plan.choice == SwitchChoice::Upload)
            promised += plan.onlyHere.messages;
        withoutRoom += plan.overQuota.messages;
    }
    ORACLE((withoutRoom > 0) == (hazard == SwitchHazard::Quota));
    const auto meanwhile = [&](int life) {
        // Until it reads from there: then it is a matter of the passes.
        const bool isBefore = f.profile.account().incoming.protocol == QLatin1String("pop3");
        if (hazard == SwitchHazard::UidValidity && life % 3 == 0 && isBefore)
            renumber(mailServer, oracleOther, life);
        // Every byte of what it sends arrives; of what is answered, one.
        if (hazard == SwitchHazard::LineCut && life % 2 == 0)
            proxy->cutAfter(FaultProxy::Direction::ToClient, 1, "APPEND");
    };
    if (const QString wrong = live(f, QStringLiteral("apply"), meanwhile); !wrong.isEmpty())
        return wrong;
    ORACLE(hazard != SwitchHazard::LineCut || proxy->counts().cuts > 0);
    if (const QString missing = missingStep(
            f.stepsHit(QStringLiteral("apply")),
            {"before before", "before freeze", "before stage backup", "before snapshot",
             "before stage transfer", "before folder Work", "after folder Work", "before intend 0",
             "after intend 0", "before stage verify", "before settle 2", "before stage commit",
             "before commit", "after commit", "before stage report"});
        !missing.isEmpty() && hazard != SwitchHazard::UidValidity)
        return missing;

    SwitchReader reader(*f.profile.writer);
    const SwitchReport report = *reader.report(f.profile.account().id);
    ORACLE(report.state == SwitchState::Committed && report.error.isEmpty());
    ORACLE(report.nextTryUtc == 0);
    if (const QString damage = f.damage(); !damage.isEmpty())
        return damage;
    ORACLE_SAME("here", f.here(), here);
    const qint64 refused =
        exceptionsOf(report, {SwitchException::Kind::Refused, SwitchException::Kind::OverQuota});
    qint64 uploaded = 0;
    for (const SwitchReport::FolderResult &result : report.folders)
        uploaded += result.uploaded.messages;
    if (uploaded != promised - refused) {
        QString told = QStringLiteral("%1 uploaded, %2 promised, %3 refused:")
                           .arg(uploaded)
                           .arg(promised)
                           .arg(refused);
        for (const SwitchException &one : report.exceptions)
            told += QLatin1Char('\n') + one.subject + QLatin1String(": ") + one.why;
        const QList<SwitchUpload> uploads = reader.uploads(report.id);
        for (const SwitchUpload &upload : uploads) {
            const auto row = f.profile.writer->row(upload.placement);
            told += QStringLiteral("\n%1 is %2 under “%3”")
                        .arg(row ? row->subject : QString())
                        .arg(int(upload.state))
                        .arg(QString::fromLatin1(upload.key));
        }
        qWarning().noquote() << told;
        return told.section(QLatin1Char('\n'), 0, 0);
    }
    if (hazard != SwitchHazard::Messages)
        ORACLE((refused > 0) == (hazard == SwitchHazard::Quota));
    const HashList now = f.there();
    const HashList more = without(now, there);
    ORACLE_SAME("gone there", without(there, now), HashList());
    ORACLE(more.size() == uploaded);
    ORACLE_SAME("other bytes there", without(more, here), HashList());
    const SyncSummary pass = f.profile.pass();
    if (!errorOf(pass).isEmpty() || pass.added != 0)
        return QStringLiteral("%1 came anew. %2").arg(pass.added).arg(errorOf(pass));
    ORACLE_SAME("here after a pass", f.here(), here);
    ORACLE_SAME("there after a pass", f.there(), now);

    // And back: what was uploaded goes, and the folders that were made, and nothing else.
    if (const QString wrong = live(f, QStringLiteral("undo"), [](int) {}); !wrong.isEmpty())
        return wrong;
    if (const QString missing =
            missingStep(f.stepsHit(QStringLiteral("undo")),
                        {"before state undoing", "after state undoing", "before before",
                         "before commit", "after commit", "before state undone"});
        !missing.isEmpty())
        return missing;
    ORACLE(f.profile.account().incoming.protocol == QLatin1String("pop3"));
    ORACLE_SAME("here, undone", f.here(), here);
    if (hazard == SwitchHazard::NoUidPlus) {
        ORACLE_SAME("there, undone", f.there(), now);
        ORACLE(exceptionsOf(*SwitchReader(*f.profile.writer).report(f.profile.account().id),
                            {SwitchException::Kind::NoUidExpunge})
               == 1);
    } else if (hazard != SwitchHazard::UidValidity) {
        ORACLE_SAME("there, undone", f.there(), there);
        ORACLE(foldersOf(client) == folders);
        ORACLE(SwitchReader(*f.profile.writer).report(f.profile.account().id)->takenOff
               == uploaded); // however often it was interrupted
    } else {
        ORACLE_SAME("gone there, undone", without(there, f.there()), HashList());
    }
    ORACLE(f.profile.pass().added == 0);
    ORACLE_SAME("here at last", f.here(), here);
    return f.damage();
}

QString SwitchOracle::toPop3() const
{
    MailServer mailServer(options());
    for (int i = 1; i <= 6; ++i)
        mailServer.deliver(oracleUser, oracleInbox, sampleMessage(i % 4)); // twins
    mailServer.deliver(oracleUser, oracleWork, sampleMessage(20));
    mailServer.deliver(oracleUser, oracleBelow, sampleMessage(21));
    if (hazard == SwitchHazard::Messages) {
        if (server == QLatin1String("dovecot"))
            mailServer.place(oracleUser, oddMessages().at(2));
        const QByteArrayList odd = oddAtServer(server);
        for (const QByteArray &message : odd) {
            mailServer.deliver(oracleUser, oracleInbox, message);
            mailServer.deliver(oracleUser, oracleWork, message);
        }
    }
    if (hazard == SwitchHazard::Quota)
        fillUp(mailServer.client());
    const std::unique_ptr<FaultProxy> proxy = between(mailServer);
    SwitchFixture f(mailServer, QStringLiteral("imap"), [&](Account &account) {
        account.keep = ContentLevel::Headers;
        plainly(mailServer)(account);
        if (proxy)
            account.incoming.endpoint.port = proxy->port();
    });
    f.security = ConnectionSecurity::None;
    ORACLE(errorOf(f.profile.pass()).isEmpty());
    const HashList there = f.there();
    f.preview(QStringLiteral("pop3"));
    const auto meanwhile = [&](int life) {
        if (hazard == SwitchHazard::UidValidity && life % 3 == 0)
            renumber(mailServer, server == QLatin1String("dovecot") ? oracleInbox : oracleBelow,
                     life);
        if (hazard == SwitchHazard::LineCut && life % 2 == 0)
            proxy->cutAfter(FaultProxy::Direction::ToClient, 300, "BODY.PEEK[]");
    };
    if (const QString wrong = live(f, QStringLiteral("apply"), meanwhile); !wrong.isEmpty())
        return wrong;
    if (const QString missing =
            missingStep(f.stepsHit(QStringLiteral("apply")),
                        {"before before", "before freeze", "before stage backup", "before snapshot",
                         "before stage transfer", "before stage verify", "before stage commit",
                         "before commit", "after commit", "before stage report"});
        !missing.isEmpty())
        return missing;
    ORACLE(f.profile.account().incoming.protocol == QLatin1String("pop3"));
    ORACLE_SAME("here", f.here(), there);
    ORACLE_SAME("there", f.there(), there);
    const SyncSummary pass = f.profile.pass();
    ORACLE(errorOf(pass).isEmpty() && pass.added == 0);
    if (const QString wrong = live(f, QStringLiteral("undo"), [](int) {}); !wrong.isEmpty())
        return wrong;
    ORACLE(f.profile.account().incoming.protocol == QLatin1String("imap"));
    ORACLE(f.profile.pass().added == 0);
    ORACLE_SAME("here, undone", f.here(), there);
    ORACLE_SAME("there, undone", f.there(), there);
    return f.damage();
}

} // namespace Turnstone::Test
