// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Turnstone {

/// Without case and accents.
QString foldedText(const QString &text);
/// At most `most` words of a text, folded, each of letters and digits only and of at most 32
/// characters: what an index of words holds and is asked for.
QStringList foldedWords(const QString &text, qsizetype most = 12);
/// " ann miller ": a word begins with `x` where this contains " x".
QString joinedWords(const QStringList &words);

} // namespace Turnstone
