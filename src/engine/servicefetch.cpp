// SPDX-License-Identifier: MIT
#include "engine/servicefetch.h"

#include "engine/contentreceiver.h"
#include "engine/selection.h"

#include <algorithm>

namespace Turnstone {

namespace {
/// What is worth fetching before anybody asks for it.
constexpr qint64 aheadBytes = 64 * 1024;
} // namespace

ServiceFetch::ServiceFetch(Store &store, MailWriter &writer, const Account &account)
    : m_store(store)
    , m_writer(writer)
    , m_account(account)
{ }

MailError ServiceFetch::notThere(const QString &sentence) const
{
    MailError error;
    error.scope = ErrorScope::Message;
    error.kind = ErrorKind::NotFound;
    error.retry = RetryClass::Never;
    error.sentence = sentence;
    error.detail = sentence;
    return error;
}

bool ServiceFetch::isHere(PlacementId placement, const PartSelection &selection) const
{
    const auto detail = m_writer.detail(placement);
    if (!detail)
        return false;
    const QByteArrayList &here = detail->sectionsHere;
    if (here.contains(QByteArray()))
        return true;
    switch (selection.what) {
    case PartSelection::What::Everything:
    case PartSelection::What::Beginning:
        return false;
    case PartSelection::What::Headers:
        return here.contains("HEADER");
    case PartSelection::What::Text:
        if (selection.sections.isEmpty())
            return detail->row.content >= ContentLevel::Text;
        break;
    case PartSelection::What::Section:
        break;
    }
    return std::all_of(selection.sections.cbegin(), selection.sections.cend(),
                       [&](const QByteArray &section) { return here.contains(section); });
}

PartSelection ServiceFetch::complete(const MessageDetail &detail, PartSelection selection,
                                     const BackendTraits &traits) const
{
    if (!traits.partialFetch && selection.what != PartSelection::What::Headers)
        return {}; // all or nothing
    if (selection.what == PartSelection::What::Text && selection.sections.isEmpty())
        return textSelection(detail.structure);
    return selection;
}

void ServiceFetch::run(MailBackend &backend, PlacementId placement,
                       const PartSelection &selection) const
{
    if (isHere(placement, selection))
        return;
    const auto detail = m_writer.detail(placement);
    if (!detail)
        throw notThere(tr("This message is no longer here."));
    MessageDetail known = *detail;
    if (!backend.traits().partialFetch)
        known.structure = {}; // made out of a beginning, if at all: the whole tells it anew
    // What is opened stays for a while, and is never here without that mark: a pass that makes room
    // would remove it at once.
    WriteTransaction transaction(m_writer);
    m_writer.contentAsked(detail->row.message);
    transaction.commit();
    fetch(backend, known, complete(*detail, selection, backend.traits()));
}

void ServiceFetch::runAhead(MailBackend &backend, PlacementId placement) const
{
    PartSelection text;
    text.what = PartSelection::What::Text;
    const auto detail = m_writer.detail(placement);
    if (!detail || !backend.traits().partialFetch || isHere(placement, text))
        return;
    text = textSelection(detail->structure);
    if (text.what != PartSelection::What::Text)
        return;
    qint64 bytes = 0;
    for (const BodyPart &part : detail->structure.parts)
        bytes += text.sections.contains(part.section) ? part.size : 0;
    if (bytes <= aheadBytes)
        fetch(backend, *detail, text);
}

void ServiceFetch::fetch(MailBackend &backend, const MessageDetail &message,
                         const PartSelection &selection) const
{
    const auto binding = m_writer.binding(message.row.id);
    std::optional<RemoteFolderRow> folder;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_account.incoming.id);
    for (const RemoteFolderRow &row : rows) {
        if (binding && row.id == binding->remoteFolder)
            folder = row;
    }
    if (!folder)
        throw notThere(tr("This message is not on the server, so what is missing of it can't be "
                          "fetched."));

    FetchRequest request;
    request.key = {folder->path, binding->key, folder->uidValidity};
    request.selection = selection;
    request.expectedSize = message.row.size;
    ContentReceiver receiver(m_store, m_writer, m_account.id, folder->id);
    ContentReceiver::Target target;
    target.message = message.row.message;
    target.structure = message.structure;
    switch (request.selection.what) {
    case PartSelection::What::Everything:
    case PartSelection::What::Beginning: // nobody waits for one
        target.level = ContentLevel::Everything;
        break;
    case PartSelection::What::Text:
        target.level = ContentLevel::Text;
        break;
    case PartSelection::What::Headers:
        target.level = ContentLevel::Headers;
        break;
    case PartSelection::What::Section: // one attachment more changes no level
        target.level = message.row.content;
        break;
    }
    receiver.expect(request.key.key, std::move(target));
    backend.fetch({request}, receiver);
    receiver.flush();
    if (receiver.result().firstFailure) {
        MailError error = *receiver.result().firstFailure;
        error.scope = ErrorScope::Message;
        throw error;
    }
    if (receiver.result().stored == 0)
        throw notThere(tr("The server did not send this message."));
}

} // namespace Turnstone
