// SPDX-License-Identifier: MIT
// What the store's claims rest on: bench_store [rows, 1,000,000 unless said otherwise] prints one
// line a measure. Figures are of one run on one machine; only ratios travel.
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTextStream>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

void measure(const QString &what, int times, const std::function<void()> &action)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < times; ++i)
        action();
    QTextStream(stdout) << what << ": " << double(timer.nsecsElapsed()) / 1e6 / times << " ms\n";
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    const ThrowAwayProfile profile;
    {
        Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
        StoreFiller filler(store);
        const AccountId account = filler.addAccount(QStringLiteral("A"));
        const RemoteFolderRow inbox = filler.folder(account);
        QElapsedTimer timer;
        timer.start();
        filler.fill(inbox, rows);
        QTextStream(stdout) << "insert, batches of 1,000: " << rows * 1000 / timer.elapsed()
                            << " rows/s\n";
        const RemoteFolderRow second = filler.folder(filler.addAccount(QStringLiteral("B")));
        filler.fill(second, rows / 10);
        timer.restart();
        constexpr int contents = 5000;
        filler.fillContent(inbox, contents, 4000);
        QTextStream(stdout) << "content, 4 KB, batches of 500: "
                            << contents * 1000 / timer.elapsed() << " messages/s\n";
    }
    std::optional<Store> store;
    measure(QStringLiteral("start: open the store"), 1,
            [&] { store.emplace(profile.paths(), Store::Access::ReadWrite, Clock::system()); });
    std::optional<MailReader> reader;
    ListQuery one, all;
    measure(QStringLiteral("start: folders and the first 60 rows"), 1, [&] {
        reader.emplace(*store);
        for (const Folder &folder : reader->folders()) {
            if (folder.role != FolderRole::Inbox)
                continue;
            all.folders.insert(folder.id);
            if (one.folders.isEmpty())
                one.folders.insert(folder.id);
        }
        reader->page(one, 60);
    });
    std::vector<qint64> ids;
    measure(QStringLiteral("all ids by date"), 3, [&] { ids = reader->ids(one); });
    measure(QStringLiteral("all ids by date, unified"), 3, [&] { reader->ids(all); });
    const std::pair<SortKey, const char *> keys[] = {{SortKey::Date, "date"},
                                                     {SortKey::From, "from"},
                                                     {SortKey::Subject, "subject"},
                                                     {SortKey::Size, "size"},
                                                     {SortKey::Unread, "unread"},
                                                     {SortKey::Flagged, "flagged"},
                                                     {SortKey::Attachment, "attachment"}};
    for (const auto &[key, name] : keys) {
        one.sort = all.sort = key;
        measure(QStringLiteral("first 60 by %1, unified").arg(QLatin1String(name)), 20,
                [&] { reader->page(all, 60); });
        measure(QStringLiteral("all ids by %1").arg(QLatin1String(name)), 1,
                [&] { reader->ids(one); });
    }
    one.sort = SortKey::Date;
    QRandomGenerator random(1);
    measure(QStringLiteral("60 rows at a random place"), 200, [&] {
        const size_t at = random.bounded(quint32(ids.size() - 60));
        QList<PlacementId> block;
        for (size_t i = at; i < at + 60; ++i)
            block.append(PlacementId(ids[i]));
        reader->rows(block);
    });
    measure(QStringLiteral("next 60 after a random row"), 200,
            [&] { reader->page(one, 60, PlacementId(ids[random.bounded(quint32(ids.size()))])); });
    MailWriter writer(*store);
    measure(QStringLiteral("mark one as flagged, durable"), 50, [&] {
        writer.setFlags({PlacementId(ids[random.bounded(quint32(ids.size()))])},
                        {Flag::Answered, {}, {}, {}}, {true, true, true});
    });
    return 0;
}
