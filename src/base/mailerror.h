// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaType>
#include <QString>
#include <exception>

namespace Turnstone {

/// How far a failure reaches. What lies outside the scope goes on working.
enum class ErrorScope { Message, Folder, Session, Account };

/// What kind of thing went wrong; decides the action offered to the user and turnstonectl's status.
enum class ErrorKind {
    Network, ///< not reached, closed, timed out
    Authentication, ///< sign-in refused
    Security, ///< certificate refused, TLS missing or downgraded
    Protocol, ///< the server broke the protocol or a limit
    Permission, ///< the server or the file system said no
    NotFound, ///< message, folder or file is not there
    Space, ///< disk full or quota reached
    Bug ///< our own mistake
};

enum class RetryClass { Now, Later, Never };

/// The one type thrown inside a connection thread and, as a value, handed across threads.
/// `sentence` is for people, translated, plain text, ends with a full stop and says what to do
/// where something can be done. `detail` is for the log: server text with secrets already removed.
struct MailError {
    ErrorScope scope = ErrorScope::Session;
    ErrorKind kind = ErrorKind::Network;
    RetryClass retry = RetryClass::Later;
    QString sentence;
    QString detail;
    /// For Security errors about a certificate: SHA-256 of its DER form, so that the user may pin
    /// it.
    QByteArray certificateSha256 = {};
    /// With Later: not tried again before so many seconds have passed; 0: as usual.
    qint64 pauseSeconds = 0;
};

/// Thrown through straight-line code when the engine cancels a connection thread. It's no
/// MailError, so that no handler mistakes it for a failure.
struct Cancelled { };

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::MailError)
