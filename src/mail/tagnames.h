// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace Turnstone {

/// Tags as people see them. What is stored, and goes over the wire, is the keyword: clients have
/// agreed on some that stand for a name ($label1, which Thunderbird began with, is "Important"),
/// and on others by which programs remember something (RFC 5788's registry). Keywords are compared
/// without case (RFC 9051 2.3.2). Any thread.
class TagNames {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::TagNames)
public:
    /// The keywords of the five tags that every client has, in their order.
    static QStringList usual();
    /// What a tag is called, in the user's language where it has a name; empty where it says
    /// nothing to people.
    static QString name(const QString &tag);
    /// Those of them that say something to people, each name once.
    static QStringList names(const QStringList &tags);
    /// The tag that somebody who types this name means.
    static QString tag(const QString &typed);
    /// Whether somebody may give such a tag: it can be seen, and is no system flag.
    static bool isPossible(const QString &tag);
};

} // namespace Turnstone
