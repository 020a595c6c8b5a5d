// SPDX-License-Identifier: MIT
#pragma once

#include "support/scriptedserver.h"

#include <QMap>

namespace Turnstone::Test {

/// A small IMAP server that a test can bend: what it answers is right unless `bend` says otherwise.
/// A message's UID is its number. Must outlive the ScriptedServer that plays it.
struct OddImap {
    QByteArray capabilities = "IMAP4rev1 UIDPLUS";
    QByteArray greeting; ///< empty: OK with the capabilities
    /// Instead of a line for each folder; without "TAG OK".
    QByteArray list;
    /// Wire name as the client sends it to its messages.
    QMap<QByteArray, QByteArrayList> folders;
    /// Given the command without its tag ("UID FETCH 1 (…)") and the answer that would be right;
    /// "TAG" stands for the client's tag. An
    /// answer without an end of line is followed by silence.
    std::function<QByteArray(const QByteArray &line, const QByteArray &answer)> bend;
    /// Between two bytes, where the line begins so.
    QByteArray slowFrom;
    int msBetween = 100;
    /// Beyond so many bytes each connection is closed.
    std::optional<qint64> cutAfter;

    ScriptedServer::Script script() const;

private:
    QByteArray answer(const QByteArray &line, QByteArray *selected) const;
    QByteArray fetch(const QByteArray &line, const QByteArrayList &messages) const;
};

} // namespace Turnstone::Test
