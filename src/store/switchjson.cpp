// SPDX-License-Identifier: MIT
#include "store/switchjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace Turnstone {

namespace {

constexpr std::array<QLatin1String, 10> stageWords{
    QLatin1String("probe"),    QLatin1String("freeze"),  QLatin1String("inventory"),
    QLatin1String("match"),    QLatin1String("preview"), QLatin1String("backup"),
    QLatin1String("transfer"), QLatin1String("verify"),  QLatin1String("commit"),
    QLatin1String("report")};
constexpr std::array<QLatin1String, 5> stateWords{QLatin1String("open"), QLatin1String("committed"),
                                                  QLatin1String("undoing"), QLatin1String("undone"),
                                                  QLatin1String("closed")};
constexpr std::array<QLatin1String, 4> choiceWords{
    QLatin1String("upload"), QLatin1String("keep-here"), QLatin1String("download"),
    QLatin1String("leave-there")};

// JSON's numbers are exact up to 2^53: bytes and seconds stay below.
QJsonArray extentJson(const SwitchExtent &extent)
{
    return {extent.messages, extent.bytes};
}
SwitchExtent extentFrom(const QJsonValue &value)
{
    return {value[0].toInteger(), value[1].toInteger()};
}

struct NamedExtent {
    QLatin1String name;
    SwitchExtent SwitchFolderPlan::*extent;
};
constexpr std::array<NamedExtent, 9> namedExtents{{
    {QLatin1String("onBoth"), &SwitchFolderPlan::onBoth},
    {QLatin1String("onlyHere"), &SwitchFolderPlan::onlyHere},
    {QLatin1String("onlyServer"), &SwitchFolderPlan::onlyServer},
    {QLatin1String("ambiguous"), &SwitchFolderPlan::ambiguous},
    {QLatin1String("tooLarge"), &SwitchFolderPlan::tooLarge},
    {QLatin1String("overQuota"), &SwitchFolderPlan::overQuota},
    {QLatin1String("refused"), &SwitchFolderPlan::refused},
    {QLatin1String("toMove"), &SwitchFolderPlan::toMove},
    {QLatin1String("toDownload"), &SwitchFolderPlan::toDownload},
}};

QJsonObject planJson(const SwitchFolderPlan &plan)
{
    QJsonArray choices;
    for (const SwitchChoice choice : plan.choices)
        choices.append(toString(choice));
    QJsonObject object{
        {QStringLiteral("folder"), plan.folder.value()},
        {QStringLiteral("path"), plan.path},
        {QStringLiteral("role"), toString(plan.role)},
        // Any bytes: base64.
        {QStringLiteral("remotePath"), QString::fromLatin1(plan.remotePath.toBase64())},
        {QStringLiteral("remoteName"), plan.remoteName},
        {QStringLiteral("remoteExists"), plan.remoteExists},
        {QStringLiteral("choice"), toString(plan.choice)},
        {QStringLiteral("choices"), choices},
        {QStringLiteral("whyNot"), plan.whyNot},
        {QStringLiteral("partlyListed"), plan.partlyListed},
    };
    for (const NamedExtent &named : namedExtents)
        object.insert(named.name, extentJson(plan.*named.extent));
    return object;
}

SwitchFolderPlan planFrom(const QJsonObject &object)
{
    SwitchFolderPlan plan;
    plan.folder = FolderId(object[u"folder"].toInteger());
    plan.path = object[u"path"].toString();
    plan.role = folderRoleFromString(object[u"role"].toString());
    plan.remotePath = QByteArray::fromBase64(object[u"remotePath"].toString().toLatin1());
    plan.remoteName = object[u"remoteName"].toString();
    plan.remoteExists = object[u"remoteExists"].toBool();
    fromString(object[u"choice"].toString(), &plan.choice);
    const QJsonArray choices = object[u"choices"].toArray();
    for (const QJsonValue &word : choices) {
        SwitchChoice choice{};
        if (fromString(word.toString(), &choice))
            plan.choices.append(choice);
    }
    plan.whyNot = object[u"whyNot"].toString();
    plan.partlyListed = object[u"partlyListed"].toBool();
    for (const NamedExtent &named : namedExtents)
        plan.*named.extent = extentFrom(object[named.name]);
    return plan;
}

QJsonArray exceptionsJson(const QList<SwitchException> &exceptions)
{
    QJsonArray array;
    for (const SwitchException &one : exceptions) {
        array.append(QJsonObject{{QStringLiteral("kind"), int(one.kind)},
                                 {QStringLiteral("placement"), one.placement.value()},
                                 {QStringLiteral("folder"), one.folder},
                                 {QStringLiteral("subject"), one.subject},
                                 {QStringLiteral("from"), one.from},
                                 {QStringLiteral("date"), one.dateUtc},
                                 {QStringLiteral("bytes"), one.bytes},
                                 {QStringLiteral("why"), one.why}});
    }
    return array;
}

QList<SwitchException> exceptionsFrom(const QJsonArray &array)
{
    QList<SwitchException> exceptions;
    for (const QJsonValue &value : array) {
        exceptions.append({SwitchException::Kind(value[u"kind"].toInt()),
                           PlacementId(value[u"placement"].toInteger()),
                           value[u"folder"].toString(), value[u"subject"].toString(),
                           value[u"from"].toString(), value[u"date"].toInteger(),
                           value[u"bytes"].toInteger(), value[u"why"].toString()});
    }
    return exceptions;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QString toString(SwitchStage stage)
{
    return stageWords.at(static_cast<size_t>(stage));
}

QString toString(SwitchState state)
{
    return stateWords.at(static_cast<size_t>(state));
}

QString toString(SwitchChoice choice)
{
    return choiceWords.at(static_cast<size_t>(choice));
}

bool fromString(const QString &word, SwitchChoice *choice)
{
    for (size_t i = 0; i < choiceWords.size(); ++i) {
        if (word == choiceWords.at(i)) {
            *choice = static_cast<SwitchChoice>(i);
            return true;
        }
    }
    return false;
}

// Servers, ids and states are columns of the journal and not repeated here.
QByteArray toJson(const SwitchPreview &preview)
{
    QJsonArray folders;
    for (const SwitchFolderPlan &plan : preview.folders)
        folders.append(planJson(plan));
    QJsonObject object{
        {QStringLiteral("made"), preview.madeUtc},
        {QStringLiteral("folders"), folders},
        {QStringLiteral("uidlFormula"), preview.uidlFormula},
        {QStringLiteral("largestAppend"), preview.largestAppend},
        {QStringLiteral("seconds"), preview.secondsEstimated},
        {QStringLiteral("operationsCarried"), preview.operationsCarried},
        {QStringLiteral("deletedHereButThere"), preview.deletedHereButThere},
        {QStringLiteral("moveDeletedToTrash"), preview.moveDeletedToTrash},
        {QStringLiteral("thorough"), preview.thorough},
        {QStringLiteral("mayBeAnotherMailbox"), preview.mayBeAnotherMailbox},
        {QStringLiteral("notAsked"), preview.notAsked},
        {QStringLiteral("exceptions"), exceptionsJson(preview.exceptions)},
    };
    if (preview.quotaUsed)
        object.insert(QStringLiteral("quotaUsed"), *preview.quotaUsed);
    if (preview.quotaLimit)
        object.insert(QStringLiteral("quotaLimit"), *preview.quotaLimit);
    return compact(object);
}

SwitchPreview switchPreviewFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    SwitchPreview preview;
    preview.madeUtc = object[u"made"].toInteger();
    const QJsonArray folders = object[u"folders"].toArray();
    for (const QJsonValue &plan : folders)
        preview.folders.append(planFrom(plan.toObject()));
    preview.uidlFormula = object[u"uidlFormula"].toString();
    preview.largestAppend = object[u"largestAppend"].toInteger();
    preview.secondsEstimated = object[u"seconds"].toInteger();
    preview.operationsCarried = object[u"operationsCarried"].toInteger();
    preview.deletedHereButThere = object[u"deletedHereButThere"].toInteger();
    preview.moveDeletedToTrash = object[u"moveDeletedToTrash"].toBool(true);
    preview.thorough = object[u"thorough"].toBool();
    preview.mayBeAnotherMailbox = object[u"mayBeAnotherMailbox"].toBool();
    preview.notAsked = object[u"notAsked"].toString();
    preview.exceptions = exceptionsFrom(object[u"exceptions"].toArray());
    if (object.contains(u"quotaUsed"))
        preview.quotaUsed = object[u"quotaUsed"].toInteger();
    if (object.contains(u"quotaLimit"))
        preview.quotaLimit = object[u"quotaLimit"].toInteger();
    return preview;
}

QByteArray toJson(const SwitchReport &report)
{
    QJsonArray folders;
    for (const SwitchReport::FolderResult &result : report.folders) {
        folders.append(QJsonObject{{QStringLiteral("plan"), planJson(result.plan)},
                                   {QStringLiteral("uploaded"), extentJson(result.uploaded)},
                                   {QStringLiteral("downloaded"), extentJson(result.downloaded)},
                                   {QStringLiteral("keptHere"), extentJson(result.keptHere)}});
    }
    return compact({{QStringLiteral("folders"), folders},
                    {QStringLiteral("verified"), report.verified},
                    {QStringLiteral("takenOff"), report.takenOff},
                    {QStringLiteral("exceptions"), exceptionsJson(report.exceptions)},
                    {QStringLiteral("error"), report.error}});
}

SwitchReport switchReportFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    SwitchReport report;
    const QJsonArray folders = object[u"folders"].toArray();
    for (const QJsonValue &value : folders) {
        report.folders.append({planFrom(value[u"plan"].toObject()), extentFrom(value[u"uploaded"]),
                               extentFrom(value[u"downloaded"]), extentFrom(value[u"keptHere"])});
    }
    report.verified = object[u"verified"].toInteger();
    report.takenOff = object[u"takenOff"].toInteger();
    report.exceptions = exceptionsFrom(object[u"exceptions"].toArray());
    report.error = object[u"error"].toString();
    return report;
}

} // namespace Turnstone
