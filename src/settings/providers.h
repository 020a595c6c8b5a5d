// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "mail/account.h"

#include <QUrl>
#include <optional>

namespace Turnstone {

/// Why a provider turns a mail program away, where its answer tells.
enum class Refusal {
    SwitchedOff, ///< the protocol is off until the user switches it on in the web mail
    SwitchedOffByAdmin, ///< off for the whole organisation
    MaybeSwitchedOff, ///< it says the same to a wrong password and where the protocol is off
    AppPassword, ///< it takes only a password made for one program
    SignInOnTheWeb, ///< it wants to see the user in the browser once
    BrowserOnly, ///< no password at all: OAuth
    UnknownProgram ///< 163 and its kin, where they mistrust the program ("Unsafe Login")
};

/// A provider of mail: facts from its help pages, in resources/providers/providers.json ("mx"
/// there: `exchangers`). `user` there: "local-part" where it wants what stands before the "@"; port
/// 993, 995 or 465: TLS from the first byte, any other: STARTTLS. `hosts`: what its servers' names
/// end with.
struct MailProvider {
    struct Answer {
        QString says; ///< part of what the server says, in any case of letters
        Refusal means = Refusal::SwitchedOff;
    };
    QString id, name;
    QStringList domains; ///< of its addresses, lower case
    QStringList hosts;
    /// What the names of the hosts end with that take mail for domains of its customers' own.
    QStringList exchangers;
    Endpoint imap, pop3, smtp; ///< without a host: not offered
    bool userIsLocalPart = false;
    QString note; ///< word for what to do first; empty: nothing
    QUrl switchOn, switchOnPop3, appPassword, help;
    QList<Answer> refusals;
    std::optional<Refusal> plainRefusal; ///< what a refused sign-in without reason may mean

    /// Where the user switches the protocol on, or reads how; may be empty.
    QUrl pageFor(const QString &protocol) const;
};

/// Read once from the resource; any thread.
const QList<MailProvider> &mailProviders();
/// By an address's domain, in any case of letters; null: unknown.
const MailProvider *providerOfDomain(const QString &domain);
/// By the hosts that take a domain's mail (net/mailexchangers.h); null: unknown, or the first ones
/// are of nobody whom we know, as where a filter stands in front.
const MailProvider *providerOfExchangers(const QStringList &hosts);
/// By the name of one of its servers; null: unknown. Domains of one's own are found so, too.
const MailProvider *providerOfHost(const QString &host);

/// `error` with a sentence that says what to do, and the address of the page where, in place of the
/// server's words where these are a provider's refusal; they stay in `detail`. A sign-in refused
/// without a reason keeps them, and is told what that may mean at this provider. Anything else is
/// returned as it was; so is what was explained before. What no other password would mend becomes
/// Permission, never to be tried again at once; the rest stays Authentication.
MailError explained(const MailError &error, const IncomingServer &server);

/// Whether `explained` found the server's words to be a refusal: no sign-in, though the kind may be
/// Permission.
bool isProviderRefusal(const MailError &);

/// The page of a provider's that `text` names; empty where there is none. Only our own table's are
/// found: what a server says is never made a link.
QUrl providerPageIn(const QString &text);

} // namespace Turnstone
