// SPDX-License-Identifier: MIT
// What of the shown message isn't on this computer: why, and how it comes.
#include "gui/datetext.h"
#include "gui/messagenotices.h"
#include "gui/messageviewprivate.h"
#include "gui/messagewords.h"

namespace Turnstone {

bool MessageView::Private::isOffline() const
{
    return engine.isWorkingOffline() || !engine.state(shown.detail.row.account).isReachable();
}

/// Over a protocol that gives a message whole or not at all, a large one is the user's to ask for.
bool MessageView::Private::waitsForItsRest() const
{
    if (triedFetch || !shown.account || shown.detail.row.mark == KeepMark::Wanted)
        return false;
    const BackendRegistry::Entry *entry = engine.registry().find(shown.account->incoming.protocol);
    return entry && !entry->traits.partialFetch && shown.account->largestKept > 0
        && shown.detail.row.size > shown.account->largestKept;
}

/// What a server gives whole or not at all, and of which the first lines brought the text.
bool MessageView::Private::isBeginningOnly() const
{
    if (!shown.account || shown.detail.row.content != ContentLevel::Text)
        return false;
    const BackendRegistry::Entry *entry = engine.registry().find(shown.account->incoming.protocol);
    return entry && !entry->traits.partialFetch && shown.detail.row.onServer;
}

void MessageView::Private::fetchOrExplain()
{
    if (!shown.detail.row.onServer) {
        showBodyState(QStringLiteral("not-on-computer"),
                      tr("This message's text is not on this computer"),
                      tr("It is no longer on the server either, so it can't be downloaded."));
    } else if (isOffline()) {
        showBodyState(QStringLiteral("network-offline"),
                      tr("This message's text is not on this computer yet"),
                      shown.detail.row.mark == KeepMark::Wanted
                          ? tr("You are offline. It is downloaded, and kept, as soon as you are "
                               "connected.")
                          : tr("You are offline. It is downloaded when you select the message "
                               "while connected."),
                      shown.detail.row.mark == KeepMark::Wanted ? tr("Try Now")
                                                                : tr("Download When Online"),
                      [this] {
                          if (shown.detail.row.mark == KeepMark::Wanted) {
                              if (engine.isWorkingOffline())
                                  engine.setWorkOffline(false);
                              fetch(shown.wanted);
                          } else {
                              engine.download({{current}, {}});
                          }
                      });
    } else if (waitsForItsRest()) {
        showBodyState(QStringLiteral("not-on-computer"),
                      tr("Only the header of this message is on this computer"),
                      tr("It has %1, more than this account fetches by itself.")
                          .arg(MessageWords::size(shown.detail.row.size)),
                      tr("Download the Rest"), [this] { fetch(shown.wanted); });
    } else if (triedFetch) {
        showBodyState(QStringLiteral("not-on-computer"),
                      tr("This message's text is not on this computer yet"), {}, tr("Download"),
                      [this] { fetch(shown.wanted); });
    } else {
        fetch(shown.wanted);
    }
}

void MessageView::Private::showFetching()
{
    const qint64 later = engine.state(shown.detail.row.account).noVisitBeforeUtc;
    if (later <= store.clock().utcSeconds()) {
        showBodyState(QStringLiteral("download"), tr("Downloading the message…"));
        return;
    }
    const DateText dates(QDateTime::fromSecsSinceEpoch(store.clock().utcSeconds()), QLocale());
    showBodyState(QStringLiteral("download"),
                  tr("This message will be downloaded at %1").arg(dates.soon(later)),
                  tr("The server wants a pause between two visits. Then it is fetched by itself."));
}

void MessageView::Private::fetch(const QByteArrayList &sections)
{
    if (fetching || !current)
        return;
    fetching = true;
    triedFetch = true;
    const bool pictures = shown.state == ShownMessage::State::Shown;
    if (!pictures)
        showFetching();
    PartSelection wanted;
    wanted.what = sections.isEmpty() ? PartSelection::What::Everything : PartSelection::What::Text;
    wanted.sections = sections;
    engine.fetchShown(
        current, wanted, &q, [this, id = current, pictures](std::optional<MailError> error) {
            if (id != current)
                return;
            fetching = false;
            if (!error) {
                reload();
            } else if (pictures) {
                notices->report(error->sentence, true, {});
            } else {
                showBodyState(QStringLiteral("dialog-warning"),
                              tr("The message could not be downloaded"), error->sentence,
                              tr("Try Again"), [this] { fetch(shown.wanted); });
            }
        });
}

} // namespace Turnstone
