// SPDX-License-Identifier: MIT
// What POP3 and IMAP tell of one mailbox, on real servers with the UIDLs that they or whoever runs
// them choose: which formula is learned, and that no message is taken for another.
#include "backend/backendregistry.h"
#include "engine/protocolswitch/matcher.h"
#include "mail/headerhash.h"
#include "mail/messagereader.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"

#include <QTest>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

struct SideSink : SurveySink {
    MatchSide &side;
    QByteArray folder;
    quint32 uidValidity = 0;
    SideSink(MatchSide &into, const QByteArray &path)
        : side(into)
        , folder(path)
    { }
    void opened(quint32 validity, quint32, qint64) override { uidValidity = validity; }
    void found(const QList<SurveyedMessage> &some) override
    {
        for (const SurveyedMessage &one : some) {
            MatchMessage message;
            message.folder = folder;
            message.key = one.key;
            message.uidValidity = uidValidity;
            message.size = one.size;
            message.guid = one.guid;
            message.emailId = one.emailId;
            side.add(message);
        }
    }
};

struct WholeSink : ContentSink {
    std::map<std::pair<QByteArray, QByteArray>, QByteArray> contents;
    RemoteKey key;
    void begin(const RemoteKey &remote) override { key = remote; }
    void section(const QByteArray &) override { contents[{key.folder, key.key}].clear(); }
    void data(QByteArrayView more) override { contents[{key.folder, key.key}].append(more); }
    void end() override { }
    void missing(const RemoteKey &, const MailError &) override { }
};

/// Both sides over their connections.
struct TwoServers : MatchSource {
    MailBackend *backends[2] = {};
    qint64 readThere = 0;
    static WholeSink fetched(MailBackend &backend, const MatchSide &side, const QList<int> &indexes,
                             PartSelection::What what)
    {
        std::map<QByteArray, QList<FetchRequest>> byFolder;
        for (const int index : indexes)
            byFolder[side.folder(index)].append(
                {{side.folder(index), side.key(index)}, {what, {}}, 0});
        WholeSink sink;
        for (const auto &[folder, requests] : byFolder)
            backend.fetch(requests, sink);
        return sink;
    }
    void read(Side which, Depth depth, const QList<int> &indexes, MatchSide &side) override
    {
        readThere += which == Side::There ? indexes.size() : 0;
        const bool whole = depth == Depth::Whole;
        const WholeSink sink =
            fetched(*backends[int(which)], side, indexes,
                    whole ? PartSelection::What::Everything : PartSelection::What::Headers);
        for (const int index : indexes) {
            const auto found = sink.contents.find({side.folder(index), side.key(index)});
            if (found == sink.contents.end())
                continue;
            MessageHash hash;
            hash.add(found->second);
            const MessageHash::Hashes hashes = hash.result();
            side.tell(index, looseFingerprint(readEnvelope(headerBlock(found->second))),
                      hashes.header, whole ? hashes.body : QByteArray());
        }
    }
};

} // namespace

class TestMatching : public QObject {
    Q_OBJECT

    Wakeup m_wakeup;
    std::unique_ptr<MailBackend> connected(const MailServer &server, const QString &protocol)
    {
        const Account account = server.account(protocol);
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = &m_wakeup;
        auto backend = BackendRegistry::standard().find(protocol)->create(config);
        backend->open({account.incoming.user, Secret("secret")});
        return backend;
    }

private Q_SLOTS:
    void sameMailboxByBothProtocols_isMatchedByTheServersFormula_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("formula");
        const auto dovecot = [](const char *format, const char *formula) {
            QTest::newRow(format) << QStringLiteral("dovecot") << QString::fromLatin1(format)
                                  << QByteArray(formula);
        };
        dovecot("%08Xu%08Xv", "%08Xu%08Xv");
        dovecot("%08Xv%08Xu", "%08Xv%08Xu");
        dovecot("%v.%u", "%v.%u");
        dovecot("%v-%u", "%v-%u");
        dovecot("%u", "%u");
        dovecot("%g", "%g");
        dovecot("%f", "%g");
        dovecot("%Mf", "%Mg");
        QTest::newRow("Cyrus") << QStringLiteral("cyrus") << QString() << QByteArray("%v.%u");
        // Courier's POP3 numbers messages for itself, and Mailutils makes UIDLs of its own.
        QTest::newRow("Courier") << QStringLiteral("courier") << QString() << QByteArray();
        QTest::newRow("Mailutils") << QStringLiteral("mailutils") << QString() << QByteArray();
    }
    void sameMailboxByBothProtocols_isMatchedByTheServersFormula()
    {
        QFETCH(QString, server);
        QFETCH(QString, format);
        QFETCH(QByteArray, formula);
        MailServerOptions options;
        options.server = server;
        if (!format.isEmpty())
            options.arguments = {QStringLiteral("--option"),
                                 QStringLiteral("pop3_uidl_format=") + format};
        MailServer mail(options);
        const QString user = QStringLiteral("alice"), inbox = QStringLiteral("INBOX");
        for (int i = 0; i < 30; ++i)
            mail.deliver(user, inbox, sampleMessage(i));
        // Hostile to any rule but the right one.
        const QByteArray twin = "From: a@example.org\r\nSubject: again\r\n\r\nthe same\r\n";
        mail.deliver(user, inbox, twin);
        mail.deliver(user, inbox, twin);
        mail.deliver(user, inbox, "From: a@example.org\r\nSubject: again\r\n\r\nnot the same\r\n");
        mail.deliver(user, inbox, "From: a@example.org\r\nSubject: folded\r\n\tonce\r\n\r\n");
        // Renumbered once, as after years.
        RawImap &other = mail.client(user);
        other.require("SELECT INBOX");
        other.require("STORE 3:5 +FLAGS.SILENT (\\Deleted)");
        other.require("EXPUNGE");
        other.leave();

        MatchSide here(MatchSide::Keys::Uidl), there(MatchSide::Keys::Uid);
        const auto pop3 = connected(mail, QStringLiteral("pop3"));
        SideSink popSink(here, "INBOX");
        QVERIFY(pop3->survey("INBOX", popSink));
        QCOMPARE(here.count(), 31);
        const auto imap = connected(mail, QStringLiteral("imap"));
        SideSink imapSink(there, "INBOX");
        QVERIFY(imap->survey("INBOX", imapSink));
        TwoServers source;
        source.backends[int(MatchSource::Side::Here)] = pop3.get();
        source.backends[int(MatchSource::Side::There)] = imap.get();
        const MatchResult result = matchMessages(here, there, source);
        QCOMPARE(result.formula.toString(), formula);
        QCOMPARE(result.pairs.size(), 31);
        QVERIFY(!result.mayBeAnotherMailbox);
        if (!formula.isEmpty())
            QCOMPARE(source.readThere, 20);

        // Byte for byte, but for what POP3 servers add.
        QList<int> all;
        for (int i = 0; i < 31; ++i)
            all.append(i);
        const auto what = PartSelection::What::Everything;
        const WholeSink byPop3 = TwoServers::fetched(*pop3, here, all, what);
        const WholeSink byImap = TwoServers::fetched(*imap, there, all, what);
        for (const MatchPair &pair : result.pairs) {
            const auto hashes = [](const QByteArray &message) {
                MessageHash hash;
                hash.add(message);
                const MessageHash::Hashes both = hash.result();
                return both.header + both.body;
            };
            QCOMPARE(hashes(byPop3.contents.at({"INBOX", here.key(pair.here)})),
                     hashes(byImap.contents.at({"INBOX", there.key(pair.there)})));
        }
        pop3->close();
    }
};

QTEST_GUILESS_MAIN(TestMatching)
#include "tst_matching.moc"
