// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"

#include "engine/contactfiles.h"
#include "mail/mailbox.h"

#include <QJsonArray>

namespace Turnstone {

namespace {

QString addressesOf(const Contact &contact)
{
    QStringList mailboxes;
    for (const ContactEmail &email : contact.emails)
        mailboxes.append(email.mailbox);
    return mailboxes.join(QStringLiteral(", "));
}

void printContact(CliContext &context, ContactReader &book, const StoredContact &stored)
{
    const Contact &c = stored.contact;
    QJsonArray emails, phones, members;
    for (const ContactEmail &email : c.emails)
        emails.append(QJsonObject{{QStringLiteral("address"), email.mailbox},
                                  {QStringLiteral("kind"), email.kind},
                                  {QStringLiteral("preferred"), email.preferred}});
    for (const ContactPhone &phone : c.phones)
        phones.append(QJsonObject{{QStringLiteral("number"), phone.number},
                                  {QStringLiteral("kind"), phone.kind}});
    QStringList names;
    if (c.isList) {
        for (const ContactMember &member : book.members(stored.id)) {
            members.append(
                QJsonObject{{QStringLiteral("contact"),
                             member.contact ? QJsonValue(member.contact.value()) : QJsonValue()},
                            {QStringLiteral("name"), member.name},
                            {QStringLiteral("address"), member.mailbox}});
            names.append(member.name.isEmpty() ? member.mailbox : member.name);
        }
    }
    const QJsonObject object{
        {QStringLiteral("contact"), stored.id.value()},
        {QStringLiteral("uid"), c.uid},
        {QStringLiteral("name"), c.name},
        {QStringLiteral("emails"), emails},
        {QStringLiteral("phones"), phones},
        {QStringLiteral("organisation"), c.organisation},
        {QStringLiteral("notes"), c.notes},
        {QStringLiteral("categories"), QJsonArray::fromStringList(c.categories)},
        {QStringLiteral("photo"), !c.photo.isEmpty()},
        {QStringLiteral("list"), c.isList},
        {QStringLiteral("members"), members}};
    const QString detail =
        c.isList ? Cli::tr("list: %1").arg(names.join(QStringLiteral(", "))) : addressesOf(c);
    context.output().result(object,
                            QStringLiteral("%1  %2  %3")
                                .arg(stored.id.value())
                                .arg(escapedLine(c.name), escapedLine(detail)));
}

ExitStatus listContacts(CliContext &context, const CliArguments &arguments)
{
    ContactReader book(context.reader());
    const std::vector<qint64> ids = book.ids(arguments.positional.join(u' '));
    for (const qint64 id : ids) {
        if (const auto stored = book.contact(ContactId(id)))
            printContact(context, book, *stored);
    }
    return ExitStatus::Done;
}

ExitStatus importContacts(CliContext &context, const CliArguments &arguments)
{
    const QString path = arguments.positional.first();
    ContactImportTask task(path);
    MailWriter &writer = context.writer();
    while (task.step(writer)) { } // ended in between, it may be repeated
    const ContactImport &import = task.result();
    context.output().result(
        {{QStringLiteral("added"), import.added},
         {QStringLiteral("merged"), import.merged},
         {QStringLiteral("unchanged"), import.unchanged},
         {QStringLiteral("unreadable"), import.unreadable},
         {QStringLiteral("too_many"), import.tooMany},
         {QStringLiteral("unclosed_line"),
          import.unclosedLine > 0 ? QJsonValue(import.unclosedLine) : QJsonValue()}},
        Cli::tr("%1 added, %2 merged with contacts that were here, %3 known already, %4 unreadable")
            .arg(import.added)
            .arg(import.merged)
            .arg(import.unchanged)
            .arg(import.unreadable));
    if (import.unclosedLine > 0)
        context.output().complaint(Cli::tr("On line %1 a quotation mark opens that nothing closes.")
                                       .arg(import.unclosedLine));
    if (import.tooMany)
        context.output().complaint(
            Cli::tr("The file holds more than %1 contacts; the rest was left out.")
                .arg(ContactLimits::imported));
    const bool any = import.added + import.merged + import.unchanged > 0;
    if (import.tooMany || (any && import.unreadable > 0))
        return ExitStatus::DoneInPart;
    if (!any)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("“%1” holds no contacts that can be read.").arg(path)};
    return ExitStatus::Done;
}

ExitStatus exportContacts(CliContext &context, const CliArguments &arguments)
{
    ContactFormat format = ContactFormat::VCard4;
    const QString word = arguments.value(QStringLiteral("format"));
    const QString path = arguments.value(QStringLiteral("to"));
    if (path.isEmpty())
        throw CliError{ExitStatus::Usage, Cli::tr("Into which file? Name it with --to.")};
    if (!word.isEmpty() && !fromString(word, &format))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("“%1” is no format: vcard3, vcard4 or csv.").arg(word)};
    ContactExportTask task(path, format, false);
    MailReader &reader = context.reader();
    while (task.step(reader)) { }
    context.output().result({{QStringLiteral("contacts"), task.written()},
                             {QStringLiteral("left_out"), task.leftOut()},
                             {QStringLiteral("path"), path}},
                            Cli::tr("%n contact(s) written", nullptr, int(task.written())));
    if (task.leftOut() > 0)
        context.output().complaint(
            Cli::tr("%n list(s) left out: CSV has none.", nullptr, int(task.leftOut())));
    return ExitStatus::Done;
}

ExitStatus addContact(CliContext &context, const CliArguments &arguments)
{
    Contact contact;
    contact.name = arguments.value(QStringLiteral("name"));
    contact.organisation = arguments.value(QStringLiteral("organisation"));
    contact.notes = arguments.value(QStringLiteral("notes"));
    for (const QString &mailbox : arguments.values(QStringLiteral("email"))) {
        const AddressFault fault = mailboxFault(mailbox);
        if (fault != AddressFault::None)
            throw CliError{ExitStatus::Usage, addressFaultText(fault, mailbox)};
        contact.emails.append({mailbox});
    }
    for (const QString &number : arguments.values(QStringLiteral("phone")))
        contact.phones.append({number});
    ContactWriter book(context.writer());
    const ContactId id = book.save(contact);
    printContact(context, book, *book.contact(id));
    return ExitStatus::Done;
}

ExitStatus removeContacts(CliContext &context, const CliArguments &arguments)
{
    ContactWriter book(context.writer());
    QList<ContactId> ids;
    for (const QString &written : arguments.positional) {
        bool isNumber = false;
        const ContactId id(written.toLongLong(&isNumber));
        if (!isNumber || !book.contact(id))
            throw CliError{isNumber ? ExitStatus::Failed : ExitStatus::Usage,
                           Cli::tr("There is no contact “%1”.").arg(written)};
        ids.append(id);
    }
    book.remove(ids); // all of them, or none
    for (const ContactId id : std::as_const(ids))
        context.output().result({{QStringLiteral("contact"), id.value()}},
                                Cli::tr("Contact %1 was removed.").arg(id.value()));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> contactCommands()
{
    const QString group = QStringLiteral("contacts");
    return {
        {{group, QStringLiteral("list")},
         QStringLiteral("[QUERY…]"),
         0,
         -1,
         Cli::tr("lists the address book, or who in it has words that begin like this"),
         {},
         listContacts},
        {{group, QStringLiteral("add")},
         {},
         0,
         0,
         Cli::tr("adds somebody to the address book"),
         {{QStringLiteral("name"), QStringLiteral("NAME"), Cli::tr("as it is shown")},
          {QStringLiteral("email"), QStringLiteral("ADDRESS"),
           Cli::tr("may be given more than once")},
          {QStringLiteral("phone"), QStringLiteral("NUMBER"),
           Cli::tr("may be given more than once")},
          {QStringLiteral("organisation"), QStringLiteral("NAME"), Cli::tr("a company or club")},
          {QStringLiteral("notes"), QStringLiteral("TEXT"), Cli::tr("whatever is to be kept")}},
         addContact},
        {{group, QStringLiteral("remove")},
         QStringLiteral("ID…"),
         1,
         -1,
         Cli::tr("removes contacts or lists from the address book"),
         {},
         removeContacts},
        {{group, QStringLiteral("import")},
         QStringLiteral("FILE"),
         1,
         1,
         Cli::tr("takes in vCards or CSV; who is known already learns what is new"),
         {},
         importContacts},
        {{group, QStringLiteral("export")},
         {},
         0,
         0,
         Cli::tr("writes the address book into a new file"),
         {{QStringLiteral("format"), QStringLiteral("FORMAT"),
           Cli::tr("vcard4 (unless said otherwise), vcard3 or csv")},
          {QStringLiteral("to"), QStringLiteral("FILE"), Cli::tr("never over one that exists")}},
         exportContacts},
    };
}

} // namespace Turnstone
