// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "base/sha256.h"
#include "protocol/sasl/sasl.h"
#include "protocol/sasl/saslprep.h"
#include "protocol/sasl/scram.h"
#include "support/testcertificates.h"

#include <QDebug>
#include <QTest>
#include <functional>

using namespace Turnstone;

namespace {
const SaslCredentials tim{QStringLiteral("tim"), Secret("tanstaaftanstaaf")};
const SaslCredentials pencil{QStringLiteral("user"), Secret("pencil")};

std::optional<MailError> thrownBy(const std::function<void()> &act)
{
    try {
        act();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

template <typename T>
concept Printable = requires(QDebug debug, T value)
{
    debug << value;
};
} // namespace

class TestSasl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plain_isSentAsInRfc4616()
    {
        const auto mechanism = chooseMechanism({"PLAIN"}, tim);
        QVERIFY(mechanism);
        QCOMPARE(mechanism->name(), QByteArray("PLAIN"));
        const auto first = mechanism->initialResponse();
        QVERIFY(first);
        QCOMPARE(first->reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
        QCOMPARE(saslEncoded(*first, true).reveal(), QByteArray("AHRpbQB0YW5zdGFhZnRhbnN0YWFm"));
    }

    void plainWithoutInitialResponse_answersTheEmptyChallenge()
    {
        const auto mechanism = chooseMechanism({"plain"}, tim);
        QCOMPARE(mechanism->respond({}).reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
    }

    void plainAskedAgain_tellsNothingMore()
    {
        const auto mechanism = chooseMechanism({"PLAIN"}, tim);
        (void)mechanism->initialResponse();
        QVERIFY_THROWS_EXCEPTION(MailError, (void)mechanism->respond({}));
    }

    void plainGivenAChallengeWithContent_isRefused()
    {
        const auto mechanism = chooseMechanism({"PLAIN"}, tim);
        QVERIFY_THROWS_EXCEPTION(MailError, (void)mechanism->respond("Password:"));
    }

    void beyondAscii_isUtf8()
    {
        const SaslCredentials müller{QStringLiteral("müller"), Secret("pässwört")};
        const auto mechanism = chooseMechanism({"PLAIN"}, müller);
        QByteArray expected("\0müller\0pässwört", 19);
        QCOMPARE(mechanism->initialResponse()->reveal(), expected);
    }

    void login_answersUserThenPasswordWhateverThePrompts()
    {
        const auto mechanism = chooseMechanism({"LOGIN"}, tim);
        QCOMPARE(mechanism->name(), QByteArray("LOGIN"));
        QVERIFY(!mechanism->initialResponse());
        QCOMPARE(mechanism->respond("Benutzer?").reveal(), QByteArray("tim"));
        QCOMPARE(mechanism->respond("").reveal(), QByteArray("tanstaaftanstaaf"));
        QVERIFY_THROWS_EXCEPTION(MailError, (void)mechanism->respond("Password:"));
    }

    void choice_data()
    {
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QByteArrayList>("excluded");
        QTest::addColumn<QByteArray>("chosen");
        QTest::newRow("strongest first")
            << QByteArrayList{"LOGIN", "PLAIN"} << QByteArrayList{} << QByteArray("PLAIN");
        QTest::newRow("any case") << QByteArrayList{"GSSAPI", "login"} << QByteArrayList{}
                                  << QByteArray("LOGIN");
        QTest::newRow("excluded") << QByteArrayList{"PLAIN", "LOGIN"} << QByteArrayList{"plain"}
                                  << QByteArray("LOGIN");
        QTest::newRow("unknown only")
            << QByteArrayList{"GSSAPI", "NTLM"} << QByteArrayList{} << QByteArray();
        QTest::newRow("nothing offered") << QByteArrayList{} << QByteArrayList{} << QByteArray();
        QTest::newRow("no part of a name")
            << QByteArrayList{"XPLAIN", "PLAINX"} << QByteArrayList{} << QByteArray();
    }
    void choice()
    {
        QFETCH(QByteArrayList, offered);
        QFETCH(QByteArrayList, excluded);
        QFETCH(QByteArray, chosen);
        const auto mechanism = chooseMechanism(offered, tim, excluded);
        QCOMPARE(mechanism ? mechanism->name() : QByteArray(), chosen);
    }

    void nulInUserOrPassword_isRefusedAndNeverShown()
    {
        const SaslCredentials user{
            QString(QStringLiteral("ti") + QChar::Null + QStringLiteral("m")), Secret("pw")};
        QVERIFY_THROWS_EXCEPTION(MailError, (void)chooseMechanism({"PLAIN"}, user));
        const SaslCredentials password{QStringLiteral("tim"),
                                       Secret(QByteArray("swordfish\0x", 11))};
        try {
            (void)chooseMechanism({"PLAIN"}, password);
            QFAIL("a NUL was accepted");
        } catch (const MailError &error) {
            QCOMPARE(error.kind, ErrorKind::Authentication);
            QVERIFY(!error.sentence.isEmpty());
            QVERIFY(!(error.sentence + error.detail).contains(QLatin1String("swordfish")));
        }
    }

    void encoding_followsTheWire()
    {
        QCOMPARE(saslEncoded(Secret(), true).reveal(), QByteArray("="));
        QCOMPARE(saslEncoded(Secret(), false).reveal(), QByteArray());
        QCOMPARE(saslEncoded(Secret("a"), false).reveal(), QByteArray("YQ=="));
        QCOMPARE(saslDecoded("VXNlcm5hbWU6").value_or("none"), QByteArray("Username:"));
        QCOMPARE(saslDecoded(" VXNlcm5hbWU6\r\n").value_or("none"), QByteArray("Username:"));
        QCOMPARE(saslDecoded("").value_or("none"), QByteArray());
        QVERIFY(!saslDecoded("*not base64*"));
    }

    void secrets_haveNoPrintableForm()
    {
        static_assert(Printable<QByteArray>);
        static_assert(!Printable<Secret>);
        static_assert(!Printable<SaslCredentials>);
        static_assert(!std::is_convertible_v<Secret, QByteArray>);
    }

    void scram_isAsInTheRfc_data()
    {
        QTest::addColumn<int>("function");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("serverFirst");
        QTest::addColumn<QByteArray>("clientFinal");
        QTest::addColumn<QByteArray>("serverFinal");
        const QByteArray sha1Nonce = "fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
        QTest::newRow("RFC 5802 5") << int(ScramHash::Function::Sha1) << sha1Nonce.first(24)
                                    << "r=" + sha1Nonce + ",s=QSXCR+Q6sek8bf92,i=4096"
                                    << "c=biws,r=" + sha1Nonce + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
                                    << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        const QByteArray sha256Nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        QTest::newRow("RFC 7677 3")
            << int(ScramHash::Function::Sha256) << sha256Nonce.first(20)
            << "r=" + sha256Nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
            << "c=biws,r=" + sha256Nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
            << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
    void scram_isAsInTheRfc()
    {
        QFETCH(int, function);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, serverFirst);
        QFETCH(QByteArray, clientFinal);
        QFETCH(QByteArray, serverFinal);
        const auto scram = makeSaslScram({ScramHash::Function(function)}, pencil, nonce);
        QCOMPARE(scram->initialResponse()->reveal(), "n,,n=user,r=" + nonce);
        QVERIFY(!scram->passwordWasUsed());
        QCOMPARE(scram->respond(serverFirst).reveal(), clientFinal);
        QVERIFY(scram->passwordWasUsed());
        QVERIFY_THROWS_EXCEPTION(MailError, scram->succeeded());
        QVERIFY(scram->respond(serverFinal).isEmpty());
        scram->succeeded();
    }

    void scramServerThatProvesNothing_isSecurity_data()
    {
        QTest::addColumn<QByteArray>("serverFinal");
        QTest::newRow("wrong") << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("not base64") << QByteArray("v=!");
        QTest::newRow("short") << QByteArray("v=6rri");
        QTest::newRow("tampered with") << QByteArray("e=channel-bindings-dont-match");
    }
    void scramServerThatProvesNothing_isSecurity()
    {
        QFETCH(QByteArray, serverFinal);
        const auto scram = makeSaslScram({}, pencil, "abc");
        (void)scram->initialResponse();
        (void)scram->respond("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        const auto error = thrownBy([&] { (void)scram->respond(serverFinal); });
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Security);
        QCOMPARE(error->retry, RetryClass::Never);
        QVERIFY(thrownBy([&] { scram->succeeded(); }));
    }

    void scramServerFirstThatIsWrong_getsNoProof_data()
    {
        QTest::addColumn<QByteArray>("serverFirst");
        QTest::addColumn<int>("kind");
        const QByteArray salt = ",s=W22ZaJ0SNY7soEsUEjb6gQ==";
        const int refused = int(ErrorKind::Authentication);
        const int weak = int(ErrorKind::Security);
        QTest::newRow("another nonce") << "r=xyzabc" + salt + ",i=4096" << refused;
        QTest::newRow("our nonce only") << "r=abc" + salt + ",i=4096" << refused;
        QTest::newRow("no salt") << QByteArray("r=abcdef,s=,i=4096") << refused;
        QTest::newRow("must be understood") << "m=x,r=abcdef" + salt + ",i=4096" << refused;
        QTest::newRow("few iterations") << "r=abcdef" + salt + ",i=1" << weak;
        QTest::newRow("endless iterations") << "r=abcdef" + salt + ",i=2147483647" << weak;
        QTest::newRow("no number") << "r=abcdef" + salt + ",i=many" << weak;
        QTest::newRow("beyond an int") << "r=abcdef" + salt + ",i=99999999999" << weak;
        QTest::newRow("huge") << "r=abc" + QByteArray(20'000, 'd') + salt + ",i=4096" << refused;
        QTest::newRow("empty") << QByteArray() << refused;
        QTest::newRow("an error") << QByteArray("e=other-error") << refused;
    }
    void scramServerFirstThatIsWrong_getsNoProof()
    {
        QFETCH(QByteArray, serverFirst);
        QFETCH(int, kind);
        const auto scram = makeSaslScram({}, pencil, "abc");
        (void)scram->initialResponse();
        const auto error = thrownBy([&] { (void)scram->respond(serverFirst); });
        QVERIFY(error);
        QCOMPARE(int(error->kind), kind);
        QVERIFY(!scram->passwordWasUsed());
    }

    void scramBound_saysAndSignsTheChannel()
    {
        SaslCredentials bound = pencil;
        bound.serverEndPoint = QByteArray(32, 'c');
        const auto scram = chooseMechanism({"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, bound);
        QCOMPARE(scram->name(), QByteArray("SCRAM-SHA-256-PLUS"));
        const QByteArray first = scram->initialResponse()->reveal();
        QVERIFY(first.startsWith("p=tls-server-end-point,,n=user,r="));
        const QByteArray nonce = first.mid(first.indexOf("r=") + 2);
        QCOMPARE(nonce.size(), 32);
        const QByteArray last =
            scram->respond("r=" + nonce + "x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096").reveal();
        const QByteArray signedChannel = "p=tls-server-end-point,," + bound.serverEndPoint;
        QVERIFY(last.startsWith("c=" + signedChannel.toBase64() + ",r="));
    }

    void scramUnbound_saysWhetherItCouldHaveBeen_data()
    {
        QTest::addColumn<bool>("canBind");
        QTest::addColumn<QByteArrayList>("offered");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("no TLS") << false << QByteArrayList{"SCRAM-SHA-256"} << QByteArray("n,,");
        QTest::newRow("taken away?")
            << true << QByteArrayList{"SCRAM-SHA-256", "PLAIN"} << QByteArray("y,,");
        QTest::newRow("offered, not possible")
            << false << QByteArrayList{"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"} << QByteArray("n,,");
        QTest::newRow("of a kind that isn't ours")
            << true << QByteArrayList{"SCRAM-SHA-256", "SCRAM-SHA-512-PLUS"} << QByteArray("n,,");
    }
    void scramUnbound_saysWhetherItCouldHaveBeen()
    {
        QFETCH(bool, canBind);
        QFETCH(QByteArrayList, offered);
        QFETCH(QByteArray, header);
        SaslCredentials credentials = pencil;
        if (canBind)
            credentials.serverEndPoint = "hash";
        const auto scram = chooseMechanism(offered, credentials);
        QCOMPARE(scram->name(), QByteArray("SCRAM-SHA-256"));
        QVERIFY(scram->initialResponse()->reveal().startsWith(header));
    }

    void scramUser_isEscapedAndPrepared()
    {
        const SaslCredentials odd{QStringLiteral("a=b,\u2168"), Secret("x")};
        const auto scram = makeSaslScram({}, odd, "abc");
        QCOMPARE(scram->respond({}).reveal(), QByteArray("n,,n=a=3Db=2CIX,r=abc"));
    }

    void passwords_arePreparedAsInRfc4013()
    {
        QCOMPARE(saslPrepared(QByteArray("I\xc2\xadX")), QByteArray("IX")); // a soft hyphen goes
        QCOMPARE(saslPrepared(QByteArray("user")), QByteArray("user"));
        QCOMPARE(saslPrepared(QByteArray("USER")), QByteArray("USER"));
        QCOMPARE(saslPrepared(QByteArray("\xc2\xaa")), QByteArray("a"));
        QCOMPARE(saslPrepared(QByteArray("\xe2\x85\xa8")), QByteArray("IX"));
        QCOMPARE(saslPrepared(QByteArray("e\xcc\x81")), QByteArray("\xc3\xa9"));
        // Forbidden, or not UTF-8: as it was.
        QCOMPARE(saslPrepared(QByteArray("\x07")), QByteArray("\x07"));
        QCOMPARE(saslPrepared(QByteArray("\xd8\xa7\x31")), QByteArray("\xd8\xa7\x31"));
        QCOMPARE(saslPrepared(QByteArray("\xff\xfe")), QByteArray("\xff\xfe"));
    }

    void refusedBeforeThePasswordWasUsed_nextIsTried()
    {
        SaslCredentials bound = pencil;
        bound.serverEndPoint = "hash";
        const QByteArrayList all{"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"};
        QByteArrayList tried, excluded;
        for (;;) {
            const auto mechanism = chooseMechanism(all, bound, excluded);
            tried.append(mechanism->name());
            (void)mechanism->initialResponse();
            excluded = afterRefusal(*mechanism, false);
            if (excluded.isEmpty())
                break;
        }
        QCOMPARE(tried, (QByteArrayList{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN"}));
    }

    void refusedProof_isNoReasonToTellThePassword_data()
    {
        QTest::addColumn<int>("binding");
        QTest::addColumn<bool>("doubtful");
        QTest::addColumn<bool>("triesPlain");
        using Binding = ScramVariant::Binding;
        QTest::newRow("reason told") << int(Binding::None) << false << false;
        QTest::newRow("no reason told") << int(Binding::None) << true << true;
        QTest::newRow("could have been bound") << int(Binding::NotOffered) << true << false;
        QTest::newRow("bound") << int(Binding::Bound) << true << false;
    }
    void refusedProof_isNoReasonToTellThePassword()
    {
        QFETCH(int, binding);
        QFETCH(bool, doubtful);
        QFETCH(bool, triesPlain);
        const ScramVariant variant{ScramHash::Function::Sha256, ScramVariant::Binding(binding)};
        const auto scram = makeSaslScram(variant, pencil, "abc");
        (void)scram->initialResponse();
        (void)scram->respond("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        const QByteArrayList excluded = afterRefusal(*scram, doubtful);
        QCOMPARE(!excluded.isEmpty(), triesPlain);
        const QByteArrayList all{"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"};
        if (triesPlain)
            QCOMPARE(chooseMechanism(all, pencil, excluded)->name(), QByteArray("PLAIN"));
        // And whatever the server says then, that was all.
        QVERIFY(afterRefusal(*chooseMechanism({"PLAIN"}, pencil), doubtful).isEmpty());
    }

    void endPointBinding_isTheHashOfTheCertificateByItsSignature()
    {
        const QByteArray der = Test::TestCertificates::selfSigned().certificate.toDer();
        QCOMPARE(serverEndPointBinding(der), Sha256::hash(der));
        QVERIFY(serverEndPointBinding("no certificate").isEmpty());
        QVERIFY(serverEndPointBinding({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSasl)
#include "tst_sasl.moc"
