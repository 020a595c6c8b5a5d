// SPDX-License-Identifier: MIT
#include "base/clock.h"
#include "base/endpoint.h"
#include "base/ids.h"
#include "base/mailerror.h"
#include "base/wakeup.h"
#include "mail/account.h"
#include "mail/flags.h"
#include "mail/folderrole.h"
#include "mail/tagnames.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Turnstone;

/// The small values that everything is written with: ids, words of the store, flags, wakes.
class TestWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tags_areCalledAsEveryClientCallsThem()
    {
        const auto named = [](const char *tag) { return TagNames::name(QString::fromLatin1(tag)); };
        QCOMPARE(TagNames::usual().size(), 5);
        QCOMPARE(named("$label1"), QStringLiteral("Important"));
        QCOMPARE(named("$LABEL4"), QStringLiteral("To Do")); // as a server may give it back
        QCOMPARE(named("$mdnsent"), QString());
        QCOMPARE(named("NonJunk"), QString());
        QCOMPARE(named("kingfisher"), QStringLiteral("kingfisher"));
        const QStringList all{QStringLiteral("$Important"), QStringLiteral("$label1"),
                              QStringLiteral("$MDNSent"), QStringLiteral("fish")};
        const QStringList shown{QStringLiteral("Important"), QStringLiteral("fish")};
        QCOMPARE(TagNames::names(all), shown);
        QCOMPARE(TagNames::tag(QStringLiteral("later")), QStringLiteral("$label5"));
        QCOMPARE(TagNames::tag(QStringLiteral("fish")), QStringLiteral("fish"));
        QVERIFY(TagNames::isPossible(QStringLiteral("später & mehr")));
        QVERIFY(!TagNames::isPossible(QStringLiteral("\\Seen")));
        QVERIFY(!TagNames::isPossible(QStringLiteral("a\nb")));
        QVERIFY(!TagNames::isPossible(QString()));
    }

    void ids_ofDifferentKindsDontMix()
    {
        static_assert(!std::is_convertible_v<FolderId, MessageId>);
        static_assert(!std::is_convertible_v<qint64, FolderId>);
        QVERIFY(!FolderId());
        QVERIFY(FolderId(1));
        QVERIFY(FolderId(1) < FolderId(2));
        const QSet<FolderId> set{FolderId(1), FolderId(2), FolderId(1)};
        QCOMPARE(set.size(), 2);
    }

    void wake_isTakenOnce()
    {
        Wakeup wakeup;
        QSignalSpy fired(&wakeup, &Wakeup::fired);
        QVERIFY(!wakeup.takeWake());
        wakeup.wake();
        wakeup.wake();
        QCOMPARE(fired.size(), 2);
        QVERIFY(wakeup.takeWake());
        QVERIFY(!wakeup.takeWake());
        wakeup.throwIfCancelled();
    }

    void cancel_staysForEver()
    {
        Wakeup wakeup;
        wakeup.cancel();
        QVERIFY(wakeup.isCancelled());
        QVERIFY_THROWS_EXCEPTION(Cancelled, wakeup.throwIfCancelled());
        QVERIFY_THROWS_EXCEPTION(Cancelled, wakeup.throwIfCancelled());
    }

    void fixedClock_movesWhenMoved()
    {
        FixedClock clock(1000);
        clock.advanceMs(2500);
        QCOMPARE(clock.utcSeconds(), 1002);
        QCOMPARE(clock.monotonicMs(), 1'002'500);
    }

    void securityWords_readBack()
    {
        for (const auto security :
             {ConnectionSecurity::Tls, ConnectionSecurity::StartTls, ConnectionSecurity::None}) {
            ConnectionSecurity read = ConnectionSecurity::Tls;
            QVERIFY(fromString(toString(security), &read));
            QVERIFY(read == security);
        }
        ConnectionSecurity untouched = ConnectionSecurity::StartTls;
        for (const char *word : {"", "TLS", "ssl", "tls "})
            QVERIFY(!fromString(QString::fromLatin1(word), &untouched));
        QVERIFY(untouched == ConnectionSecurity::StartTls);
    }

    void leaveOnServerWords_readBack()
    {
        for (const char *word : {"forever", "until-deleted", "no", "1", "30", "3650"}) {
            LeaveOnServer rule;
            QVERIFY2(fromString(QString::fromLatin1(word), &rule), word);
            QCOMPARE(toString(rule), QString::fromLatin1(word));
        }
        for (const char *word : {"", "0", "-1", "3651", "99999999999", "yes", "1.5"}) {
            LeaveOnServer rule;
            QVERIFY2(!fromString(QString::fromLatin1(word), &rule), word);
        }
    }

    void contentLevelWords_readBackInOrder()
    {
        ContentLevel level = ContentLevel::None;
        for (const char *word : {"none", "headers", "text", "everything"}) {
            QVERIFY(fromString(QString::fromLatin1(word), &level));
            QCOMPARE(toString(level), QString::fromLatin1(word));
        }
        QVERIFY(!fromString(QStringLiteral("all"), &level));
    }

    void folderRoles_readBackAndFollowSpecialUse()
    {
        for (const auto role : {FolderRole::Inbox, FolderRole::Drafts, FolderRole::Sent,
                                FolderRole::Archive, FolderRole::Junk, FolderRole::Trash,
                                FolderRole::All, FolderRole::Flagged, FolderRole::None})
            QVERIFY(folderRoleFromString(toString(role)) == role);
        QVERIFY(folderRoleFromSpecialUse(QStringLiteral("\\SENT")) == FolderRole::Sent);
        QVERIFY(folderRoleFromSpecialUse(QStringLiteral("\\HasChildren")) == FolderRole::None);
        QVERIFY(folderRoleFromString(QStringLiteral("Sent")) == FolderRole::None);
    }

    void imapFlags_becomeFlagsOrTags()
    {
        FlagState state;
        for (const char *name :
             {"\\seen", "$FORWARDED", "work", "Work", "\\Recent", "\\X", "", "a"})
            addImapFlag(state, QString::fromLatin1(name));
        QCOMPARE(state.flags, MessageFlags(Flag::Seen | Flag::Forwarded));
        QCOMPARE(state.tags, (QStringList{"a", "work"}));
        QCOMPARE(imapNames(state), (QStringList{"\\Seen", "$Forwarded", "a", "work"}));
    }

    void change_removesLastAndKeepsTagsSorted()
    {
        FlagState state;
        state.flags = Flag::Seen;
        state.tags = QStringList{"b", "d"};
        FlagChange change;
        QVERIFY(change.isEmpty());
        change.add = Flag::Flagged | Flag::Answered;
        change.remove = Flag::Seen | Flag::Answered;
        change.addTags = QStringList{"c", "B", "a"};
        change.removeTags = QStringList{"D"};
        const FlagState after = applied(state, change);
        QCOMPARE(after.flags, MessageFlags(Flag::Flagged));
        QCOMPARE(after.tags, (QStringList{"a", "b", "c"}));
        QCOMPARE(applied(after, change), after);
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
