// SPDX-License-Identifier: MIT
#pragma once

#include "mail/envelope.h"

#include <QLocale>

namespace Turnstone {

/// Quoting in plain text. All text is Unicode with '\n' line ends, a paragraph a line; it is
/// wrapped when it is written (mail/flowedtext.h).

/// Each paragraph one mark deeper, quotes within it kept as they are. The sender's signature is
/// left out, and empty lines at both ends. `flowed`, `delSp`: how the text was sent
/// (BodyPart::flowed), so that wrapped lines are paragraphs again. For a selection alone: its text,
/// with `flowed` false. Ends with a line end unless empty.
QString quotedText(const QString &text, bool flowed, bool delSp = false);

/// "On Tuesday, 14 November 2023 23:13, Ann Lee wrote:" in the language of the program, the date in
/// `locale`, at `utcOffsetSeconds` (the reader's own zone). Without a date or a sender, less of it.
QString attributionLine(const Envelope &, const QLocale &locale, int utcOffsetSeconds);

/// The lines in front of a message that is passed on inline, in the language of the program: a rule
/// and From, Date, Subject, To and Cc as far as there are any. Ends with an empty line.
QString forwardHeader(const Envelope &, const QLocale &locale, int utcOffsetSeconds);
/// The same as names and values, for a table in HTML; values are plain text.
QList<QPair<QString, QString>> forwardHeaderFields(const Envelope &, const QLocale &locale,
                                                   int utcOffsetSeconds);
/// "Forwarded message", for the rule above them; and that rule.
QString forwardTitle();
QString forwardRule();

enum class SignaturePlace {
    Below, ///< at the end
    Above ///< behind what is written, before the quote
};

/// A body to begin with, and where the writing goes on.
struct BeginningText {
    QString text;
    qsizetype cursor = 0; ///< in UTF-16 units
};
/// What a new message, reply or forward begins with. `quote`: attribution and quoted text, or
/// header and text of a forward; may be empty. `answerBelow`: the cursor stands behind the quote
/// instead of before it; the signature is then at the end in any case. `signature`: without "-- ".
BeginningText beginningText(const QString &quote, const QString &signature, SignaturePlace,
                            bool answerBelow);

/// "-- \n" and the signature; empty for an empty one. One that brings its own "-- " keeps one.
QString signatureBlock(const QString &signature);
/// The text with another identity's signature where `from` stands as it was put there; where it
/// doesn't, because somebody changed it, the text as it is.
QString withSignatureReplaced(const QString &text, const QString &from, const QString &to,
                              SignaturePlace placeForNew);

} // namespace Turnstone
