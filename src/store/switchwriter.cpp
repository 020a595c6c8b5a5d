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

} // namespace

SwitchWriter::SwitchWriter(MailWriter &writer)
    : SwitchReader(writer)
    , m_writer(writer)
{ }

IncomingServerId SwitchWriter::prepareServer(AccountId account, const IncomingServer &server)
{
    WriteTransaction transaction(m_writer);
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
    transaction.commit();
    return id;
}

void SwitchWriter::freeze(IncomingServerId server, qint64 untilUtc)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE incoming_server SET frozen_until = ? WHERE id = ?", untilUtc, server);
    transaction.commit();
}

void SwitchWriter::setUidlFormula(IncomingServerId server, const QString &formula)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE incoming_server SET uidl_formula = ? WHERE id = ?", formula, server);
    transaction.commit();
}

SwitchId SwitchWriter::begin(const SwitchPreview &preview)
{
    WriteTransaction transaction(m_writer);
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
    transaction.commit();
    return id;
}

void SwitchWriter::choose(SwitchId id, const SwitchPreview &preview)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET preview = ? WHERE id = ? AND state = ?",
             QString::fromUtf8(toJson(preview)), id, int(SwitchState::Open));
    transaction.commit();
}

void SwitchWriter::setStage(SwitchId id, SwitchStage stage)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET stage = ? WHERE id = ?", int(stage), id);
    transaction.commit();
}

void SwitchWriter::setState(SwitchId id, SwitchState state)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET state = ? WHERE id = ?", int(state), id);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void SwitchWriter::setReport(SwitchId id, const SwitchReport &report)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET report = ? WHERE id = ?", QString::fromUtf8(toJson(report)),
             id);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void SwitchWriter::setBackup(SwitchId id, const QString &folder)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET backup = ? WHERE id = ?", folder, id);
    transaction.commit();
}

void SwitchWriter::forget(SwitchId id)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE incoming_server SET prepared = 0, frozen_until = 0 WHERE id IN (SELECT "
             "to_server FROM switch_journal WHERE id = ?1 UNION SELECT from_server FROM "
             "switch_journal WHERE id = ?1)",
             id);
    m_db.run("DELETE FROM switch_message WHERE switch = ?", id);
    m_db.run("DELETE FROM switch_journal WHERE id = ?", id);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void SwitchWriter::close(SwitchId id)
{
    WriteTransaction transaction(m_writer);
    m_db.run("UPDATE switch_journal SET state = ?, backup = '' WHERE id = ?",
             int(SwitchState::Closed), id);
    m_db.run("DELETE FROM switch_message WHERE switch = ?", id);
    m_writer.d->changes.accounts = true;
    transaction.commit();
}

void SwitchWriter::noteUploads(SwitchId id, const QList<SwitchUpload> &uploads)
{
    WriteTransaction transaction(m_writer);
    for (const SwitchUpload &upload : uploads) {
        m_db.run("INSERT OR REPLACE INTO switch_message (switch, placement, path, uidvalidity, "
                 "uidnext, size, header_hash, flags, tags, key, state) VALUES (?, ?, ?, ?, ?, ?, "
                 "?, ?, ?, ?, ?)",
                 id, upload.placement, upload.path, upload.uidValidity, upload.uidNext, upload.size,
                 upload.headerHash, qint64(upload.flags.flags.toInt()),
                 tagsToColumn(upload.flags.tags), upload.key, int(upload.state));
    }
    transaction.commit();
}

void SwitchWriter::settleUploads(SwitchId id, const QList<SwitchUpload> &uploads)
{
    WriteTransaction transaction(m_writer);
    for (const SwitchUpload &upload : uploads) {
        m_db.run("UPDATE switch_message SET state = ?, key = ?, uidvalidity = ? WHERE switch = ? "
                 "AND placement = ?",
                 int(upload.state), upload.key, upload.uidValidity, id, upload.placement);
    }
    transaction.commit();
}

void SwitchWriter::forgetUploads(SwitchId id, const QList<PlacementId> &placements)
{
    WriteTransaction transaction(m_writer);
    for (const PlacementId placement : placements)
        m_db.run("DELETE FROM switch_message WHERE switch = ? AND placement = ?", id, placement);
    transaction.commit();
}

} // namespace Turnstone
