// SPDX-License-Identifier: MIT
// Stands in for libFuzzer in the suite: runs a target over every file of its corpus, over what a
// cut connection leaves of it, and over mutations that are the same in every run.
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

constexpr int mutationsPerFile = 300;
constexpr int cutsPerFile = 50;

void run(const QByteArray &input)
{
    // A copy of its own, so that AddressSanitizer sees one byte too far.
    const std::vector<uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

class Mutator {
public:
    explicit Mutator(const QList<QByteArray> &corpus)
        : m_corpus(corpus)
    { }

    QByteArray mutated(QByteArray bytes)
    {
        const qsizetype changes = below(8) + 1;
        for (qsizetype i = 0; i < changes; ++i)
            change(bytes);
        return bytes;
    }
    qsizetype below(qsizetype bound)
    {
        // No std::uniform_int_distribution: its result differs between standard libraries.
        return bound <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<uint64_t>(bound));
    }

private:
    void change(QByteArray &bytes)
    {
        static const QList<QByteArray> tokens{
            "\r\n",  "\n\n", "(",  ")",  "\"",  "\\", "{4294967296}", "-1",      "--",   "<",
            ">",     "=?",   "?=", ":",  ";",   ",",  "&#x6a;",       "<table>", "\xff", "\xe2\x80",
            "\x1b$", "%00",  "=",  "*0", "<!--"};
        const qsizetype at = below(bytes.size() + 1);
        switch (below(7)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(below(256));
            break;
        case 1:
            bytes.insert(at, tokens.at(below(tokens.size())));
            break;
        case 2:
            bytes.remove(at, below(32) + 1);
            break;
        case 3:
            bytes.insert(at, bytes.mid(below(bytes.size()), below(200)));
            break;
        case 4:
            bytes.insert(at, bytes.mid(below(bytes.size()), below(8) + 1).repeated(below(200)));
            break;
        case 5:
            bytes.insert(at, '\0');
            break;
        default: {
            const QByteArray &other = m_corpus.at(below(m_corpus.size()));
            bytes = bytes.left(at) + other.mid(below(other.size()));
        }
        }
        bytes.truncate(64 * 1024);
    }

    const QList<QByteArray> &m_corpus;
    std::mt19937_64 m_random{20240101};
};

} // namespace

int main(int argc, char **argv)
{
    QList<QByteArray> corpus;
    for (int i = 1; i < argc; ++i) {
        const QDir folder(QString::fromLocal8Bit(argv[i]));
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                corpus << file.readAll();
        }
    }
    if (corpus.isEmpty()) {
        std::fprintf(stderr, "usage: %s FOLDER… (with at least one file)\n", argv[0]);
        return EXIT_FAILURE;
    }
    run({});
    Mutator mutator(corpus);
    for (const QByteArray &input : corpus) {
        run(input);
        for (int i = 0; i < cutsPerFile; ++i)
            run(input.left(mutator.below(input.size())));
        for (int i = 0; i < mutationsPerFile; ++i)
            run(mutator.mutated(input));
    }
    std::printf("%lld files, each with %d cuts and %d mutations\n",
                static_cast<long long>(corpus.size()), cutsPerFile, mutationsPerFile);
    return EXIT_SUCCESS;
}
