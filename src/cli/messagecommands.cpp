// SPDX-License-Identifier: MIT
#include "cli/attachmentfile.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/messagecontent.h"
#include "cli/rowtext.h"

#include "html/sanitiser.h"

#include <QJsonArray>

namespace Turnstone {

namespace {

/// Name to decoded value; a name that stands there more than once to a list of its values.
QJsonObject headerObject(const QByteArray &headers)
{
    QJsonObject object;
    const QList<HeaderField> fields = readHeaderFields(headers);
    for (const HeaderField &field : fields) {
        const QString name = QString::fromLatin1(field.name);
        const QString value = decodedHeader(field.value);
        const QJsonValue before = object.value(name);
        if (before.isUndefined()) {
            object.insert(name, value);
        } else {
            QJsonArray all = before.isArray() ? before.toArray() : QJsonArray{before};
            all.append(value);
            object.insert(name, all);
        }
    }
    return object;
}

QJsonObject attachmentObject(const CliMessage &message, const BodyPart &part)
{
    return {{QStringLiteral("section"), QString::fromLatin1(part.section)},
            {QStringLiteral("name"), part.name},
            {QStringLiteral("type"), QString::fromLatin1(part.type)},
            {QStringLiteral("size"), part.size},
            {QStringLiteral("on_computer"), message.isHere(part.section)}};
}

QJsonArray attachmentArray(CliMessage &message)
{
    QJsonArray array;
    const QList<const BodyPart *> parts = message.structure().attachments();
    for (const BodyPart *part : parts)
        array.append(attachmentObject(message, *part));
    return array;
}

QString partLine(const BodyPart &part)
{
    const qsizetype depth = part.section.isEmpty() ? 0 : part.section.count('.') + 1;
    return QString(depth * 2, QLatin1Char(' '))
        + QStringLiteral("%1\t%2\t%3\t%4")
              .arg(QString::fromLatin1(part.section), escapedLine(QString::fromLatin1(part.type)),
                   QString::number(part.size), escapedLine(part.name));
}

QJsonArray structureArray(const BodyStructure &structure)
{
    QJsonArray array;
    for (const BodyPart &part : structure.parts)
        array.append(
            QJsonObject{{QStringLiteral("section"), QString::fromLatin1(part.section)},
                        {QStringLiteral("type"), QString::fromLatin1(part.type)},
                        {QStringLiteral("charset"), QString::fromLatin1(part.charset)},
                        {QStringLiteral("encoding"), QString::fromLatin1(part.encoding)},
                        {QStringLiteral("disposition"), QString::fromLatin1(part.disposition)},
                        {QStringLiteral("name"), part.name},
                        {QStringLiteral("size"), part.size}});
    return array;
}

QString addressLine(const AddressList &addresses)
{
    QStringList written;
    for (const Address &address : addresses)
        written.append(escapedLine(writtenAddress(address)));
    return written.join(QLatin1String(", "));
}

/// What a person reads: the important fields, the text, and what is attached.
void printForPeople(CliOutput &output, CliMessage &message)
{
    const Envelope &envelope = message.detail().envelope;
    const auto field = [&output](const QString &name, const QString &value) {
        if (!value.isEmpty())
            output.line(name + QLatin1String(": ") + value);
    };
    field(Cli::tr("From"), addressLine(envelope.from));
    field(Cli::tr("To"), addressLine(envelope.to));
    field(Cli::tr("Cc"), addressLine(envelope.cc));
    field(Cli::tr("Date"), writtenTime(message.detail().row.dateUtc));
    field(Cli::tr("Subject"), escapedLine(envelope.subject));
    QString text = message.text();
    if (text.isEmpty())
        text = htmlToText(message.html());
    output.line(QLatin1Char('\n') + escapedText(text));
    const QList<const BodyPart *> parts = message.structure().attachments();
    for (const BodyPart *part : parts)
        output.line(Cli::tr("Attachment %1: %2 (%3, %n byte(s))", nullptr,
                            static_cast<int>(qMin<qint64>(part->size, INT_MAX)))
                        .arg(QString::fromLatin1(part->section), escapedLine(part->name),
                             escapedLine(QString::fromLatin1(part->type))));
}

void showRaw(CliOutput &output, CliMessage &message)
{
    const QByteArray bytes = message.everything();
    if (output.isJson())
        output.object({{QStringLiteral("id"), message.detail().row.id.value()},
                       {QStringLiteral("raw_base64"), QString::fromLatin1(bytes.toBase64())}});
    else
        output.raw(bytes);
}

/// The object of one aspect, or of all where none was asked for.
QJsonObject messageObject(CliMessage &message, const QString &aspect)
{
    QJsonObject object{
        {QStringLiteral("id"), message.detail().row.id.value()},
        {QStringLiteral("also_in"), QJsonArray::fromStringList(message.detail().alsoIn)}};
    const auto orNull = [](const QString &text) {
        return text.isNull() ? QJsonValue() : QJsonValue(text);
    };
    if (aspect.isEmpty() || aspect == QLatin1String("headers"))
        object.insert(QStringLiteral("headers"), headerObject(message.headers()));
    if (aspect.isEmpty() || aspect == QLatin1String("text"))
        object.insert(QStringLiteral("text"), orNull(message.text()));
    if (aspect.isEmpty() || aspect == QLatin1String("html"))
        object.insert(QStringLiteral("html"), orNull(message.html()));
    if (aspect == QLatin1String("structure"))
        object.insert(QStringLiteral("structure"), structureArray(message.structure()));
    if (aspect.isEmpty() || aspect == QLatin1String("structure"))
        object.insert(QStringLiteral("attachments"), attachmentArray(message));
    return object;
}

void printAspect(CliOutput &output, CliMessage &message, const QString &aspect)
{
    if (aspect == QLatin1String("headers")) {
        output.line(escapedText(decodedText(message.headers(), BodyPart{}).trimmed()));
    } else if (aspect == QLatin1String("text")) {
        const QString text = message.text();
        output.line(escapedText(text.isEmpty() ? htmlToText(message.html()) : text));
    } else if (aspect == QLatin1String("html")) {
        output.line(escapedText(message.html()));
    } else if (aspect == QLatin1String("structure")) {
        for (const BodyPart &part : message.structure().parts)
            output.line(partLine(part));
    } else {
        printForPeople(output, message);
    }
}

ExitStatus show(CliContext &context, const CliArguments &arguments)
{
    const QString aspect =
        arguments.oneOf({QStringLiteral("headers"), QStringLiteral("text"), QStringLiteral("html"),
                         QStringLiteral("raw"), QStringLiteral("structure")});
    CliMessage message(context, CliContext::placementId(arguments.positional.first()),
                       arguments.has(QStringLiteral("offline")));
    CliOutput &output = context.output();
    if (aspect == QLatin1String("raw"))
        showRaw(output, message);
    else if (output.isJson())
        output.object(messageObject(message, aspect));
    else
        printAspect(output, message, aspect);
    return ExitStatus::Done;
}

ExitStatus attachment(CliContext &context, const CliArguments &arguments)
{
    if (!arguments.has(QStringLiteral("to")))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("The option --%1 is missing.").arg(QStringLiteral("to"))};
    const QByteArray section = arguments.positional.at(1).toLatin1();
    CliMessage message(context, CliContext::placementId(arguments.positional.first()),
                       arguments.has(QStringLiteral("offline")));
    const BodyPart *part = message.structure().find(section);
    if (!part || part->isMultipart())
        throw CliError{
            ExitStatus::Failed,
            Cli::tr("The message has no attachment %1.").arg(QString::fromLatin1(section))};
    const BodyPart found = *part;
    const QByteArray bytes = decodedBytes(message.section(section), found.encoding);
    const QString path = saveAttachment(arguments.value(QStringLiteral("to")), found, bytes);
    context.output().result(
        {{QStringLiteral("path"), path}, {QStringLiteral("bytes"), bytes.size()}},
        escapedLine(path));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> messageCommands()
{
    const CliOption offline{QStringLiteral("offline"), {}, Cli::tr("never ask a server")};
    return {
        {{QStringLiteral("show")},
         QStringLiteral("ID"),
         1,
         1,
         Cli::tr("shows a message, fetching what is missing"),
         {{QStringLiteral("headers"), {}, Cli::tr("its header")},
          {QStringLiteral("text"), {}, Cli::tr("its text")},
          {QStringLiteral("html"), {}, Cli::tr("the source of its HTML")},
          {QStringLiteral("raw"), {}, Cli::tr("its bytes, as the server has them")},
          {QStringLiteral("structure"), {}, Cli::tr("its parts")},
          offline},
         show},
        {{QStringLiteral("attachment")},
         QStringLiteral("ID SECTION"),
         2,
         2,
         Cli::tr("saves an attachment, never over a file that exists"),
         {{QStringLiteral("to"), QStringLiteral("DIR"), Cli::tr("into this folder")}, offline},
         attachment},
    };
}

} // namespace Turnstone
