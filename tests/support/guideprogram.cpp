// SPDX-License-Identifier: MIT
#include "support/guideprogram.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <algorithm>

namespace Turnstone::Test {

GuideProgram::GuideProgram(MailServer &mailServer, const QString &protocol)
    : server(mailServer)
{
    open();
    engine->addAccount(server.account(protocol), Secret("secret"),
                       [this](const Engine::AddResult &result) { id = result.account; });
    if (!QTest::qWaitFor([this] { return id && isQuiet(); }, guidePatienceMs))
        qFatal("the account never came to rest");
}

void GuideProgram::open()
{
    store = std::make_unique<Store>(profile.paths(), Store::Access::ReadWrite, Clock::system());
    preferences = std::make_unique<Preferences>(profile.paths().config);
    credentials = std::make_unique<CredentialStore>();
    engine = std::make_unique<Engine>(*store, registry, *credentials, *preferences);
    writer = std::make_unique<MailWriter>(*store);
    engine->start();
}

void GuideProgram::restart()
{
    writer.reset();
    engine.reset();
    store.reset();
    open();
    engine->providePassword(id, Secret("secret"), true);
}

bool GuideProgram::isQuiet() const
{
    return engine->state(id).lastSyncUtc != 0
        && engine->state(id).phase == AccountState::Phase::Idle;
}

QList<MessageRow> GuideProgram::rows(const QString &path)
{
    const auto folder = writer->folderByPath(id, path);
    ListQuery query;
    query.folders = {folder ? folder->id : FolderId()};
    return writer->page(query, 10'000);
}

QByteArrayList GuideProgram::contents()
{
    QByteArrayList all;
    const QList<Folder> folders = writer->folders(id);
    for (const Folder &folder : folders) {
        const QList<MessageRow> here = rows(folder.path);
        for (const MessageRow &row : here)
            all.append(writer->content(row.message, {}).value_or("<not here>"));
    }
    std::sort(all.begin(), all.end());
    return all;
}

void GuideProgram::file(int count, const QString &path)
{
    engine->createFolder(id, path);
    const auto made = [&] { return writer->folderByPath(id, path).has_value(); };
    if (!QTest::qWaitFor(made, guidePatienceMs))
        qFatal("no folder was made");
    QList<PlacementId> ids;
    const QList<MessageRow> here = rows();
    for (int i = 0; i < count; ++i)
        ids.append(here.at(i).id);
    engine->move(ids, writer->folderByPath(id, path)->id);
    if (!QTest::qWaitFor([&] { return rows(path).size() == count; }, guidePatienceMs))
        qFatal("nothing was moved");
}

std::unique_ptr<SwitchGuide> GuideProgram::guide(SwitchGuide::Begin begin)
{
    auto made = std::make_unique<SwitchGuide>(*store, *engine, *preferences, id, begin);
    made->show();
    return made;
}

std::unique_ptr<SwitchGuide> GuideProgram::guideAtServer(const QString &user)
{
    auto made = guide();
    if (!waitForPage(*made, "serverPage"))
        qFatal("the guide never asked for the server");
    const Endpoint endpoint = server.endpoint(account().incoming.protocol == QLatin1String("pop3")
                                                  ? QStringLiteral("imap")
                                                  : QStringLiteral("pop3"));
    child<QLineEdit>(*made, "hostEdit").setText(endpoint.host);
    child<QSpinBox>(*made, "portBox").setValue(endpoint.port);
    auto &name = child<QLineEdit>(*made, "userEdit");
    name.clear();
    QTest::keyClicks(&name, user);
    return made;
}

std::unique_ptr<SwitchGuide> GuideProgram::guideAtPreview(const QString &user)
{
    auto made = guideAtServer(user);
    nextButton(*made).click();
    if (!waitForPage(*made, "previewPage"))
        qFatal("no preview was shown: %s", qPrintable(problem(*made)));
    return made;
}

QString page(SwitchGuide &guide)
{
    auto &pages = child<QStackedWidget>(guide, "pages");
    return pages.isEnabled() ? pages.currentWidget()->objectName() : QString();
}

bool waitForPage(SwitchGuide &guide, const char *name)
{
    return QTest::qWaitFor([&] { return page(guide) == QLatin1String(name); }, guidePatienceMs);
}

QPushButton &nextButton(SwitchGuide &guide)
{
    return child<QPushButton>(guide, "nextButton");
}

QString problem(SwitchGuide &guide)
{
    return child<QLabel>(guide, "problemText").text();
}

} // namespace Turnstone::Test
