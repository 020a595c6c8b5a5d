// SPDX-License-Identifier: MIT
// The journal of a change of protocol; its commit: switchcommit.cpp.
#include "store/switchwriter.h"

#include "store/database.h"
#include "store/rows.h"
#include "store/switchjson.h"
#include "store/writerstate.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

class JournalText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SwitchWriter)
public:
    static MailError underWay()
    {
        return {ErrorScope::Account,
                ErrorKind::Permission,
                RetryClass::Never,
                tr("A change of this account's protocol is under way. Finish or undo it first."),
                {}};
    }
};

/// One transaction, with its name for whoever watches.
class JournalStep {
public:
    JournalStep(MailWriter &writer, const QByteArray &name)
        : m_transaction(writer)
        , m_name(name)
    { }
    void commit()
    {
        if (SwitchWriter::stepHook)
            SwitchWriter::stepHook(m_name, false);
        m_transaction.commit();
        if (SwitchWriter::stepHook)
            SwitchWriter::stepHook(m_name, true);
    }

private:
    WriteTransaction m_transaction;
    const QByteArray m_name;
};

QByteArray stepOf(const char *what, const QList<SwitchUpload> &uploads)
{
    QByteArray name(what);
    if (!uploads.isEmpty()) {
        const SwitchUpload &first = uploads.first();
        name += ' ' + QByteArray::number(int(first.state)) + ' '
            + QByteArray::number(first.placement.value());
    }
    return name;
}

} // namespace

SwitchWriter::StepHook SwitchWriter::stepHook = nullptr;

SwitchWriter::SwitchWriter(MailWriter &writer)
    : SwitchReader(writer)
    , m_writer(writer)
{ }

IncomingServerId SwitchWriter::prepareServer(AccountId account, const IncomingServer &server)
{
    JournalStep step(m_writer, "server");
    const QString &host = server.endpoint.host;
    IncomingServerId id(m_db.integer(
        "SELECT id FROM incoming_server WHERE account = ? AND retired_at IS NOT NULL AND protocol "
        "= ? AND lower(host) = lower(?) AND user = ? ORDER BY retired_at DESC, id DESC LIMIT 1",
        account, server.protocol, host, server.user));
    if (id) {
        m_db.run("UPDATE incoming_server SET host = ?, port = ?, security = ?, leave_on_server = "
                 "?, prepared = 1 WHERE id = ?",
                 host, int(server.endpoint.port), toString(server.endpoint.security),
                 toString(server.leaveOnServer), id);
    } else {
        m_db.run("INSERT INTO incoming_server (account, protocol, host, port, security, user, "
                 "leave_on_server, retired_at, prepared) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 1)",
                 account, server.protocol, host, int(server.endpoint.port),
                 toString(server.endpoint.security), server.user, toString(server.leaveOnServer));
        id = IncomingServerId(m_db.lastInsertId());
    }
    step.commit();
    return id;
}

void SwitchWriter::freeze(IncomingServerId server, qint64 untilUtc)
{
    JournalStep step(m_writer, "freeze");
    m_db.run("UPDATE incoming_server SET frozen_until = ? WHERE id = ?", untilUtc, server);
    step.commit();
}

void SwitchWriter::setUidlFormula(IncomingServerId server, const QString &formula)
{
    JournalStep step(m_writer, "formula");
    m_db.run("UPDATE incoming_server SET uidl_formula = ? WHERE id = ?", formula, server);
    step.commit();
}

SwitchId SwitchWriter::begin(const SwitchPreview &preview)
{
    JournalStep step(m_writer, "begin");
    const SwitchId before(m_db.integer("SELECT id FROM switch_journal WHERE account = ? AND state "
                                       "IN (?, ?)",
                                       preview.account, int(SwitchState::Open),
                                       int(SwitchState::Undoing)));
    if (before) {
        const auto open = report(before);
        const bool touched = open->state == SwitchState::Undoing
            || m_db.integer("SELECT 1 FROM switch_message WHERE switch = ?", before);
        if (touched)
            throw JournalText::underWay();
        m_db.run("DELETE FROM switch_before WHERE switch = ?", before);
        m_db.run("DELETE FROM switch_folder WHERE switch = ?", before);
        m_db.run("DELETE FROM switch_journal WHERE id = ?", before);
        m_db.run("UPDATE incoming_server SET prepared = 0 WHERE id = ? AND id <> ?", open->to.id,
                 preview.to.id);
    }
    m_db.run("INSERT INTO switch_journal (account, from_server, to_server, state, stage, begun, "
             "preview) VALUES (?, ?, ?, ?, ?, ?, ?)",
             preview.account, preview.from.id, preview.to.id, int(SwitchState::Open),
             int(SwitchStage::Preview), preview.madeUtc, QString::fromUtf8(toJson(preview)));
    const SwitchId id(m_db.lastInsertId());
    m_writer.d->changes.accounts = true;
    step.commit();
    return id;
}

void SwitchWriter::choose(SwitchId id, const SwitchPreview &preview)
{
    JournalStep step(m_writer, "choose");
    m_db.run("UPDATE switch_journal SET preview = ? WHERE id = ? AND state = ?",
             QString::fromUtf8(toJson(preview)), id, int(SwitchState::Open));
    step.commit();
}

void SwitchWriter::setStage(SwitchId id, SwitchStage stage)
{
    JournalStep step(m_writer, "stage " + toString(stage).toLatin1());
    m_db.run("UPDATE switch_journal SET stage = ? WHERE id = ?", int(stage), id);
    step.commit();
}

void SwitchWriter::setState(SwitchId id, SwitchState state)
{
    JournalStep step(m_writer, "state " + toString(state).toLatin1());
    m_db.run("UPDATE switch_journal SET state = ? WHERE id = ?", int(state), id);
    m_writer.d->changes.accounts = true;
    step.commit();
}

void SwitchWriter::setReport(SwitchId id, const SwitchReport &report)
{
    JournalStep step(m_writer, "report");
    m_db.run("UPDATE switch_journal SET report = ? WHERE id = ?", QString::fromUtf8(toJson(report)),
             id);
    m_writer.d->changes.accounts = true;
    step.commit();
}

void SwitchWriter::setBackup(SwitchId id, const QString &folder)
{
    JournalStep step(m_writer, "snapshot");
    m_db.run("UPDATE switch_journal SET backup = ? WHERE id = ?", folder, id);
    step.commit();
}

void SwitchWriter::forget(SwitchId id)
{
    JournalStep step(m_writer, "forget");
    m_db.run("UPDATE incoming_server SET prepared = 0, frozen_until = 0 WHERE id IN (SELECT "
             "to_server FROM switch_journal WHERE id = ?1 UNION SELECT from_server FROM "
             "switch_journal WHERE id = ?1)",
             id);
    forgetWork(id);
    retryOperations(AccountId(m_db.integer("SELECT account FROM switch_journal WHERE id = ?", id)));
    m_db.run("DELETE FROM switch_journal WHERE id = ?", id);
    m_writer.d->changes.accounts = true;
    step.commit();
}

void SwitchWriter::close(SwitchId id)
{
    JournalStep step(m_writer, "close");
    m_db.run("UPDATE switch_journal SET state = ?, backup = '', next_try = 0 WHERE id = ?",
             int(SwitchState::Closed), id);
    forgetWork(id);
    m_writer.d->changes.accounts = true;
    step.commit();
}

void SwitchWriter::forgetUndone(SwitchId id)
{
    JournalStep step(m_writer, "forget undone");
    m_db.run("UPDATE switch_journal SET undoable_until = 0 WHERE id = ?", id);
    step.commit();
}

/// What waited for the end of the switch, or failed for now, is tried at once.
void SwitchWriter::retryOperations(AccountId account)
{
    m_db.run("UPDATE operation SET not_before = 0, error = '' WHERE account = ? AND state = 0 AND "
             "attempts > 0",
             account);
    m_writer.d->changes.operations = true;
}

/// What hangs on a row of the journal.
void SwitchWriter::forgetWork(SwitchId id)
{
    for (const std::string_view statement :
         {"DELETE FROM switch_message WHERE switch = ?",
          "DELETE FROM switch_before WHERE switch = ?",
          "DELETE FROM switch_folder WHERE switch = ?",
          "DELETE FROM switch_header WHERE incoming_server IN (SELECT from_server FROM "
          "switch_journal WHERE id = ?1 UNION SELECT to_server FROM switch_journal WHERE id = ?1)"})
        m_db.run(statement, id);
}

void SwitchWriter::setNextTry(SwitchId id, qint64 nextTryUtc, int failures)
{
    JournalStep step(m_writer, "next try");
    m_db.run("UPDATE switch_journal SET next_try = ?, failures = ? WHERE id = ?", nextTryUtc,
             failures, id);
    m_writer.d->changes.accounts = true;
    step.commit();
}

void SwitchWriter::noteBefore(SwitchId id, AccountId account)
{
    if (m_db.integer("SELECT 1 FROM switch_before WHERE switch = ? LIMIT 1", id))
        return;
    JournalStep step(m_writer, "before");
    m_db.run("INSERT INTO switch_before (switch, placement, sha256) SELECT ?1, p.id, "
             "coalesce(w.sha256, x'') FROM message m JOIN placement p ON p.message = m.id LEFT "
             "JOIN part w ON w.message = m.id AND w.section = x'' WHERE m.account = ?2",
             id, account);
    step.commit();
}

void SwitchWriter::noteFolder(SwitchId id, const QString &name, const QByteArray &path)
{
    JournalStep step(m_writer, (path.isEmpty() ? "folder " : "made ") + name.toUtf8());
    m_db.run("INSERT OR REPLACE INTO switch_folder (switch, name, path) VALUES (?, ?, ?)", id, name,
             path);
    step.commit();
}

void SwitchWriter::forgetFolder(SwitchId id, const QString &name)
{
    JournalStep step(m_writer, "unmade " + name.toUtf8());
    m_db.run("DELETE FROM switch_folder WHERE switch = ? AND name = ?", id, name);
    step.commit();
}

void SwitchWriter::sendNothing(AccountId account)
{
    WriteTransaction transaction(m_writer);
    QList<MessageId> unsent;
    {
        Statement rows = m_db.query("SELECT message FROM outbox WHERE account = ?", account);
        while (rows.step())
            unsent.append(rows.id<MessageId>(0));
    }
    for (const std::string_view statement :
         {"DELETE FROM outbox_original WHERE outbox IN (SELECT id FROM outbox WHERE account = ?)",
          "DELETE FROM outbox_recipient WHERE outbox IN (SELECT id FROM outbox WHERE account = ?)",
          "DELETE FROM outbox WHERE account = ?"})
        m_db.run(statement, account);
    for (const MessageId message : std::as_const(unsent))
        m_writer.d->deleteMessageIfUnplaced(message);
    transaction.commit();
}

void SwitchWriter::keepRead(IncomingServerId server, const QList<ReadMessage> &messages)
{
    if (messages.isEmpty())
        return;
    JournalStep step(m_writer, "read");
    for (const ReadMessage &one : messages)
        m_db.run("INSERT OR REPLACE INTO switch_header (incoming_server, path, uidvalidity, key, "
                 "size, loose, header, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                 server, one.path, one.uidValidity, one.key, one.size, one.loose, one.header,
                 one.body);
    step.commit();
}

void SwitchWriter::noteUploads(SwitchId id, const QList<SwitchUpload> &uploads)
{
    JournalStep step(m_writer, stepOf("intend", uploads));
    for (const SwitchUpload &upload : uploads) {
        m_db.run("INSERT OR REPLACE INTO switch_message (switch, placement, path, uidvalidity, "
                 "uidnext, size, header_hash, flags, tags, key, state) VALUES (?, ?, ?, ?, ?, ?, "
                 "?, ?, ?, ?, ?)",
                 id, upload.placement, upload.path, upload.uidValidity, upload.uidNext, upload.size,
                 upload.headerHash, qint64(upload.flags.flags.toInt()),
                 tagsToColumn(upload.flags.tags), upload.key, int(upload.state));
    }
    step.commit();
}

void SwitchWriter::settleUploads(SwitchId id, const QList<SwitchUpload> &uploads)
{
    JournalStep step(m_writer, stepOf("settle", uploads));
    for (const SwitchUpload &upload : uploads) {
        m_db.run("UPDATE switch_message SET state = ?, key = ?, uidvalidity = ? WHERE switch = ? "
                 "AND placement = ?",
                 int(upload.state), upload.key, upload.uidValidity, id, upload.placement);
    }
    step.commit();
}

void SwitchWriter::forgetUploads(SwitchId id, const QList<PlacementId> &placements)
{
    JournalStep step(m_writer, "unsend");
    for (const PlacementId placement : placements)
        m_db.run("DELETE FROM switch_message WHERE switch = ? AND placement = ?", id, placement);
    step.commit();
}

} // namespace Turnstone
