// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"

#include <QByteArrayView>

namespace Turnstone {

/// A parameter as it stands in a header or in IMAP's BODYSTRUCTURE: quotes and backslashes undone,
/// RFC 2231 not. Names in lower case.
struct MimeParameter {
    QByteArray name;
    QByteArray value;
    friend bool operator==(const MimeParameter &, const MimeParameter &) = default;
};

/// A header value such as Content-Type's (RFC 2045 5.1): the word in front and its parameters.
struct ParameterisedValue {
    QByteArray value; ///< lower case, comments left out
    QList<MimeParameter> parameters;
};
/// Reads at most Limits::parameterHeaderBytes. Tolerates missing quotes, stray semicolons, blanks
/// around '=', 8-bit text. Linear.
ParameterisedValue parseParameterised(QByteArrayView headerValue);

/// A parameter's text: continuations put together and charsets decoded (RFC 2231), RFC 2047 words
/// and raw 8-bit text understood where a broken program wrote those. Null where it is absent.
QString parameterText(const QList<MimeParameter> &parameters, const QByteArray &name);

/// Fills in what a part's type and disposition say: charset, name, flowed, delSp, disposition. For
/// our own parse and for IMAP's BODYSTRUCTURE alike. `part.type` is set before.
void applyParameters(BodyPart &part, const QList<MimeParameter> &typeParameters,
                     const ParameterisedValue &disposition);

} // namespace Turnstone
