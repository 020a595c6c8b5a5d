// SPDX-License-Identifier: MIT
#include "gui/composer/addresscompleter.h"
#include "gui/composer/recipientchip.h"
#include "gui/composer/recipientedit.h"
#include "gui/composer/recipientfield.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Turnstone;

namespace {

/// Answers at once, with what a test gave it.
class FixedCompleter : public AddressCompleter {
public:
    QList<Address> addresses;
    QList<AddressSuggestion> lists;
    QStringList asked;
    void ask(const QString &typed) override
    {
        asked.append(typed);
        QList<AddressSuggestion> proposals;
        for (const Address &address : addresses)
            proposals.append({address, {}, false});
        Q_EMIT answered(typed, lists + proposals);
    }
};

/// Three fields as in the composer's window.
struct Fields {
    QWidget window;
    RecipientField to, cc, bcc;
    FixedCompleter completer;

    Fields()
    {
        auto *column = new QVBoxLayout(&window);
        to.setName(QStringLiteral("To"));
        cc.setName(QStringLiteral("Cc"));
        bcc.setName(QStringLiteral("Bcc"));
        for (RecipientField *field : {&to, &cc, &bcc}) {
            column->addWidget(field);
            field->setCompleter(&completer);
            field->setNeighbours({&to, &cc, &bcc});
        }
        column->addStretch();
        window.resize(600, 500);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        to.setFocus();
    }
    static RecipientEdit *edit(RecipientField &field) { return field.findChild<RecipientEdit *>(); }
    static QList<RecipientChip *> chips(const RecipientField &field)
    {
        QList<RecipientChip *> shown;
        for (RecipientChip *chip : field.findChildren<RecipientChip *>()) {
            if (!chip->isHidden())
                shown.append(chip);
        }
        std::sort(shown.begin(), shown.end(), [](const QWidget *a, const QWidget *b) {
            return a->y() != b->y() ? a->y() < b->y() : a->x() < b->x();
        });
        return shown;
    }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
};

QStringList mailboxes(const RecipientField &field)
{
    QStringList list;
    for (const Recipient &recipient : field.recipients())
        list.append(recipient.isValid() ? recipient.address.mailbox
                                        : QLatin1Char('!') + recipient.text);
    return list;
}

AddressList manyAddresses(int count)
{
    AddressList list;
    for (int i = 0; i < count; ++i)
        list.append({QStringLiteral("Person %1").arg(i), QStringLiteral("p%1@example.org").arg(i)});
    return list;
}

} // namespace

class TestRecipientField : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typed_separators_makeChips();
    void typed_commaWithinQuotes_staysInTheName();
    void typed_noAddress_isMarkedWithItsReason();
    void typed_leftByTab_becomesAChip();
    void typedTwice_standsOnce();
    void pasted_list_becomesChips();
    void keys_backspaceAndArrows_leadThroughTheChips();
    void keys_deleteOnAChip_removesItAndGoesOn();
    void keys_enterOnAChip_editsItInItsPlace();
    void keys_copyAndCut_takeTheWholeAddress();
    void enterInEmptyLine_goesOn();
    void twoHundred_areCountedUntilTheFieldIsEntered();
    void dropped_ofAnotherField_isAddedWhereItFalls();
    void proposals_enterTakesTheFirst_andACompleteAddressStands();
    void proposals_lateAnswer_isNotShown();
    void proposals_aList_becomesItsMembers();
    void draft_invalidText_comesBack();
    void names_areTold();
};

void TestRecipientField::typed_separators_makeChips()
{
    Fields fields;
    QSignalSpy changed(&fields.to, &RecipientField::changed);
    fields.type(QStringLiteral("ann@example.org,"));
    fields.type(QStringLiteral("Ben Okafor <ben@example.org>;"));
    fields.type(QStringLiteral("c@example.org"));
    fields.press(Qt::Key_Return);
    QCOMPARE(mailboxes(fields.to),
             QStringList({"ann@example.org", "ben@example.org", "c@example.org"}));
    QCOMPARE(fields.to.recipients().at(1).address.name, QStringLiteral("Ben Okafor"));
    QVERIFY(Fields::edit(fields.to)->text().isEmpty());
    QCOMPARE(Fields::chips(fields.to).size(), 3);
    QVERIFY(changed.count() >= 3);
}

void TestRecipientField::typed_commaWithinQuotes_staysInTheName()
{
    Fields fields;
    fields.type(QStringLiteral("\"Miller, Ann\" <ann@example.org>"));
    fields.press(Qt::Key_Return);
    QCOMPARE(fields.to.addresses(),
             AddressList({{QStringLiteral("Miller, Ann"), QStringLiteral("ann@example.org")}}));
    QCOMPARE(fields.to.recipients().constFirst().written(),
             QStringLiteral("\"Miller, Ann\" <ann@example.org>"));
}

void TestRecipientField::typed_noAddress_isMarkedWithItsReason()
{
    Fields fields;
    fields.type(QStringLiteral("ann.example.org,ben@example.org,"));
    const auto chips = Fields::chips(fields.to);
    QCOMPARE(chips.size(), 2);
    QVERIFY(!chips.at(0)->recipient().isValid());
    QVERIFY(!chips.at(0)->accessibleDescription().isEmpty());
    QVERIFY(chips.at(0)->toolTip().contains(chips.at(0)->accessibleDescription().toHtmlEscaped()));
    QVERIFY(chips.at(1)->accessibleDescription().isEmpty());
    QCOMPARE(fields.to.firstInvalid()->text, QStringLiteral("ann.example.org"));
    QCOMPARE(fields.cc.firstInvalid(), nullptr);
}

void TestRecipientField::typed_leftByTab_becomesAChip()
{
    Fields fields;
    fields.type(QStringLiteral("ann@example.org"));
    fields.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(Fields::edit(fields.cc)));
    QCOMPARE(mailboxes(fields.to), QStringList({"ann@example.org"}));
}

void TestRecipientField::typedTwice_standsOnce()
{
    Fields fields;
    fields.type(QStringLiteral("ann@example.org,ANN@Example.org,ben@example.org,"));
    QCOMPARE(mailboxes(fields.to), QStringList({"ann@example.org", "ben@example.org"}));
}

void TestRecipientField::pasted_list_becomesChips()
{
    Fields fields;
    QGuiApplication::clipboard()->setText(
        QStringLiteral("ann@example.org\nBen <ben@example.org>; nobody, c@example.org"));
    fields.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(mailboxes(fields.to),
             QStringList({"ann@example.org", "ben@example.org", "!nobody", "c@example.org"}));
    // A word goes where the cursor is.
    QGuiApplication::clipboard()->setText(QStringLiteral("dai"));
    fields.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(Fields::edit(fields.to)->text(), QStringLiteral("dai"));
}

void TestRecipientField::keys_backspaceAndArrows_leadThroughTheChips()
{
    Fields fields;
    fields.to.setAddresses(manyAddresses(3));
    fields.press(Qt::Key_Backspace);
    const auto chips = Fields::chips(fields.to);
    QVERIFY(chips.at(2)->hasFocus());
    QCOMPARE(fields.to.recipients().size(), 3); // the first one only selects
    fields.press(Qt::Key_Left);
    QVERIFY(chips.at(1)->hasFocus());
    fields.press(Qt::Key_Home);
    QVERIFY(chips.at(0)->hasFocus());
    fields.press(Qt::Key_Left);
    QVERIFY(chips.at(0)->hasFocus());
    fields.press(Qt::Key_End);
    QVERIFY(Fields::edit(fields.to)->hasFocus());
    fields.press(Qt::Key_Left);
    fields.press(Qt::Key_Backspace);
    QCOMPARE(mailboxes(fields.to), QStringList({"p0@example.org", "p1@example.org"}));
    QVERIFY(chips.at(1)->hasFocus());
    fields.press(Qt::Key_X); // what is typed goes to the line
    QVERIFY(Fields::edit(fields.to)->hasFocus());
    QCOMPARE(Fields::edit(fields.to)->text(), QStringLiteral("x"));
}

void TestRecipientField::keys_deleteOnAChip_removesItAndGoesOn()
{
    Fields fields;
    fields.to.setAddresses(manyAddresses(3));
    fields.press(Qt::Key_Backspace);
    fields.press(Qt::Key_Home);
    fields.press(Qt::Key_Delete);
    QCOMPARE(mailboxes(fields.to), QStringList({"p1@example.org", "p2@example.org"}));
    QVERIFY(Fields::chips(fields.to).at(0)->hasFocus());
    fields.press(Qt::Key_Delete);
    fields.press(Qt::Key_Delete);
    QVERIFY(fields.to.isEmpty());
    QVERIFY(Fields::edit(fields.to)->hasFocus());
}

void TestRecipientField::keys_enterOnAChip_editsItInItsPlace()
{
    Fields fields;
    fields.to.setAddresses(manyAddresses(3));
    fields.press(Qt::Key_Backspace);
    fields.press(Qt::Key_Left);
    fields.press(Qt::Key_Return);
    RecipientEdit *edit = Fields::edit(fields.to);
    QVERIFY(edit->hasFocus());
    QCOMPARE(edit->text(), QStringLiteral("Person 1 <p1@example.org>"));
    fields.type(QStringLiteral("new@example.org"));
    fields.press(Qt::Key_Return);
    QCOMPARE(mailboxes(fields.to),
             QStringList({"p0@example.org", "new@example.org", "p2@example.org"}));
}

void TestRecipientField::keys_copyAndCut_takeTheWholeAddress()
{
    Fields fields;
    fields.to.setAddresses(manyAddresses(2));
    fields.press(Qt::Key_Backspace);
    fields.press(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Person 1 <p1@example.org>"));
    QCOMPARE(fields.to.recipients().size(), 1);
    fields.cc.setFocus();
    fields.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(mailboxes(fields.cc), QStringList({"p1@example.org"}));
}

void TestRecipientField::enterInEmptyLine_goesOn()
{
    Fields fields;
    QSignalSpy finished(&fields.to, &RecipientField::finished);
    fields.press(Qt::Key_Return);
    QCOMPARE(finished.count(), 1);
}

void TestRecipientField::twoHundred_areCountedUntilTheFieldIsEntered()
{
    Fields fields;
    fields.cc.setFocus();
    fields.to.setAddresses(manyAddresses(200));
    QTRY_COMPARE(Fields::chips(fields.to).size(), 20);
    auto *more = fields.to.findChild<QToolButton *>();
    QVERIFY(more->isVisible());
    QVERIFY(more->text().contains(QStringLiteral("180")));
    QVERIFY(!more->accessibleName().isEmpty());
    const int line = Fields::edit(fields.to)->height();
    QTRY_VERIFY(fields.to.height() <= 5 * (line + 4) + 6);

    more->click();
    QCOMPARE(Fields::chips(fields.to).size(), 200);
    QVERIFY(!more->isVisible());
    QTRY_VERIFY(fields.to.height() <= 5 * (line + 4) + 6); // it scrolls
    fields.type(QStringLiteral("ann@example.org,"));
    QCOMPARE(fields.to.recipients().size(), 201);
    QCOMPARE(fields.to.recipients().constLast().address.mailbox, QStringLiteral("ann@example.org"));
    fields.bcc.setFocus();
    QTRY_COMPARE(Fields::chips(fields.to).size(), 20);
    QCOMPARE(fields.to.addresses().size(), 201);
    // Closed, it begins with the first of them, also where it was entered in passing.
    QTRY_COMPARE(fields.to.verticalScrollBar()->value(), 0);
    fields.window.resize(220, fields.window.height());
    Fields::edit(fields.to)->setFocus();
    fields.bcc.setFocus();
    QTRY_COMPARE(Fields::chips(fields.to).size(), 20);
    QTRY_COMPARE(fields.to.verticalScrollBar()->value(), 0);
    QVERIFY(fields.to.verticalScrollBar()->maximum() > 0);
}

void TestRecipientField::dropped_ofAnotherField_isAddedWhereItFalls()
{
    Fields fields;
    fields.to.setAddresses(manyAddresses(2));
    QTRY_VERIFY(Fields::chips(fields.to).at(1)->x() > 0);
    QMimeData mime;
    mime.setText(QStringLiteral("Ann <ann@example.org>"));
    QWidget *content = Fields::chips(fields.to).at(0)->parentWidget();
    const QPoint at = Fields::chips(fields.to).at(1)->geometry().topLeft() + QPoint(2, 2);
    QDragEnterEvent enter(at, Qt::MoveAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(content, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::MoveAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(content, &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(mailboxes(fields.to),
             QStringList({"p0@example.org", "ann@example.org", "p1@example.org"}));
}

void TestRecipientField::proposals_enterTakesTheFirst_andACompleteAddressStands()
{
    Fields fields;
    fields.completer.addresses = {{QStringLiteral("Ann Miller"), QStringLiteral("ann@example.org")},
                                  {QStringLiteral("Anna"), QStringLiteral("anna@example.org")}};
    fields.type(QStringLiteral("an"));
    QCompleter *proposals = Fields::edit(fields.to)->completer();
    QTRY_VERIFY(proposals->popup()->isVisible());
    QVERIFY(!proposals->popup()->accessibleName().isEmpty());
    QTest::keyClick(proposals->popup(), Qt::Key_Return);
    QCOMPARE(fields.to.addresses(), AddressList({fields.completer.addresses.at(0)}));
    QVERIFY(Fields::edit(fields.to)->text().isEmpty());

    fields.type(QStringLiteral("an"));
    QTRY_VERIFY(proposals->popup()->isVisible());
    QTest::keyClick(proposals->popup(), Qt::Key_Down);
    QTest::keyClick(proposals->popup(), Qt::Key_Return);
    QCOMPARE(fields.to.addresses().value(1), fields.completer.addresses.at(1));

    fields.type(QStringLiteral("an@x.org"));
    QTRY_VERIFY(proposals->popup()->isVisible());
    QTest::keyClick(proposals->popup(), Qt::Key_Return);
    QCOMPARE(mailboxes(fields.to).value(2), QStringLiteral("an@x.org"));
}

void TestRecipientField::proposals_lateAnswer_isNotShown()
{
    Fields fields;
    fields.type(QStringLiteral("ann"));
    Q_EMIT fields.completer.answered(QStringLiteral("an"),
                                     {{{QString(), QStringLiteral("ann@example.org")}, {}, false}});
    QVERIFY(!Fields::edit(fields.to)->completer()->popup()->isVisible());
    QCOMPARE(fields.completer.asked.constLast(), QStringLiteral("ann"));
}

void TestRecipientField::proposals_aList_becomesItsMembers()
{
    Fields fields;
    fields.type(QStringLiteral("ann@example.org,"));
    AddressSuggestion club;
    club.address.name = QStringLiteral("Rowing Club\u202e");
    club.members = {{QStringLiteral("Ann"), QStringLiteral("ANN@example.org")},
                    {QStringLiteral("Ben"), QStringLiteral("ben@example.org")},
                    {QString(), QStringLiteral("carl@example.org")}};
    fields.completer.lists = {club};
    fields.type(QStringLiteral("row"));
    QCompleter *proposals = Fields::edit(fields.to)->completer();
    QTRY_VERIFY(proposals->popup()->isVisible());
    const QString shown = proposals->completionModel()->index(0, 0).data().toString();
    QVERIFY(shown.startsWith(QLatin1String("Rowing Club (")));
    QTest::keyClick(proposals->popup(), Qt::Key_Return);
    // Each can be seen and taken out, and nobody stands there twice.
    QCOMPARE(mailboxes(fields.to),
             QStringList({"ann@example.org", "ben@example.org", "carl@example.org"}));
    QCOMPARE(Fields::chips(fields.to).size(), 3);
}

void TestRecipientField::draft_invalidText_comesBack()
{
    Fields fields;
    fields.type(QStringLiteral("ann@example.org,half an addr"));
    fields.press(Qt::Key_Return);
    RecipientField other;
    other.setAddresses(fields.to.addresses());
    QCOMPARE(mailboxes(other), QStringList({"ann@example.org", "!half an addr"}));
}

void TestRecipientField::names_areTold()
{
    Fields fields;
    QCOMPARE(Fields::edit(fields.cc)->accessibleName(), QStringLiteral("Cc"));
    fields.cc.setAddresses({{QStringLiteral("Ann"), QStringLiteral("ann@example.org")}});
    QVERIFY(Fields::chips(fields.cc).at(0)->accessibleName().contains(
        QStringLiteral("ann@example.org")));
}

QTEST_MAIN(TestRecipientField)
#include "tst_recipientfield.moc"
