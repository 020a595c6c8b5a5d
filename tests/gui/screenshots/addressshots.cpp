// SPDX-License-Identifier: MIT
// The address book: somebody, a list, several selected, empty. Run by tests/gui/screenshots/run
// under Xvfb.
#include "gui/addressbook/addressbookwindow.h"
#include "gui/addressbook/contactform.h"
#include "gui/addressbook/contactlistmodel.h"
#include "gui/composer/seenaddresscompleter.h"
#include "gui/theme.h"
#include "store/contactwriter.h"
#include "support/shotalbum.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QBuffer>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray portrait()
{
    QImage image(300, 400, QImage::Format_RGB32);
    image.fill(QColor(70, 120, 150));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(230, 200, 170));
    painter.drawEllipse(90, 90, 120, 150);
    painter.setBrush(QColor(40, 60, 80));
    painter.drawEllipse(40, 240, 220, 260);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

void fill(MailWriter &writer)
{
    ContactWriter book(writer);
    const auto add = [&book](const char *given, const char *family, const char *mailbox) {
        Contact contact;
        contact.uid = QString::fromUtf8(mailbox);
        contact.givenName = QString::fromUtf8(given);
        contact.familyName = QString::fromUtf8(family);
        contact.emails.append({QString::fromUtf8(mailbox)});
        return contact;
    };
    Contact ana = add("Ana", "Plover", "ana@plover.example");
    ana.emails.append({"ana.plover@harbour.example", "work", true});
    ana.phones = {{"+49 30 1234567", "cell"}, {"+49 30 7654321", "work"}};
    ana.organisation = "Harbour Observatory";
    ana.title = "Ornithologist";
    ana.notes = "Met at the island.\nPrefers mail in the morning.";
    ana.photo = portrait();
    ana.photoType = "image/png";
    QList<Contact> contacts{ana,
                            add("Jörg", "Müller", "joerg@bücher.example"),
                            add("李", "明", "liming@example.cn"),
                            add("דנה", "לוי", "dana@example.co.il"),
                            add("Ben", "Okafor", "ben@example.org"),
                            add("Chiara", "Rossi", "chiara@example.it")};
    for (int i = 0; i < 40; ++i)
        contacts.append(add("Person", qPrintable(QString::number(i)),
                            qPrintable(QStringLiteral("p%1@example.org").arg(i))));
    Contact club;
    club.uid = "club";
    club.name = "Rowing Club";
    club.isList = true;
    club.members = {"ana@plover.example", "ben@example.org", "chiara@example.it",
                    "guest@example.net"};
    contacts.append(club);
    book.merge(contacts);
}

void choose(AddressBookWindow &window, const QString &typed, bool all = false)
{
    window.findChild<QLineEdit *>(QStringLiteral("searchEdit"))->setText(typed);
    auto *list = window.findChild<QListView *>(QStringLiteral("list"));
    QObject::connect(&window.model(), &ContactListModel::settled, list, [list, all] {
        if (all)
            list->selectAll();
    });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const ShotAlbum album(application, QStringLiteral("addresses"));
    WindowFixture fixture;
    fixture.addAccount(QStringLiteral("Home"));
    bool filled = false;
    for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        fixture.preferences().set(Pref::theme, look);
        const Theme theme(application, fixture.preferences());
        SeenAddressCompleter completer(fixture.store());
        if (!filled) {
            AddressBookWindow empty(fixture.store(), fixture.engine(), completer);
            album.save(empty, look + QStringLiteral("-empty"),
                       [&empty] { return empty.model().total() == 0; });
            fill(fixture.writer());
            filled = true;
        }
        AddressBookWindow window(fixture.store(), fixture.engine(), completer);
        const auto shows = [&window](const QString &name) {
            return [&window, name] { return window.form().edited().name == name; };
        };
        const auto hasPhoto = [&window] { return window.model().photo(0) != nullptr; };
        album.save(window, look + QStringLiteral("-all"), hasPhoto);
        choose(window, QStringLiteral("ana"));
        album.save(window, look + QStringLiteral("-person"),
                   [shown = shows(QStringLiteral("Ana Plover")), hasPhoto] {
                       return shown() && hasPhoto();
                   });
        choose(window, QStringLiteral("rowing"));
        album.save(window, look + QStringLiteral("-list"), shows(QStringLiteral("Rowing Club")));
        choose(window, QStringLiteral("person"), true);
        album.save(window, look + QStringLiteral("-several"),
                   [&window] { return window.model().rowCount() == 40 && window.model().row(0); });
    }
    return 0;
}
