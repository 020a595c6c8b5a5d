// SPDX-License-Identifier: MIT
#include "backend/imap/imapsurvey.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"

#include <deque>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qint64 surveyedAWindow = 5'000;
constexpr size_t surveyWindowsInFlight = 4;
constexpr qsizetype surveyReportBatch = 500;
constexpr qint64 surveyMsPerMessage = 2;
constexpr quint32 highestUid = 0xffffffffu;

const FetchData *fetchOf(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    return untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
}

/// Windows of the UIDs from 1 to `last`, each of about as many messages if they were spread evenly;
/// an answer comes message by message, so that a full one does no harm.
class SurveyWindows {
public:
    SurveyWindows(quint32 last, quint32 exists)
        : m_last(last)
    {
        const qint64 windows = qMax<qint64>(1, (exists + surveyedAWindow - 1) / surveyedAWindow);
        m_width = qMax<qint64>(1, (qint64(last) + windows - 1) / windows);
    }
    bool atEnd() const { return m_next > m_last; }
    QByteArray take()
    {
        const qint64 first = m_next, last = qMin(m_last, first + m_width - 1);
        m_next = last + 1;
        return QByteArray::number(first) + ':' + QByteArray::number(last);
    }

private:
    qint64 m_next = 1, m_last, m_width = 1;
};

} // namespace

/// Dovecot has X-GUID and doesn't say so. Asked once a connection, of one message: a BAD is an
/// answer.
bool ImapSurvey::probeGuid(quint32 uid)
{
    bool told = false;
    const StatusResponse status = m_connection.ask(
        Commands::uidFetch(QByteArray::number(uid), "(UID X-GUID)"), [&told](const Event &event) {
            const FetchData *fetch = fetchOf(event);
            told = told || (fetch && !fetch->guid.isEmpty());
        });
    return status.ok() && told;
}

QByteArray ImapSurvey::items(quint32 someUid)
{
    QByteArray items = "(UID RFC822.SIZE INTERNALDATE FLAGS";
    if (m_connection.offers("X-GM-EXT-1"))
        items += " X-GM-MSGID";
    else if (m_connection.offers("OBJECTID"))
        items += " EMAILID";
    if (!m_guids && someUid != 0)
        m_guids = probeGuid(someUid);
    if (m_guids.value_or(false))
        items += " X-GUID";
    return items + ')';
}

bool ImapSurvey::run(const QByteArray &folder, SurveySink &sink)
{
    m_connection.select(folder);
    const OpenMailbox opened = m_connection.mailbox();
    sink.opened(opened.uidValidity, opened.uidNext, opened.exists);
    if (opened.exists == 0)
        return true;

    quint32 someUid = 0;
    if (!m_guids || opened.uidNext <= 1) {
        m_connection.run(Commands::uidFetch("*", "(UID)"), ErrorScope::Folder,
                         [&someUid](const Event &event) {
                             if (const FetchData *fetch = fetchOf(event))
                                 someUid = qMax(someUid, fetch->uid.value_or(0));
                         });
    }
    const QByteArray wanted = items(someUid);
    const quint32 last = opened.uidNext > 1 ? opened.uidNext - 1
        : someUid != 0                      ? someUid
                                            : highestUid;
    UidSet seen;
    QList<SurveyedMessage> messages;
    const auto take = [&](const Event &event) {
        const FetchData *fetch = fetchOf(event);
        if (!fetch || !fetch->uid || (!fetch->size && !fetch->internalDate))
            return; // flags that change meanwhile
        if (*fetch->uid > last || seen.contains(*fetch->uid))
            return;
        seen.add(*fetch->uid);
        messages.append({QByteArray::number(*fetch->uid), fetch->size.value_or(0),
                         fetch->internalDate.value_or(0), fetch->flags.value_or(FlagState{}),
                         fetch->emailId, fetch->guid});
        if (messages.size() >= surveyReportBatch)
            sink.found(std::exchange(messages, {}));
    };
    SurveyWindows windows(last, opened.exists);
    std::deque<CommandId> inFlight;
    while (!windows.atEnd() || !inFlight.empty()) {
        while (!windows.atEnd() && inFlight.size() < surveyWindowsInFlight)
            inFlight.push_back(m_connection.send(Commands::uidFetch(windows.take(), wanted)));
        m_connection.allow(m_connection.timeouts().batch
                           + qint64(opened.exists) * surveyMsPerMessage);
        const StatusResponse status = m_connection.settle(inFlight.front(), take);
        inFlight.pop_front();
        if (!status.ok())
            throw ImapError::refused("UID FETCH", status, ErrorScope::Folder);
    }
    if (!messages.isEmpty())
        sink.found(messages);
    const qint64 there = qMax<qint64>(0, qint64(opened.exists) - m_connection.mailbox().expunged);
    if (seen.count() < there) {
        qCWarning(lcBackend) << "A survey found" << seen.count() << "of" << there << "messages";
        return false;
    }
    return true;
}

} // namespace Turnstone
