// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "protocol/sasl/sasl.h"

#include <QDebug>
#include <QTest>

using namespace Turnstone;

namespace {
const SaslCredentials tim{QStringLiteral("tim"), Secret("tanstaaftanstaaf")};

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
};

QTEST_GUILESS_MAIN(TestSasl)
#include "tst_sasl.moc"
