// SPDX-License-Identifier: MIT
// Pictures of the composer, for looking at: run by tests/gui/screenshots/run.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/recipientfield.h"
#include "gui/composer/redirectdialog.h"
#include "gui/theme.h"
#include "html/composehtml.h"
#include "settings/preferences.h"
#include "support/shotalbum.h"

#include <QApplication>
#include <QTemporaryDir>

using namespace Turnstone;

namespace {

Sender sender(const char *name, const char *mailbox)
{
    Sender made;
    made.address = {QString::fromUtf8(name), QString::fromUtf8(mailbox)};
    made.accountName = QStringLiteral("Home");
    return made;
}

QString longThread()
{
    QString text = QStringLiteral("Hello Ben,\n\nthe drawings would help, thank you. I have put my "
                                  "answers between your lines.\n\nOn Friday, 20 November 2026 "
                                  "10:00, Ben Okafor wrote:\n");
    for (int i = 0; i < 12; ++i)
        text += QStringLiteral("> The mole was surveyed in %1, and nobody has looked at it since "
                               "then but for the diver who fixed the lamp.\n>> Is that so?\n")
                    .arg(2000 + i);
    return text + QStringLiteral("-- \nAnn Miller\nHarbour Survey\n");
}

struct Shots {
    const Test::ShotAlbum &album;
    QString look;
    void save(const ComposeStart &start, const char *name, bool tall = false) const
    {
        auto *composer = new Composer({sender("Ann Miller", "ann@example.org"),
                                       sender("Harbour Survey", "survey@example.org")},
                                      start);
        ComposeWindow window(composer);
        window.resize(860, tall ? 820 : 620);
        window.show();
        composer->focusFirst();
        album.save(window, look + QLatin1Char('-') + QLatin1String(name));
        window.closeAtOnce();
    }
};

AddressList people(int count)
{
    static const char *const names[] = {"Ben Okafor", "Chloé Martin", "Dai Ōe",        "Emma Lind",
                                        "שרה כהן",    "Farid Haddad", "Galina Petrova"};
    AddressList list;
    for (int i = 0; i < count; ++i)
        list.append({QString::fromUtf8(names[i % 7]), QStringLiteral("p%1@example.org").arg(i)});
    return list;
}

void shoot(const Shots &shots)
{
    shots.save({}, "new");
    ComposeStart reply;
    reply.composition.to = people(1);
    reply.composition.subject = QStringLiteral("Re: Survey of the north mole");
    reply.composition.text = longThread();
    reply.cursor = 12;
    shots.save(reply, "reply");

    ComposeStart rich = reply;
    rich.composition.cc = people(4);
    rich.composition.html =
        composeHtml(
            QStringLiteral(
                "<h2>Plan</h2><p>Hello <b>Ben</b>, the <i>drawings</i> would <u>help</u>; see <a "
                "href=\"https://example.org\">the old ones</a> and "
                "<code>mole.dwg</code>.</p><ul><li>Tides"
                "</li><li>Ferries<ul><li>North</li></ul></li></ul><table border=1 "
                "cellpadding=4><tr><td>"
                "Day</td><td>Tide</td></tr><tr><td>Monday</td><td>07:12</td></tr></table><p>Ben "
                "wrote:</p>"
                "<blockquote type=cite><p>The mole was surveyed in 2019.</p><blockquote><p>Is that "
                "so?</p>"
                "</blockquote><p>It is.</p></blockquote>"))
            .html;
    shots.save(rich, "rich", true);

    ComposeStart many = reply;
    many.composition.to = people(200);
    many.composition.to.append({QStringLiteral("not an address"), QString()});
    many.composition.cc = people(3);
    many.composition.cc.append({QStringLiteral("ann.example.org"), QString()});
    for (int i = 0; i < 30; ++i) {
        Attachment attachment;
        attachment.name = QStringLiteral("drawing-of-the-north-mole-%1.pdf").arg(i);
        attachment.type = i % 3 ? "application/pdf" : "image/png";
        attachment.content = QByteArray(1000 * (i + 1), 'x');
        many.composition.attachments.append(attachment);
    }
    shots.save(many, "many", true);

    ComposeStart rightToLeft;
    rightToLeft.composition.to = people(5).mid(4, 1);
    rightToLeft.composition.subject = QStringLiteral("פגישה – 14:00 ABC");
    rightToLeft.composition.text =
        QStringLiteral("שלום, מה שלומך? ABC (123) ועוד.\n\nהשלום, (2026) 14:00.\n> ציטוט ראשון\n"
                       ">> An English line within it.\n> السلام عليكم ورحمة الله\n");
    shots.save(rightToLeft, "rightleft");

    OriginalMessage original;
    original.header = "From: Ben Okafor <ben@example.org>\r\nSubject: Survey of the north "
                      "mole\r\n\r\n";
    Redirection before;
    before.to = people(3);
    RedirectDialog redirect(original, {sender("Ann Miller", "ann@example.org")}, nullptr, before,
                            nullptr);
    redirect.setAttribute(Qt::WA_DeleteOnClose, false);
    shots.album.save(redirect, shots.look + QStringLiteral("-redirect"));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("composer"));
    for (const auto &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        const QTemporaryDir profile;
        Preferences preferences(profile.path());
        preferences.set(Pref::theme, look);
        const Theme theme(application, preferences);
        shoot({album, look});
    }
    return 0;
}
