// SPDX-License-Identifier: MIT
#include "cli/messagecontent.h"

#include "cli/clitext.h"

namespace Turnstone {

CliMessage::CliMessage(CliContext &context, PlacementId id, bool offline)
    : m_context(context)
    , m_offline(offline)
{
    context.row(id);
    if (const auto detail = context.reader().detail(id))
        m_detail = *detail;
}

const BodyStructure &CliMessage::structure()
{
    if (m_detail.structure.parts.isEmpty())
        m_detail.structure = readStructure(everything());
    return m_detail.structure;
}

QByteArray CliMessage::headers()
{
    return content("HEADER", {PartSelection::What::Headers, {}});
}

QByteArray CliMessage::everything()
{
    return content({}, {PartSelection::What::Everything, {}});
}

QByteArray CliMessage::section(const QByteArray &section)
{
    return content(section, {PartSelection::What::Section, {section}});
}

bool CliMessage::isHere(const QByteArray &section) const
{
    return m_detail.sectionsHere.contains(section)
        || m_detail.sectionsHere.contains(QByteArray(""));
}

QString CliMessage::text()
{
    const BodyStructure kept = structure(); // fetching reads it anew
    const QList<const BodyPart *> parts = kept.bodyTexts();
    const BodyPart *chosen = kept.plainText();
    QStringList texts;
    for (const BodyPart *part : parts) {
        if (part->type == "text/plain")
            texts.append(decodedText(content(part->section, bodySelection()), *part));
    }
    if (texts.isEmpty() && chosen)
        texts.append(decodedText(content(chosen->section, bodySelection()), *chosen));
    return texts.join(QLatin1Char('\n'));
}

QString CliMessage::html()
{
    const BodyStructure kept = structure(); // fetching reads it anew
    const BodyPart *part = kept.html();
    return part ? decodedHtml(content(part->section, bodySelection()), *part) : QString();
}

PartSelection CliMessage::bodySelection()
{
    PartSelection selection{PartSelection::What::Text, {}};
    const QList<const BodyPart *> texts = structure().bodyTexts();
    for (const BodyPart *part : texts)
        selection.sections.append(part->section);
    for (const BodyPart *part : {structure().plainText(), structure().html()}) {
        if (part && !selection.sections.contains(part->section))
            selection.sections.append(part->section);
    }
    return selection;
}

QByteArray CliMessage::content(const QByteArray &section, const PartSelection &selection)
{
    if (const auto here = m_context.reader().content(m_detail.row.message, section))
        return *here;
    if (m_offline)
        throw CliError{ExitStatus::Failed, Cli::tr("This is not on this computer.")};
    const PlacementId id = m_detail.row.id;
    Store &store = m_context.store();
    const Account account = m_context.account(m_detail.row.account);
    const Secret password = m_context.password(account);
    const CertificatePolicy certificates = m_context.certificates(account);
    m_context.runBlocking([&](Wakeup &wakeup) {
        fetchNow({store, m_context.registry(), certificates, wakeup}, account, password, id,
                 selection);
    });
    if (const auto detail = m_context.reader().detail(id))
        m_detail = *detail;
    if (const auto fetched = m_context.reader().content(m_detail.row.message, section))
        return *fetched;
    throw CliError{ExitStatus::Failed, Cli::tr("The server doesn't have this any more.")};
}

} // namespace Turnstone
