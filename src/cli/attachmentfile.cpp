// SPDX-License-Identifier: MIT
#include "cli/attachmentfile.h"

#include "cli/arguments.h"
#include "cli/clitext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

namespace Turnstone {

namespace {

constexpr qsizetype longestName = 200; // bytes; file systems take 255, and a number may be added
constexpr int mostNumbered = 10'000;

QString harmless(const QString &name)
{
    QString out;
    for (const QChar c : name) {
        const bool isUnseen =
            c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (!isUnseen)
            out += c == QLatin1Char('/') || c == QLatin1Char('\\') ? QLatin1Char('_') : c;
    }
    out = out.trimmed();
    while (out.startsWith(QLatin1Char('.')))
        out.remove(0, 1);
    return out;
}

/// "photo (2).jpg"
QString numbered(const QString &name, int number)
{
    if (number == 1)
        return name;
    const QFileInfo info(name);
    const QString suffix = info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
    return QStringLiteral("%1 (%2)%3")
        .arg(name.left(name.size() - suffix.size()))
        .arg(number)
        .arg(suffix);
}

[[noreturn]] void refuse(const QFile &file)
{
    throw CliError{ExitStatus::Failed,
                   Cli::tr("%1 can't be written: %2.").arg(file.fileName(), file.errorString())};
}

} // namespace

QString attachmentFileName(const BodyPart &part)
{
    QString name = harmless(part.name);
    if (name.isEmpty()) {
        const QMimeType type = QMimeDatabase().mimeTypeForName(QString::fromLatin1(part.type));
        const QString suffix = type.preferredSuffix();
        name = QStringLiteral("attachment-") + QString::fromLatin1(part.section)
            + (suffix.isEmpty() ? QString() : QLatin1Char('.') + suffix);
    }
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const QString suffix = dot > 0 && name.size() - dot <= 16 ? name.mid(dot) : QString();
    QString stem = name.left(name.size() - suffix.size());
    while (!stem.isEmpty() && (stem + suffix).toUtf8().size() > longestName) {
        stem.chop(1);
        if (!stem.isEmpty() && stem.back().isHighSurrogate())
            stem.chop(1);
    }
    return stem + suffix;
}

QString saveAttachment(const QString &directory, const BodyPart &part, const QByteArray &bytes)
{
    if (!QFileInfo(directory).isDir())
        throw CliError{ExitStatus::Failed, Cli::tr("There is no folder %1.").arg(directory)};
    const QString name = attachmentFileName(part);
    for (int number = 1; number <= mostNumbered; ++number) {
        QFile file(QDir(directory).absoluteFilePath(numbered(name, number)));
        // NewOnly decides and creates in one step, so that nobody's file is lost in between.
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            if (QFileInfo::exists(file.fileName()) || QFileInfo(file.fileName()).isSymLink())
                continue;
            refuse(file);
        }
        if (file.write(bytes) != bytes.size() || !file.flush()) {
            file.remove();
            refuse(file);
        }
        return file.fileName();
    }
    throw CliError{ExitStatus::Failed, Cli::tr("There are too many files called %1.").arg(name)};
}

} // namespace Turnstone
