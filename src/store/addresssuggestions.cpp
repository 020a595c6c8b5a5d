// SPDX-License-Identifier: MIT
#include "store/addresssuggestions.h"

#include "mail/mailbox.h"

#include <QSet>
#include <algorithm>

namespace Turnstone {

namespace {

/// One order for all of them.
struct Scored {
    int tier = 0; ///< 2 written to, 1 in the book, 0 seen
    qint64 score = 0;
    ContactId list;
    AddressSuggestion suggestion;
};

} // namespace

QList<AddressSuggestion> suggestAddresses(SeenAddresses &seen, ContactReader &contacts,
                                          const QString &typed, int limit)
{
    QList<Scored> all;
    QSet<QString> known;
    const auto add = [&](Scored one) {
        const QString key = comparableMailbox(one.suggestion.address.mailbox);
        if (known.contains(key))
            return;
        known.insert(key);
        all.append(one);
    };
    for (const ContactReader::Match &match : contacts.matches(typed, limit)) {
        const bool written = match.rank >= SeenAddresses::writtenTo;
        Scored one{written ? 2 : 1, match.rank, {}, {match.address, {}, true}};
        if (match.isList) {
            // Whoever named a list means it by its name.
            one.score = SeenAddresses::writtenTo;
            one.list = match.contact;
            all.append(one);
        } else {
            add(one);
        }
    }
    for (const SeenAddresses::Ranked &ranked : seen.ranked(typed, limit)) {
        const bool written = ranked.rank >= SeenAddresses::writtenTo;
        add({written ? 2 : 0, ranked.rank, {}, {ranked.address, {}, false}});
    }
    std::stable_sort(all.begin(), all.end(), [](const Scored &a, const Scored &b) {
        return a.tier != b.tier ? a.tier > b.tier : a.score > b.score;
    });
    QList<AddressSuggestion> best;
    for (Scored &one : all) {
        if (best.size() >= limit)
            break;
        if (one.list)
            one.suggestion.members = contacts.addresses(one.list);
        if (one.list && one.suggestion.members.isEmpty())
            continue; // nobody would get it
        best.append(one.suggestion);
    }
    return best;
}

} // namespace Turnstone
