// SPDX-License-Identifier: MIT
// What claims about matching two servers rest on: bench_match [SERVER|all] [messages in the Inbox,
// 20,000] [messages in 11 other folders, 30,000] [moved to those by another program, 2,000].
// A mailbox is filled over IMAP and listed over POP3, as a client of years ago has it; then
// messages are moved by another client, and what POP3 knew is matched with what stands at the
// server now. Everything is there: what isn't matched is missed. Checked by a number in each
// header.
#include "backend/backendregistry.h"
#include "base/cryptothread.h"
#include "engine/protocolswitch/matcher.h"
#include "mail/headerhash.h"
#include "mail/messagereader.h"
#include "support/mailserver.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QRandomGenerator>
#include <QTextStream>
#include <QThread>
#include <QtEndian>

#include <unistd.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int messagesAPart = 500;
constexpr int fillingConnections = 16;

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

/// Seconds; a message an hour.
qint64 deliveredAt(int number)
{
    return 1'500'000'000 + qint64(number) * 3'600;
}

/// Of any length, some without Message-ID, and every fiftieth the same as the one before.
QByteArray benchMessage(int number)
{
    if (number % 50 == 49)
        --number;
    QRandomGenerator random(number + 1);
    const QByteArray n = QByteArray::number(number);
    QByteArray message = "Received: from a.example.org by b.example.org with ESMTPS id " + n
        + "\r\n\tfor <bench@example.org>; Mon, 02 Jan 2023 10:00:00 +0000\r\nX-Number: " + n
        + "\r\nFrom: Ann Example <ann" + n + "@example.org>\r\nTo: bench@example.org\r\nSubject: "
        + "A subject of some words " + n + "\r\nDate: "
        + QDateTime::fromSecsSinceEpoch(deliveredAt(number) - 60, Qt::UTC)
              .toString(Qt::RFC2822Date)
              .toLatin1()
        + "\r\n";
    if (number % 20 != 3)
        message += "Message-ID: <" + n + ".1234567890@example.org>\r\n";
    message += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    const int lines = 5 + random.bounded(40);
    for (int i = 0; i < lines; ++i)
        message += QByteArray(10 + random.bounded(60), char('a' + random.bounded(26))) + "\r\n";
    return message;
}

int numberOf(const QByteArray &header)
{
    const qsizetype at = header.indexOf("X-Number: ");
    return at < 0 ? -1 : header.mid(at + 10, header.indexOf('\r', at) - at - 10).toInt();
}

struct Connection {
    Wakeup wakeup;
    std::unique_ptr<MailBackend> backend;
    Connection(const MailServer &server, const QString &protocol)
    {
        const Account account = server.account(protocol, QStringLiteral("bench"));
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = &wakeup;
        backend = BackendRegistry::standard().find(protocol)->create(config);
        backend->open({account.incoming.user, Secret("secret")});
    }
    MailBackend *operator->() const { return backend.get(); }
    qint64 bytes() const { return backend->counts().bytesIn + backend->counts().bytesOut; }
};

struct Filler : AppendBatch {
    int from = 0, to = 0, refusals = 0;
    std::optional<AppendItem> next() override
    {
        if (from == to)
            return {};
        const int number = from++;
        return AppendItem{benchMessage(number), {}, deliveredAt(number)};
    }
    void appended(int, const std::optional<RemoteKey> &) override { }
    void refused(int, const MailError &why) override
    {
        ++refusals;
        say(why.detail);
    }
};

template <typename T> class Jobs {
public:
    void add(const T &job) { m_jobs.append(job); }
    std::optional<T> take()
    {
        const QMutexLocker lock(&m_mutex);
        return m_jobs.isEmpty() ? std::nullopt : std::optional(m_jobs.takeFirst());
    }

private:
    QMutex m_mutex;
    QList<T> m_jobs;
};

struct Listing : SurveySink {
    QByteArray folder;
    quint32 uidValidity = 0;
    MatchSide *side = nullptr;
    QList<SurveyedMessage> all;
    void opened(quint32 validity, quint32, qint64) override { uidValidity = validity; }
    void found(const QList<SurveyedMessage> &some) override
    {
        if (!side) {
            all += some;
            return;
        }
        for (const SurveyedMessage &message : some) {
            MatchMessage entry;
            entry.folder = folder;
            entry.key = message.key;
            entry.uidValidity = uidValidity;
            entry.size = message.size;
            entry.receivedUtc = message.receivedUtc;
            entry.emailId = message.emailId;
            entry.guid = message.guid;
            side->add(entry);
        }
    }
};

struct ToldHeaders : ContentSink {
    std::function<void(const RemoteKey &, const QByteArray &)> told;
    RemoteKey key;
    QByteArray bytes;
    void begin(const RemoteKey &remote) override
    {
        key = remote;
        bytes.clear();
    }
    void section(const QByteArray &) override { }
    void data(QByteArrayView more) override { bytes.append(more); }
    void end() override { told(key, bytes); }
    void missing(const RemoteKey &, const MailError &why) override { say(why.sentence); }
};

void fetchAll(MailBackend &backend, const QList<RemoteKey> &keys, PartSelection::What what,
              const std::function<void(const RemoteKey &, const QByteArray &)> &told)
{
    ToldHeaders sink;
    sink.told = told;
    for (qsizetype from = 0; from < keys.size();) {
        QList<FetchRequest> requests;
        const QByteArray folder = keys[from].folder;
        for (; from < keys.size() && keys[from].folder == folder && requests.size() < 5'000; ++from)
            requests.append({keys[from], {what, {}}, 0});
        backend.fetch(requests, sink);
    }
}

/// Here from memory, there from the server.
struct BenchSource : MatchSource {
    MailBackend &there;
    const std::vector<int> &numbersHere;
    BenchSource(MailBackend &server, const std::vector<int> &numbers)
        : there(server)
        , numbersHere(numbers)
    { }
    static void tell(MatchSide &side, int index, const QByteArray &bytes, bool whole)
    {
        MessageHash hash;
        hash.add(bytes);
        const MessageHash::Hashes hashes = hash.result();
        side.tell(index, looseFingerprint(readEnvelope(headerBlock(bytes))), hashes.header,
                  whole ? hashes.body : QByteArray());
    }
    void read(Side which, Depth depth, const QList<int> &indexes, MatchSide &side) override
    {
        const bool whole = depth == Depth::Whole;
        if (which == Side::Here) {
            for (const int index : indexes)
                tell(side, index, benchMessage(numbersHere[index]), whole);
            return;
        }
        QHash<QPair<QByteArray, QByteArray>, int> byKey;
        QList<RemoteKey> keys;
        for (const int index : indexes) {
            const MatchMessage message = side.at(index);
            keys.append({message.folder, message.key, message.uidValidity});
            byKey.insert({message.folder, message.key}, index);
        }
        fetchAll(there, keys,
                 whole ? PartSelection::What::Everything : PartSelection::What::Headers,
                 [&](const RemoteKey &key, const QByteArray &bytes) {
                     tell(side, byKey.value({key.folder, key.key}), bytes, whole);
                 });
    }
};

/// What another client moves, spread over the Inbox.
void moveSome(MailBackend &imap, const QByteArrayList &folders, int moved)
{
    Listing inbox;
    imap.survey("INBOX", inbox);
    if (moved == 0 || inbox.all.isEmpty())
        return;
    std::vector<QList<RemoteKey>> parts(size_t(folders.size()));
    for (int i = 0; i < moved; ++i) {
        const SurveyedMessage &message = inbox.all[qint64(i) * inbox.all.size() / moved];
        parts[size_t(i) % parts.size()].append({"INBOX", message.key, inbox.uidValidity});
    }
    for (qsizetype i = 0; i < folders.size(); ++i)
        imap.folderChanges()->move(parts[size_t(i)], folders[i]);
}

void match(const MailServer &server, MatchSide &here, const std::vector<int> &numbersHere,
           const QByteArrayList &folders, const QString &what)
{
    Connection imap(server, QStringLiteral("imap"));
    const qint64 before = imap.bytes();
    QElapsedTimer timer;
    timer.start();
    MatchSide there(MatchSide::Keys::Uid);
    for (const QByteArray &folder : folders) {
        Listing listing;
        listing.folder = folder;
        listing.side = &there;
        if (!imap->survey(folder, listing))
            say(QStringLiteral("  not whole: %1").arg(QString::fromLatin1(folder)));
    }
    const qint64 surveyMs = timer.elapsed(), surveyBytes = imap.bytes() - before;
    BenchSource source(*imap.backend, numbersHere);
    const MatchResult result = matchMessages(here, there, source);
    const qint64 totalMs = timer.elapsed(), totalBytes = imap.bytes() - before;

    // The truth.
    QList<RemoteKey> keys;
    for (int i = 0; i < there.count(); ++i)
        keys.append({there.folder(i), there.key(i), 0});
    QHash<QPair<QByteArray, QByteArray>, int> numbers;
    const qint64 headersFrom = imap.bytes();
    QElapsedTimer headers;
    headers.start();
    fetchAll(*imap.backend, keys, PartSelection::What::Headers,
             [&](const RemoteKey &key, const QByteArray &bytes) {
                 numbers.insert({key.folder, key.key}, numberOf(bytes));
             });
    const qint64 headersMs = headers.elapsed(), headersBytes = imap.bytes() - headersFrom;
    int wrong = 0;
    for (const MatchPair &pair : result.pairs) {
        const int number = numbersHere[size_t(pair.here)];
        wrong += numberOf(headerBlock(benchMessage(number)).toByteArray())
            != numbers.value({there.folder(pair.there), there.key(pair.there)}, -2);
    }
    say(server.kind() + QLatin1Char(' ') + what
        + QStringLiteral(": %1 here, %2 there, %3 ms, %4 kB (survey %5 ms, %6 kB)")
              .arg(here.count())
              .arg(there.count())
              .arg(totalMs)
              .arg(totalBytes / 1000)
              .arg(surveyMs)
              .arg(surveyBytes / 1000));
    say(QStringLiteral("  UIDLs like ") + QString::fromLatin1(here.count() > 0 ? here.key(0) : "")
        + QStringLiteral(", formula ") + QString::fromLatin1(result.formula.toString()));
    say(QStringLiteral("  headers read %1, messages read %2; matched %3, wrong %4, missed %5; "
                       "all headers: %6 ms, %7 kB")
            .arg(result.headersRead)
            .arg(result.messagesRead)
            .arg(result.pairs.size())
            .arg(wrong)
            .arg(here.count() - result.pairs.size())
            .arg(headersMs)
            .arg(headersBytes / 1000));
}

/// A message as Courier delivers it: its own kind of name, LF, and the time of delivery as the
/// file's. For root the file is the owner's of the folder.
void deliverFile(const QString &maildir, int number)
{
    QByteArray bytes = benchMessage(number);
    bytes.replace("\r\n", "\n");
    const QString path = QStringLiteral("%1/cur/%2.M%3P1V1I%3_0.bench,S=%4:2,")
                             .arg(maildir)
                             .arg(deliveredAt(number))
                             .arg(number, 6, 10, QLatin1Char('0'))
                             .arg(bytes.size());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()
        || !file.setFileTime(QDateTime::fromSecsSinceEpoch(deliveredAt(number), Qt::UTC),
                             QFileDevice::FileModificationTime))
        qFatal("can't write %s", qPrintable(path));
    const QFileInfo owner(maildir);
    if (geteuid() == 0
        && fchown(file.handle(), uid_t(owner.ownerId()), gid_t(owner.groupId())) != 0)
        qFatal("can't give away %s", qPrintable(path));
}

/// Behind its back: in a folder of thousands, Courier reads all names for each APPEND.
void fillMaildirs(const MailServer &server, const QByteArrayList &folders, int inbox, int others)
{
    const QString top =
        QFileInfo(server.caFile()).dir().filePath(QStringLiteral("mail/bench/Maildir"));
    for (int number = 0; number < inbox; ++number)
        deliverFile(top, number);
    const int each = others / int(folders.size() - 1);
    for (int i = 1; i < folders.size(); ++i) {
        const QString name = QString::fromLatin1(folders[i].mid(qstrlen("INBOX")));
        const int start = inbox + (i - 1) * each;
        for (int number = start; number < start + each; ++number)
            deliverFile(top + QLatin1Char('/') + name, number);
    }
}

/// Over several connections: some servers take 40 ms for each message.
void fill(const MailServer &server, const QByteArrayList &folders, int inbox, int others)
{
    struct Part {
        QByteArray folder;
        int from, to;
    };
    Jobs<Part> parts;
    for (int from = 0; from < inbox; from += messagesAPart)
        parts.add({folders.first(), from, qMin(inbox, from + messagesAPart)});
    const int each = others / int(folders.size() - 1);
    for (int i = 1; i < folders.size(); ++i) {
        const int start = inbox + (i - 1) * each;
        for (int from = start; from < start + each; from += messagesAPart)
            parts.add({folders[i], from, qMin(start + each, from + messagesAPart)});
    }
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < fillingConnections; ++i) {
        threads.emplace_back(QThread::create([&] {
            const CryptoThread crypto;
            try {
                Connection imap(server, QStringLiteral("imap"));
                while (const auto part = parts.take()) {
                    Filler filler;
                    filler.from = part->from;
                    filler.to = part->to;
                    imap->folderChanges()->appendAll(part->folder, filler);
                }
            } catch (const MailError &error) {
                qFatal("%s %s", qPrintable(error.sentence), qPrintable(error.detail));
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
}

void measure(const QString &kind, int inbox, int others, int moved)
{
    MailServer server({.users = {QStringLiteral("bench:secret")}, .server = kind});
    QByteArrayList folders = {"INBOX"};
    QElapsedTimer timer;
    timer.start();
    {
        Connection imap(server, QStringLiteral("imap"));
        imap->folders(); // the prefix of the user's own
        for (int i = 1; i <= 11; ++i)
            folders.append(imap->folderChanges()->create(QStringLiteral("Old %1").arg(i)));
    }
    if (kind == QLatin1String("courier"))
        fillMaildirs(server, folders, inbox, others);
    else
        fill(server, folders, inbox, others);
    say(QStringLiteral("%1: filled in %2 s").arg(kind).arg(timer.elapsed() / 1000));

    MatchSide here(MatchSide::Keys::Uidl), unkeyed(MatchSide::Keys::Uidl);
    std::vector<int> numbers;
    {
        Connection pop3(server, QStringLiteral("pop3"));
        Listing listing;
        pop3->survey("INBOX", listing);
        QList<RemoteKey> keys;
        QHash<QByteArray, qint64> sizes;
        for (const SurveyedMessage &message : std::as_const(listing.all)) {
            keys.append({"INBOX", message.key});
            sizes.insert(message.key, message.size);
        }
        fetchAll(*pop3.backend, keys, PartSelection::What::Headers,
                 [&](const RemoteKey &key, const QByteArray &bytes) {
                     MatchMessage message;
                     message.folder = "INBOX";
                     message.size = sizes.value(key.key);
                     message.receivedUtc = readEnvelope(bytes).dateUtc;
                     unkeyed.add(message);
                     message.key = key.key;
                     here.add(message);
                     numbers.push_back(numberOf(bytes));
                 });
        pop3->close();
    }
    {
        Connection imap(server, QStringLiteral("imap"));
        moveSome(*imap.backend, folders.mid(1), moved);
    }
    match(server, here, numbers, folders, QStringLiteral("by its own UIDLs"));
    match(server, unkeyed, numbers, folders, QStringLiteral("without UIDLs"));
}

/// Messages from a file, each behind its length in eight bytes.
struct FileBatch : AppendBatch {
    QFile file;
    int refusals = 0;
    explicit FileBatch(const QString &path)
        : file(path)
    {
        if (!file.open(QIODevice::ReadOnly))
            qFatal("can't read %s", qPrintable(path));
    }
    std::optional<AppendItem> next() override
    {
        const QByteArray length = file.read(8);
        if (length.size() < 8)
            return {};
        return AppendItem{file.read(qFromLittleEndian<qint64>(length.constData())), {}, 0};
    }
    void appended(int, const std::optional<RemoteKey> &) override { }
    void refused(int, const MailError &) override { ++refusals; }
};

/// Seconds from the connection's beginning to the last answer.
void upload(const QString &path, quint16 port, const QString &caFile)
{
    FileBatch batch(path);
    Wakeup wakeup;
    BackendConfig config;
    config.server.protocol = QStringLiteral("imap");
    config.server.endpoint = {QStringLiteral("localhost"), port, ConnectionSecurity::Tls};
    config.certificates.caFile = caFile;
    config.wakeup = &wakeup;
    QElapsedTimer timer;
    timer.start();
    const auto backend = BackendRegistry::standard().find(QStringLiteral("imap"))->create(config);
    backend->open({QStringLiteral("bench"), Secret("bench")});
    const QByteArray folder = backend->folderChanges()->create(QStringLiteral("Ours"));
    backend->folderChanges()->appendAll(folder, batch);
    if (batch.refusals > 0)
        qFatal("%d messages were refused", batch.refusals);
    say(QString::number(double(timer.elapsed()) / 1000));
}

/// Both sides in memory, and headers that cost nothing: what matching itself takes.
void matchInMemory(int messages)
{
    struct Numbers : MatchSource {
        void read(Side which, Depth, const QList<int> &indexes, MatchSide &side) override
        {
            for (const int index : indexes) {
                // Half as many more there, in another folder.
                const int number = which == Side::Here ? index : index < m_same ? index : -index;
                const QByteArray hash = Sha256::hash(QByteArray::number(number));
                side.tell(index, hash, hash, hash);
            }
        }
        int m_same = 0;
    } source;
    source.m_same = messages;
    for (const bool keyed : {true, false}) {
        MatchSide here(MatchSide::Keys::Uidl), there(MatchSide::Keys::Uid);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < messages + messages / 2; ++i) {
            MatchMessage message;
            message.folder = i < messages ? "INBOX" : "Old";
            message.uidValidity = 1'700'000'000;
            message.size = 1'000 + (i * 7'919ll) % 30'000;
            message.key = QByteArray::number(i + 1);
            there.add(message);
            message.key = keyed ? QByteArray::number(i + 1, 16).rightJustified(8, '0') + "6553f100"
                                : QByteArray();
            if (i < messages)
                here.add(message);
        }
        const qint64 added = timer.restart();
        const MatchResult result = matchMessages(here, there, source);
        QFile status(QStringLiteral("/proc/self/status"));
        const bool readable = status.open(QIODevice::ReadOnly);
        const QByteArray text = readable ? status.readAll() : QByteArray();
        const QByteArray peak = text.mid(text.indexOf("VmHWM:") + 6, 14).simplified();
        say(QStringLiteral(
                "%1 and %2 %3: added in %4 ms, matched %5 in %6 ms, %7 headers read; peak ")
                .arg(here.count())
                .arg(there.count())
                .arg(keyed ? QStringLiteral("by formula") : QStringLiteral("by header"))
                .arg(added)
                .arg(result.pairs.size())
                .arg(timer.elapsed())
                .arg(result.headersRead)
            + QString::fromLatin1(peak));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.value(0) == QLatin1String("--upload")) {
        upload(words.value(1), words.value(2).toUShort(), words.value(3));
        return 0;
    }
    if (words.value(0) == QLatin1String("--in-memory")) {
        matchInMemory(words.value(1).toInt());
        return 0;
    }
    const auto number = [&words](int at, int otherwise) {
        return words.size() > at ? words[at].toInt() : otherwise;
    };
    const QString wanted = words.value(0, QStringLiteral("all"));
    for (const QString &kind :
         {QStringLiteral("dovecot"), QStringLiteral("cyrus"), QStringLiteral("courier")}) {
        if (wanted == kind || wanted == QLatin1String("all"))
            measure(kind, number(1, 20'000), number(2, 30'000), number(3, 2'000));
    }
    return 0;
}
