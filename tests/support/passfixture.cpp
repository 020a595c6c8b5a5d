// SPDX-License-Identifier: MIT
#include "support/passfixture.h"

#include <algorithm>

namespace Turnstone::Test {

PassFixture::PassFixture(MemoryServer::Style style, const std::function<void(Account &)> &change)
    : server(style)
    , registry(server.registry())
{
    store = std::make_unique<Store>(profile.paths(), Store::Access::ReadWrite, clock);
    writer = std::make_unique<MailWriter>(*store);
    Account account = server.account();
    if (change)
        change(account);
    writer->addAccount(account, style == MemoryServer::Style::Imap);
    wakeup = std::make_unique<Wakeup>();
}

Account PassFixture::account()
{
    return writer->accounts().first();
}

SyncSummary PassFixture::pass()
{
    return runPass({*store, registry, {}, *wakeup}, account(), Secret(server.password), options);
}

void PassFixture::reopen()
{
    writer.reset();
    store.reset();
    store = std::make_unique<Store>(profile.paths(), Store::Access::ReadWrite, clock);
    writer = std::make_unique<MailWriter>(*store);
    wakeup = std::make_unique<Wakeup>();
}

FolderId PassFixture::folder(const QString &path)
{
    const auto folder = writer->folderByPath(account().id, path);
    return folder ? folder->id : FolderId();
}

QList<MessageRow> PassFixture::rows(const QString &path)
{
    ListQuery query;
    query.folders = {folder(path)};
    return writer->page(query, 100'000);
}

QByteArray PassFixture::content(const MessageRow &row, const QByteArray &section)
{
    return writer->content(row.message, section).value_or(QByteArray("<not here>"));
}

bool PassFixture::equalsServer(const QByteArray &path)
{
    QByteArrayList here, there;
    const QList<MessageRow> list = rows(QString::fromUtf8(path));
    for (const MessageRow &row : list)
        here.append(content(row));
    const auto messages = server.folder(path).messages;
    for (const MemoryServer::Message &message : messages)
        there.append(message.bytes);
    std::sort(here.begin(), here.end());
    std::sort(there.begin(), there.end());
    return here == there;
}

} // namespace Turnstone::Test
