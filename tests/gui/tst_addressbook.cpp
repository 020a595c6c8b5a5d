// SPDX-License-Identifier: MIT
#include "gui/addressbook/addressbookcommands.h"
#include "gui/addressbook/addressbookwindow.h"
#include "gui/addressbook/contactform.h"
#include "gui/addressbook/contactlistmodel.h"
#include "gui/addressbook/contactphoto.h"
#include "gui/addressbook/valuestable.h"
#include "gui/avatarlabel.h"
#include "gui/composer/seenaddresscompleter.h"
#include "gui/mainwindow.h"
#include "gui/messageheader.h"
#include "gui/windowactions.h"
#include "settings/writingpreferences.h"
#include "store/contactwriter.h"
#include "support/windowfixture.h"

#include <QBuffer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

template <typename T> T &part(QWidget &window, const char *name)
{
    T *found = window.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

Contact person(const QString &name, const QString &mailbox)
{
    Contact contact;
    contact.name = name;
    if (!mailbox.isEmpty())
        contact.emails.append({mailbox});
    return contact;
}

QByteArray picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class TestAddressBook : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<SeenAddressCompleter> m_completer;
    std::unique_ptr<AddressBookWindow> m_window;
    QTemporaryDir m_files;

    void open()
    {
        m_completer = std::make_unique<SeenAddressCompleter>(m_fixture->store());
        m_window = std::make_unique<AddressBookWindow>(m_fixture->store(), m_fixture->engine(),
                                                       *m_completer);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY(m_window->model().total() >= 0);
    }
    QLineEdit &edit(const char *name) { return part<QLineEdit>(*m_window, name); }
    void click(const char *name) { part<QToolButton>(*m_window, name).click(); }
    ContactWriter book() { return ContactWriter(m_fixture->writer()); }
    QStringList names()
    {
        QStringList names;
        ContactWriter contacts = book();
        for (const qint64 id : contacts.ids())
            names.append(contacts.contact(ContactId(id))->contact.name);
        return names;
    }
    QString shownName() { return m_window->form().edited().name; }
    QString written(const char *name, const QByteArray &bytes)
    {
        QFile file(m_files.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->addAccount(QStringLiteral("Home"));
    }
    void cleanup()
    {
        m_window.reset();
        m_completer.reset();
        m_fixture.reset();
    }

    void newContact_typed_isSavedAndSelected();
    void newContact_leftEmpty_leavesNothing();
    void changed_closedWithoutSaving_isSaved();
    void changed_reverted_isAsBefore();
    void whatTheFormDoesNotShow_staysInTheContact();
    void search_showsTheFirstThatIsFound();
    void deleted_undone_isBack();
    void severalSelected_becomeAListAndAreWrittenTo();
    void listMembers_withoutAnAddress_stay();
    void photo_chosen_isScaledAndRemoved();
    void photo_bombsAndLinks_areNotDecoded();
    void rows_showAPhotoWhereThereIsOne();
    void importedAndExported_tellsWhatCameOfIt();
    void longList_onlyWhatIsLookedAtIsRead();
    void controls_haveAccessibleNames();
    void mainWindow_addsFromAMessage();
    void mainWindow_showsTheSendersPhoto();
};

void TestAddressBook::newContact_typed_isSavedAndSelected()
{
    open();
    QCOMPARE(part<QStackedWidget>(*m_window, "pages").currentIndex(), 1); // empty
    click("newButton");
    QTRY_VERIFY(edit("givenEdit").hasFocus());
    QTest::keyClicks(&edit("givenEdit"), QStringLiteral("Ann"));
    QTest::keyClicks(&edit("familyEdit"), QStringLiteral("Lee"));
    QCOMPARE(edit("nameEdit").text(), QStringLiteral("Ann Lee"));
    auto &emails = part<ValuesTable>(*m_window, "emailsTable");
    emails.item(0, 0)->setText(QStringLiteral("ann@example.org"));
    QCOMPARE(emails.rowCount(), 2);
    emails.item(1, 0)->setText(QStringLiteral("no address"));
    QVERIFY(!emails.item(1, 0)->toolTip().isEmpty());
    emails.setCurrentCell(1, 0);
    QTest::keyClick(&emails, Qt::Key_Delete);
    QCOMPARE(emails.rowCount(), 2);
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_COMPARE(m_window->model().rowCount(), 1);
    QCOMPARE(names(), QStringList{"Ann Lee"});
    QTRY_COMPARE(m_window->form().contact(), m_window->model().idAt(0));
    QTRY_VERIFY(part<QListView>(*m_window, "list").selectionModel()->hasSelection());
    QVERIFY(!m_window->form().isModified());
    // Changed once more, it is the same one.
    QTest::keyClicks(&edit("nicknameEdit"), QStringLiteral("A"));
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_COMPARE(book().contact(m_window->model().idAt(0))->contact.nickname, QStringLiteral("A"));
    QCOMPARE(names().size(), 1);
}

void TestAddressBook::newContact_leftEmpty_leavesNothing()
{
    book().save(person("Ben", "ben@example.org"));
    open();
    click("newButton");
    part<QListView>(*m_window, "list").setCurrentIndex(m_window->model().index(0));
    QTRY_COMPARE(shownName(), QStringLiteral("Ben"));
    m_window->close();
    m_window.reset();
    m_completer.reset();
    QCOMPARE(names(), QStringList{"Ben"});
}

void TestAddressBook::changed_closedWithoutSaving_isSaved()
{
    const ContactId id = book().save(person("Ben", "ben@example.org"));
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Ben"));
    part<QPlainTextEdit>(*m_window, "notesEdit").setPlainText(QStringLiteral("late"));
    m_window->close();
    QTRY_COMPARE(book().contact(id)->contact.notes, QStringLiteral("late"));
}

void TestAddressBook::changed_reverted_isAsBefore()
{
    const ContactId id = book().save(person("Ben", "ben@example.org"));
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Ben"));
    QTest::keyClicks(&edit("nameEdit"), QStringLiteral("x"));
    QVERIFY(m_window->form().isModified());
    part<QPushButton>(*m_window, "revertButton").click();
    QVERIFY(!m_window->form().isModified());
    QCOMPARE(shownName(), QStringLiteral("Ben"));
}

void TestAddressBook::whatTheFormDoesNotShow_staysInTheContact()
{
    Contact contact = person("Ben", "ben@example.org");
    contact.uid = "u";
    contact.prefix = "Dr.";
    contact.categories = {"friends"};
    contact.emails[0].kind = "secret"; // no word of ours
    contact.emails[0].preferred = true;
    contact.otherProperties = {"BDAY:19700310"};
    const ContactId id = book().save(contact);
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Ben"));
    QTest::keyClicks(&edit("titleEdit"), QStringLiteral("Pilot"));
    part<QPushButton>(*m_window, "saveButton").click();
    contact.title = "Pilot";
    QTRY_COMPARE(book().contact(id)->contact, contact);
}

void TestAddressBook::search_showsTheFirstThatIsFound()
{
    for (const char *name : {"Ann", "Ben", "Carl"})
        book().save(person(name, {}));
    open();
    QTRY_COMPARE(m_window->model().rowCount(), 3);
    QTest::keyClicks(&edit("searchEdit"), QStringLiteral("ca"));
    QTRY_COMPARE(m_window->model().rowCount(), 1);
    QTRY_COMPARE(shownName(), QStringLiteral("Carl"));
    QVERIFY(part<QLabel>(*m_window, "countText").text().contains(u'3'));
    QTest::keyClick(&edit("searchEdit"), Qt::Key_Down);
    QVERIFY(part<QListView>(*m_window, "list").hasFocus());
    QTest::keyClick(&edit("searchEdit"), Qt::Key_Escape);
    QTRY_COMPARE(m_window->model().rowCount(), 3);
    QVERIFY(m_window->isVisible());
}

void TestAddressBook::deleted_undone_isBack()
{
    const ContactId id = book().save(person("Ann", "ann@example.org"));
    book().save(person("Ben", {}));
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Ann"));
    part<QListView>(*m_window, "list").setFocus();
    QTest::keyClick(&part<QListView>(*m_window, "list"), Qt::Key_Delete);
    QTRY_COMPARE(names(), QStringList{"Ben"});
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("Ann")));
    for (QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
        if (button->text() == QLatin1String("Undo"))
            button->click();
    }
    QTRY_COMPARE(names(), (QStringList{"Ann", "Ben"}));
}

void TestAddressBook::severalSelected_becomeAListAndAreWrittenTo()
{
    book().save(person("Ann", "ann@example.org"));
    book().save(person("Ben", "ben@example.org"));
    open();
    QTRY_COMPARE(m_window->model().rowCount(), 2);
    m_window->showContact(m_window->model().idAt(0));
    part<QListView>(*m_window, "list").selectAll(); // while the first is being read
    m_window->form().takePhoto(m_files.filePath(QStringLiteral("read-after-it")));
    QTRY_VERIFY(!m_window->notice().isEmpty());
    QVERIFY(part<QStackedWidget>(*m_window, "detailPages").currentWidget() != &m_window->form());
    click("newListButton");
    QTRY_VERIFY(edit("listNameEdit").hasFocus());
    QTest::keyClicks(&edit("listNameEdit"), QStringLiteral("Friends"));
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_COMPARE(m_window->model().rowCount(), 3);
    const ContactId list = book().lists().value(0).id;
    QCOMPARE(book().addresses(list).size(), 2);
    // By name, so that it follows them.
    QVERIFY(!book().contact(list)->contact.members.contains("ann@example.org"));

    QSignalSpy writes(m_window.get(), &AddressBookWindow::writeRequested);
    m_window->showContact(list);
    QTRY_COMPARE(shownName(), QStringLiteral("Friends"));
    click("writeButton");
    QTRY_COMPARE(writes.size(), 1);
    QCOMPARE(writes.first().first().value<QList<Address>>().size(), 2);
}

void TestAddressBook::listMembers_withoutAnAddress_stay()
{
    Contact list = person("Friends", {});
    list.isList = true;
    list.members = {"gone", "x@example.org"};
    const ContactId id = book().save(list);
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Friends"));
    QVERIFY(!part<QLabel>(*m_window, "stateText").text().isEmpty());
    QTest::keyClicks(&edit("listNameEdit"), QStringLiteral("!"));
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_COMPARE(book().contact(id)->contact.name, QStringLiteral("Friends!"));
    QCOMPARE(book().contact(id)->contact.members, (QStringList{"x@example.org", "gone"}));
}

void TestAddressBook::photo_chosen_isScaledAndRemoved()
{
    const ContactId id = book().save(person("Ben", {}));
    open();
    m_window->showContact(id);
    QTRY_COMPARE(shownName(), QStringLiteral("Ben"));
    m_window->form().takePhoto(written("large.png", picture(3000, 2000)));
    auto &avatar = part<AvatarLabel>(*m_window, "avatar");
    QTRY_VERIFY(avatar.hasPhoto());
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_VERIFY(!book().contact(id)->contact.photo.isEmpty());
    const Contact kept = book().contact(id)->contact;
    QCOMPARE(kept.photoType, QByteArray("image/jpeg"));
    QCOMPARE(QImage::fromData(kept.photo).size(), QSize(512, 341));
    part<QPushButton>(*m_window, "removePhotoButton").click();
    QVERIFY(!avatar.hasPhoto());
    part<QPushButton>(*m_window, "saveButton").click();
    QTRY_VERIFY(book().contact(id)->contact.photo.isEmpty());
    m_window->form().takePhoto(written("text.png", "no picture"));
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("text.png")));
}

void TestAddressBook::photo_bombsAndLinks_areNotDecoded()
{
    // 30,000 by 30,000 pixels in a few bytes: its header is enough to say no.
    QByteArray bomb = picture(1, 1);
    const QByteArray side = QByteArray::fromHex("00007530");
    bomb.replace(16, 4, side);
    bomb.replace(20, 4, side);
    QVERIFY(decodedPhoto(bomb, 100).isNull());
    QVERIFY(decodedPhoto("<svg xmlns=\"http://www.w3.org/2000/svg\"><image "
                         "href=\"file:///etc/passwd\"/></svg>",
                         100)
                .isNull());
    QVERIFY(decodedPhoto(picture(200, 100).left(90), 100).isNull());
    QCOMPARE(decodedPhoto(picture(2000, 1), 100).size(), QSize(100, 1));
    QVERIFY(!preparedPhoto(m_files.path()));
    QVERIFY(!preparedPhoto(m_files.filePath(QStringLiteral("missing"))));
}

void TestAddressBook::importedAndExported_tellsWhatCameOfIt()
{
    open();
    m_window->importFile(written("a.vcf",
                                 "BEGIN:VCARD\nFN:Ann\nEMAIL:ann@example.org\nEND:VCARD\n"
                                 "BEGIN:VCARD\nFN:Ben\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"));
    QTRY_COMPARE(m_window->model().rowCount(), 2);
    QTRY_VERIFY(m_window->notice().contains(u'2') && m_window->notice().contains(u'1'));
    m_window->importFile(written("noise", "nothing"));
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("noise")));
    m_window->importFile(m_files.filePath(QStringLiteral("missing")));
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("missing")));
    const QString out = m_files.filePath(QStringLiteral("out.csv"));
    m_window->exportFile(out, ContactFormat::Csv);
    QTRY_VERIFY(QFile::exists(out));
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("out.csv")));
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("ann@example.org"));
    m_window->exportFile(QStringLiteral("/nowhere/out.vcf"), ContactFormat::VCard4);
    QTRY_VERIFY(m_window->notice().contains(QStringLiteral("/nowhere/out.vcf")));
}

void TestAddressBook::longList_onlyWhatIsLookedAtIsRead()
{
    QList<Contact> contacts;
    for (int i = 0; i < 3'000; ++i)
        contacts.append(
            person(QStringLiteral("Person %1").arg(i), QStringLiteral("p%1@example.org").arg(i)));
    book().merge(contacts);
    open();
    QTRY_COMPARE(m_window->model().rowCount(), 3'000);
    auto &list = part<QListView>(*m_window, "list");
    list.scrollToBottom();
    QTRY_VERIFY(m_window->model().row(2'999));
    // Only what was looked at is here; the rest has its place and no content yet.
    QVERIFY(!m_window->model().row(1'500));
    QTRY_VERIFY(m_window->model().row(1'500));
    QCOMPARE(m_window->model().data(m_window->model().index(2'999), Qt::DisplayRole).toString(),
             QStringLiteral("Person 999"));
}

void TestAddressBook::controls_haveAccessibleNames()
{
    book().save(person("Ben", {}));
    open();
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool mayHaveFocus = widget->focusPolicy() & Qt::TabFocus;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const bool inner = widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->inherits("QTextEdit") || widget->inherits("QScrollArea")
            || widget->inherits("QSplitterHandle") || widget->inherits("QHeaderView");
        if (mayHaveFocus && !inner && !widget->isHidden())
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + u' '
                                + widget->objectName()));
    }
}

void TestAddressBook::mainWindow_addsFromAMessage()
{
    MainWindow window(m_fixture->store(), m_fixture->engine(), m_fixture->preferences());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.actions().addressBook->trigger();
    QVERIFY(window.addressBook().window());
    QVERIFY(window.addressBook().window()->isVisible());
    // Somebody new: filled in, and not kept before it is saved.
    window.addressBook().open({"Ann Lee", "ann@example.org"});
    ContactForm &form = window.addressBook().window()->form();
    QTRY_COMPARE(form.edited().familyName, QStringLiteral("Lee"));
    QCOMPARE(names(), QStringList());
    part<QPushButton>(*window.addressBook().window(), "saveButton").click();
    QTRY_COMPARE(names(), QStringList{"Ann Lee"});
    // Known by now, whatever it is written like.
    QTRY_VERIFY(form.contact());
    window.addressBook().open({"A.", "ANN@example.org"});
    QTRY_COMPARE(form.edited().emails.value(0).mailbox, QStringLiteral("ann@example.org"));
    QCOMPARE(names().size(), 1);
    window.addressBook().showMenu({{"Ann", "ann@example.org"}, {"New", "new@example.org"}},
                                  QStringLiteral("text"), {});
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->findChildren<QMenu *>().size(), 2);
    menu->close();
}

void TestAddressBook::rows_showAPhotoWhereThereIsOne()
{
    Contact ann = person(QStringLiteral("Ann"), QStringLiteral("ann@example.org"));
    ann.photo = picture(100, 100);
    ann.photoType = "image/png";
    const ContactId id = book().save(ann);
    book().save(person(QStringLiteral("Ben"), QStringLiteral("ben@example.org")));
    open();
    auto &list = part<QListView>(*m_window, "list");
    QTRY_COMPARE(m_window->model().rowCount(), 2);
    // Left of the name, as high as the row.
    const auto avatarOf = [&](int row) {
        const QRect place = list.visualRect(m_window->model().index(row, 0));
        const QImage shown = list.viewport()->grab(place).toImage();
        return shown.pixelColor(shown.height() / 2, shown.height() / 2);
    };
    QTRY_COMPARE(avatarOf(0), QColor(Qt::darkCyan));
    QVERIFY(avatarOf(1) != QColor(Qt::darkCyan));
    ann.photo.clear();
    ann.photoType.clear();
    book().save(ann, id);
    QTRY_VERIFY(avatarOf(0) != QColor(Qt::darkCyan));
}

void TestAddressBook::mainWindow_showsTheSendersPhoto()
{
    Contact ann = person("Ann", "sender@example.org");
    ann.photo = picture(100, 100);
    ann.photoType = "image/png";
    book().save(ann);
    ShownMessage message;
    message.senderPhoto = decodedPhoto(book().photo("SENDER@example.org")->bytes, 50);
    MessageHeader header;
    header.showMessage(message);
    QVERIFY(header.findChild<AvatarLabel *>()->hasPhoto());
    header.showMessage({});
    QVERIFY(!header.findChild<AvatarLabel *>()->hasPhoto());
}

QTEST_MAIN(TestAddressBook)
#include "tst_addressbook.moc"
