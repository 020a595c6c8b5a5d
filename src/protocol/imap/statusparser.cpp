// SPDX-License-Identifier: MIT
#include "protocol/imap/statusparser.h"

#include "protocol/servertext.h"

#include <array>

namespace Turnstone::Imap {

namespace {

constexpr qsizetype serverTextChars = 500;

struct NamedCode {
    const char *name;
    Code code;
};
constexpr std::array<NamedCode, 37> namedCodes{{
    {"ALERT", Code::Alert},
    {"ALREADYEXISTS", Code::AlreadyExists},
    {"APPENDUID", Code::AppendUid},
    {"AUTHENTICATIONFAILED", Code::AuthenticationFailed},
    {"AUTHORIZATIONFAILED", Code::AuthorizationFailed},
    {"CANNOT", Code::Cannot},
    {"CAPABILITY", Code::Capability},
    {"CLIENTBUG", Code::ClientBug},
    {"CLOSED", Code::Closed},
    {"CONTACTADMIN", Code::ContactAdmin},
    {"COPYUID", Code::CopyUid},
    {"CORRUPTION", Code::Corruption},
    {"EXPIRED", Code::Expired},
    {"EXPUNGEISSUED", Code::ExpungeIssued},
    {"HASCHILDREN", Code::HasChildren},
    {"HIGHESTMODSEQ", Code::HighestModSeq},
    {"INUSE", Code::InUse},
    {"LIMIT", Code::Limit},
    {"MAILBOXID", Code::MailboxId},
    {"NOMODSEQ", Code::NoModSeq},
    {"NONEXISTENT", Code::NonExistent},
    {"NOPERM", Code::NoPerm},
    {"OVERQUOTA", Code::OverQuota},
    {"PERMANENTFLAGS", Code::PermanentFlags},
    {"PRIVACYREQUIRED", Code::PrivacyRequired},
    {"READ-ONLY", Code::ReadOnly},
    {"READ-WRITE", Code::ReadWrite},
    {"SERVERBUG", Code::ServerBug},
    {"TOOBIG", Code::TooBig},
    {"TRYCREATE", Code::TryCreate},
    {"UIDNEXT", Code::UidNext},
    {"UIDNOTSTICKY", Code::UidNotSticky},
    {"UIDVALIDITY", Code::UidValidity},
    {"UNAVAILABLE", Code::Unavailable},
    {"UNSEEN", Code::Unseen},
    {"USEATTR", Code::UseAttr},
    {"WEBALERT", Code::Alert}, // Gmail: sign in by the browser first; the text says so
}};

Code codeFromName(const QByteArray &name)
{
    for (const NamedCode &named : namedCodes) {
        if (name == named.name)
            return named.code;
    }
    return Code::Other;
}

QByteArrayList words(const QByteArray &text)
{
    QByteArrayList found = text.split(' ');
    found.removeAll(QByteArray());
    return found;
}

/// False where the arguments aren't what the code must have.
bool readArguments(const QByteArray &arguments, ResponseCode *code)
{
    const QByteArrayList parts = words(arguments);
    switch (code->code) {
    case Code::UidNext:
    case Code::UidValidity:
    case Code::Unseen: {
        const std::optional<quint32> number = parseNzNumber(arguments);
        code->number = number.value_or(0);
        return number.has_value();
    }
    case Code::HighestModSeq: {
        const std::optional<quint64> number = parseNumber64(arguments);
        code->number = number.value_or(0);
        return number.has_value();
    }
    case Code::AppendUid:
    case Code::CopyUid: {
        const bool copy = code->code == Code::CopyUid;
        if (parts.size() != (copy ? 3 : 2))
            return false;
        const std::optional<quint32> validity = parseNzNumber(parts.first());
        const auto to = parseUidRanges(parts.last());
        const auto from = copy ? parseUidRanges(parts.at(1)) : QList<UidRange>{};
        if (!validity || !to || !from)
            return false;
        code->number = *validity;
        code->to = *to;
        code->from = *from;
        return true;
    }
    case Code::Capability:
        code->words = words(arguments.toUpper());
        return true;
    case Code::MailboxId: // RFC 8474 4.2
    case Code::PermanentFlags:
        if (!arguments.startsWith('(') || !arguments.endsWith(')'))
            return false;
        code->words = words(arguments.mid(1, arguments.size() - 2));
        return true;
    default:
        return true;
    }
}

} // namespace

std::optional<StatusResponse::Condition> conditionFromWord(QByteArrayView word)
{
    using Condition = StatusResponse::Condition;
    static constexpr std::array<std::pair<const char *, Condition>, 5> conditions{{
        {"OK", Condition::Ok},
        {"NO", Condition::No},
        {"BAD", Condition::Bad},
        {"PREAUTH", Condition::PreAuth},
        {"BYE", Condition::Bye},
    }};
    for (const auto &[name, condition] : conditions) {
        if (word.compare(name, Qt::CaseInsensitive) == 0)
            return condition;
    }
    return {};
}

void readStatusText(QByteArrayView text, StatusResponse *status)
{
    text = text.trimmed();
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end > 0) {
            const QByteArray code = text.sliced(1, end - 1).trimmed().toByteArray();
            const qsizetype space = code.indexOf(' ');
            status->code.name = (space < 0 ? code : code.left(space)).toUpper();
            status->code.code = codeFromName(status->code.name);
            const QByteArray arguments = space < 0 ? QByteArray() : code.mid(space + 1).trimmed();
            if (!readArguments(arguments, &status->code)) {
                status->code = {};
                status->code.code = Code::Other;
            }
            text = text.sliced(end + 1).trimmed();
        }
    }
    status->text = plainServerText(text);
}

QString plainServerText(QByteArrayView text)
{
    return serverText(text, serverTextChars);
}

} // namespace Turnstone::Imap
