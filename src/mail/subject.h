// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// What programs put in front of a subject, in the languages they do it in ("Re:", "AW:", "Sv:",
/// "Antw:", "Fwd:", "TR:", "WG:", "回复：" …), without case, counted ("Re[2]:", "Re^3:") and with a
/// list's "[tag]" between them.

/// "Re: " and the subject, without the reply prefixes it had. A forward's prefix stays.
QString replySubject(const QString &subject);
/// "Fwd: " and the subject, without the forward prefixes it had. A reply's prefix stays.
QString forwardSubject(const QString &subject);
/// The subject without any of them: what a conversation is called.
QString subjectWithoutPrefixes(const QString &subject);

} // namespace Turnstone
