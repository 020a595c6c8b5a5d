// SPDX-License-Identifier: MIT
#include "gui/attachmentfiles.h"

#include "gui/sendercheck.h"
#include "mail/messagereader.h"
#include "store/mailreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QSet>

namespace Turnstone {

namespace {

constexpr qsizetype maxNameBytes = 200; ///< file systems allow 255; " (1234)" and room to spare
constexpr qsizetype maxEndingBytes = 20;

std::optional<QByteArray> attachmentBytes(Store &store, const AttachmentOrigin &origin,
                                          const ShownAttachment &attachment)
{
    std::optional<QByteArray> encoded;
    if (origin.message) {
        encoded = MailReader(store).content(origin.message, attachment.section);
    } else {
        const QByteArray found = sectionBytes(origin.raw, attachment.section);
        if (!found.isNull())
            encoded = found;
    }
    if (!encoded)
        return {};
    return decodedBytes(*encoded, attachment.encoding);
}

/// Never over a file that exists: creating and finding that it exists are one step.
AttachmentFiles::Saved writeNew(const QString &directory, const QString &name,
                                const QByteArray &bytes)
{
    const QFileInfo info(name);
    const QString ending = info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
    const QString stem = name.chopped(ending.size());
    for (int number = 1; number < 10'000; ++number) {
        const QString tried =
            number == 1 ? name : QStringLiteral("%1 (%2)%3").arg(stem).arg(number).arg(ending);
        QFile file(QDir(directory).filePath(tried));
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            if (file.exists() || QFileInfo(file.fileName()).isSymLink())
                continue;
            return {
                {},
                AttachmentFiles::tr("“%1” could not be saved: %2.").arg(name, file.errorString())};
        }
        if (file.write(bytes) != bytes.size() || !file.flush()) {
            const QString why = file.errorString();
            file.remove();
            return {{}, AttachmentFiles::tr("“%1” could not be saved: %2.").arg(name, why)};
        }
        return {file.fileName(), {}};
    }
    return {{},
            AttachmentFiles::tr("“%1” could not be saved: too many files of that name.").arg(name)};
}

QString cutToBytes(QString text, qsizetype bytes)
{
    while (text.toUtf8().size() > bytes) {
        text.chop(1);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
    }
    return text;
}

bool isReservedOnWindows(const QString &stem)
{
    static const QSet<QString> names{QStringLiteral("con"), QStringLiteral("prn"),
                                     QStringLiteral("aux"), QStringLiteral("nul")};
    const QString lower = stem.section(QLatin1Char('.'), 0, 0).trimmed().toLower();
    const bool port = lower.size() == 4
        && (lower.startsWith(QStringLiteral("com")) || lower.startsWith(QStringLiteral("lpt")))
        && lower.at(3).isDigit();
    return port || names.contains(lower);
}

} // namespace

AttachmentFiles::AttachmentFiles(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_temporary(QDir::temp().filePath(QStringLiteral("turnstone-XXXXXX")))
{ }

AttachmentFiles::~AttachmentFiles() = default;

void AttachmentFiles::run(std::function<QList<Saved>()> job, Done done)
{
    m_pool.start([this, job = std::move(job), done = std::move(done)] {
        const QList<Saved> saved = job();
        // The pool is waited for before this object goes.
        QMetaObject::invokeMethod(
            this, [done, saved] { done(saved); }, Qt::QueuedConnection);
    });
}

void AttachmentFiles::save(const AttachmentOrigin &origin,
                           const QList<ShownAttachment> &attachments, const QString &directory,
                           Done done)
{
    run(
        [&store = m_store, origin, attachments, directory] {
            QList<Saved> saved;
            for (const ShownAttachment &attachment : attachments) {
                try {
                    const auto bytes = attachmentBytes(store, origin, attachment);
                    saved.append(
                        bytes
                            ? writeNew(directory, attachment.name, *bytes)
                            : Saved{{},
                                    tr("“%1” is not on this computer yet.").arg(attachment.name)});
                } catch (const MailError &error) {
                    saved.append({{}, error.sentence});
                }
            }
            return saved;
        },
        std::move(done));
}

void AttachmentFiles::saveTemporary(const AttachmentOrigin &origin,
                                    const ShownAttachment &attachment, Done done)
{
    if (!m_temporary.isValid()) {
        const QList<Saved> failed{
            {{}, tr("No temporary folder can be made: %1.").arg(m_temporary.errorString())}};
        QMetaObject::invokeMethod(
            this, [done, failed] { done(failed); }, Qt::QueuedConnection);
        return;
    }
    save(origin, {attachment}, m_temporary.path(), [done](const QList<Saved> &saved) {
        for (const Saved &one : saved)
            if (!one.path.isEmpty())
                QFile::setPermissions(one.path, QFileDevice::ReadOwner);
        done(saved);
    });
}

void AttachmentFiles::read(const AttachmentOrigin &origin, const ShownAttachment &attachment,
                           std::function<void(const QByteArray &bytes)> done)
{
    auto bytes = std::make_shared<QByteArray>();
    run(
        [&store = m_store, origin, attachment, bytes] {
            try {
                *bytes = attachmentBytes(store, origin, attachment).value_or(QByteArray());
            } catch (const MailError &) {
                bytes->clear(); // shown as "not here", with the way to fetch it again
            }
            return QList<Saved>();
        },
        [bytes, done = std::move(done)](const QList<Saved> &) { done(*bytes); });
}

QString AttachmentFiles::safeName(const QString &name, const QByteArray &type)
{
    QString clean = withoutHiddenCharacters(name.left(4000));
    // Only what stands after the last separator of either kind of path.
    clean = clean.mid(
        qMax(clean.lastIndexOf(QLatin1Char('/')), clean.lastIndexOf(QLatin1Char('\\'))) + 1);
    static const QString special = QStringLiteral("<>:\"|?*`$");
    for (QChar &c : clean)
        if (special.contains(c) || c.isNonCharacter())
            c = QLatin1Char('_');
    while (clean.startsWith(QLatin1Char('.')) || clean.startsWith(QLatin1Char(' '))
           || clean.startsWith(QLatin1Char('-')))
        clean.remove(0, 1);
    while (clean.endsWith(QLatin1Char('.')) || clean.endsWith(QLatin1Char(' ')))
        clean.chop(1);

    if (clean.isEmpty()) {
        const QString suffix = type == "message/rfc822"
            ? QStringLiteral("eml")
            : QMimeDatabase().mimeTypeForName(QString::fromLatin1(type)).preferredSuffix();
        //: File name of an attachment without a name; the ending is added.
        clean = type == "message/rfc822" ? tr("message") : tr("attachment");
        if (!suffix.isEmpty())
            clean += QLatin1Char('.') + suffix;
        return clean;
    }
    if (isReservedOnWindows(clean))
        clean.prepend(QLatin1Char('_'));
    if (clean.toUtf8().size() <= maxNameBytes)
        return clean;
    const qsizetype dot = clean.lastIndexOf(QLatin1Char('.'));
    QString ending = dot > 0 ? clean.mid(dot) : QString();
    if (ending.toUtf8().size() > maxEndingBytes)
        ending.clear();
    return cutToBytes(clean.chopped(ending.size()), maxNameBytes - ending.toUtf8().size()).trimmed()
        + ending;
}

bool AttachmentFiles::isProgram(const ShownAttachment &attachment)
{
    static const QSet<QString> endings = [] {
        const QString all = QStringLiteral(
            "exe com bat cmd scr pif msi msp js jse vbs vbe wsf wsh ps1 psm1 hta lnk reg cpl jar "
            "sh "
            "bash zsh csh run bin desktop appimage py pyw pl rb elf deb rpm flatpakref so dll app "
            "command action workflow chm url iso img docm xlsm pptm xlam html htm xhtml svg");
        const QStringList words = all.split(QLatin1Char(' '));
        return QSet<QString>(words.cbegin(), words.cend());
    }();
    return endings.contains(QFileInfo(attachment.name).suffix().toLower())
        || attachment.type.contains("executable") || attachment.type.contains("x-shellscript")
        || attachment.type.contains("x-desktop");
}

QString AttachmentFiles::iconName(const QByteArray &type)
{
    if (type.startsWith("image/"))
        return QStringLiteral("file-image");
    if (type.startsWith("audio/"))
        return QStringLiteral("file-audio");
    if (type.startsWith("video/"))
        return QStringLiteral("file-video");
    if (type.startsWith("message/"))
        return QStringLiteral("file-mail");
    if (type == "text/calendar")
        return QStringLiteral("file-calendar");
    if (type.startsWith("text/"))
        return QStringLiteral("file-text");
    for (const char *word : {"zip", "tar", "compressed", "archive", "7z", "rar"})
        if (type.contains(word))
            return QStringLiteral("file-archive");
    for (const char *word :
         {"pdf", "document", "word", "excel", "sheet", "powerpoint", "presentation"})
        if (type.contains(word))
            return QStringLiteral("file-document");
    if (type.contains("executable") || type.contains("script") || type.contains("msdownload"))
        return QStringLiteral("file-program");
    return QStringLiteral("file");
}

} // namespace Turnstone
