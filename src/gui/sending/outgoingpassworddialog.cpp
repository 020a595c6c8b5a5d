// SPDX-License-Identifier: MIT
#include "gui/sending/outgoingpassworddialog.h"

#include "engine/outbox.h"
#include "engine/sendingsettings.h"

namespace Turnstone {

OutgoingPasswordDialog::OutgoingPasswordDialog(const Account &account, const OutgoingServer &server,
                                               const QString &reason, Engine &engine,
                                               QWidget *parent)
    : PasswordDialog(
        {tr("Password of the outgoing server “%1”").arg(server.endpoint.host),
         reason.isEmpty() ? tr("“%1” asks for the password of “%2”.")
                                .arg(server.endpoint.host,
                                     server.user.isEmpty() ? account.incoming.user : server.user)
                          : reason,
         account.password.kind != PasswordSource::Kind::AskEachStart},
        [account = account.id, server = server.id, &engine](const Secret &typed, bool remember) {
            engine.outbox().settings().providePassword(account, server, typed, remember);
        },
        parent)
{ }

} // namespace Turnstone
