// SPDX-License-Identifier: MIT
// What is known of an account's incoming server, and what a leave-on-server rule would do there.
#include "store/database.h"
#include "store/mailreader.h"

namespace Turnstone {

ServerTerms MailReader::serverTermsOf(IncomingServerId server)
{
    ServerTerms terms;
    Statement row =
        m_db->query("SELECT expire_days, login_delay FROM incoming_server WHERE id = ?", server);
    if (!row.step())
        return terms;
    if (!row.isNull(0))
        terms.expireDays = int(row.integer(0));
    terms.loginDelaySeconds = row.integer(1);
    return terms;
}

ServerTerms MailReader::serverTerms(AccountId account)
{
    return serverTermsOf(IncomingServerId(m_db->integer(
        "SELECT id FROM incoming_server WHERE account = ? AND retired_at IS NULL", account)));
}

ServerLimits MailReader::serverLimitsOf(IncomingServerId server)
{
    ServerLimits limits;
    Statement row =
        m_db->query("SELECT quota_used, quota_limit, append_limit, limits_asked_at FROM "
                    "incoming_server WHERE id = ?",
                    server);
    if (!row.step())
        return limits;
    if (!row.isNull(0) && !row.isNull(1)) {
        limits.quotaUsed = row.integer(0);
        limits.quotaLimit = row.integer(1);
    }
    if (!row.isNull(2))
        limits.largestAppend = row.integer(2);
    limits.askedUtc = row.integer(3);
    return limits;
}

ServerLimits MailReader::serverLimits(AccountId account)
{
    return serverLimitsOf(IncomingServerId(m_db->integer(
        "SELECT id FROM incoming_server WHERE account = ? AND retired_at IS NULL", account)));
}

qint64 MailReader::takenElsewhereUtc(AccountId account)
{
    return m_db->integer(
        "SELECT taken_at FROM incoming_server WHERE account = ? AND retired_at IS NULL", account);
}

LeaveExtent MailReader::leaveExtent(AccountId account, const LeaveOnServer &rule)
{
    using Rule = LeaveOnServer::Rule;
    LeaveExtent extent;
    if (rule.rule == Rule::Forever)
        return extent;
    const qint64 now = m_store.clock().utcSeconds();
    // Deleted here, while the server was to keep it.
    if (rule.rule != Rule::Days) {
        extent.concerned = m_db->integer(
            "SELECT count(*) FROM incoming_server s JOIN remote_folder r ON r.incoming_server = "
            "s.id JOIN remote_message b ON b.remote_folder = r.id AND b.placement IS NULL AND "
            "b.deleted_here <> 0 WHERE s.account = ? AND s.retired_at IS NULL",
            account);
        extent.atOnce = extent.concerned;
    }
    if (rule.rule == Rule::UntilDeleted)
        return extent;
    // Fetched: only what is durable here as a whole is ever deleted there.
    const qint64 before = rule.rule == Rule::Days ? now - qint64(rule.days) * 24 * 3600 : now + 1;
    Statement row = m_db->query(
        "SELECT count(*), coalesce(sum(m.fetched < ?), 0) FROM incoming_server s JOIN "
        "remote_folder r ON r.incoming_server = s.id JOIN remote_message b ON b.remote_folder = "
        "r.id JOIN message m ON m.id = b.message AND m.level = ? JOIN placement p ON p.id = "
        "b.placement WHERE s.account = ? AND s.retired_at IS NULL AND (? = 0 OR p.folder <> "
        "r.folder) AND EXISTS (SELECT 1 FROM part WHERE message = m.id AND section = x'')",
        before, int(ContentLevel::Everything), account, int(rule.rule == Rule::UntilMoved));
    if (row.step()) {
        extent.concerned += row.integer(0);
        extent.atOnce += row.integer(1);
    }
    return extent;
}

} // namespace Turnstone
