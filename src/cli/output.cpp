// SPDX-License-Identifier: MIT
#include "cli/output.h"

#include <QJsonDocument>
#include <cstdio>
#include <unistd.h>

namespace Turnstone {

namespace {

bool reordersText(QChar c)
{
    return (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

QString escapedBut(const QString &text, QLatin1String allowed)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control && !allowed.contains(c))
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else if (reordersText(c) || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            out += QStringLiteral("\\u{%1}").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

/// QJsonDocument leaves DEL and the C1 controls (U+0080 to U+009F) as they are; some terminals obey
/// them.
QByteArray jsonLine(const QJsonObject &object)
{
    const QByteArray plain = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QByteArray out;
    out.reserve(plain.size() + 1);
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const auto byte = static_cast<unsigned char>(plain.at(i));
        const auto next = static_cast<unsigned char>(i + 1 < plain.size() ? plain.at(i + 1) : 0);
        if (byte == 0x7f) {
            out += "\\u007f";
        } else if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) {
            out += "\\u00" + QByteArray::number(next, 16);
            ++i;
        } else {
            out += plain.at(i);
        }
    }
    return out += '\n';
}

} // namespace

QString escapedLine(const QString &text)
{
    return escapedBut(text, QLatin1String());
}

QString escapedText(const QString &text)
{
    return escapedBut(text, QLatin1String("\n\t"));
}

void CliOutput::result(const QJsonObject &object, const QString &line)
{
    if (m_json)
        write(jsonLine(object));
    else
        write(line.toUtf8() + '\n');
}

void CliOutput::line(const QString &text)
{
    if (!m_json)
        write(text.toUtf8() + '\n');
}

void CliOutput::object(const QJsonObject &object)
{
    write(jsonLine(object));
}

void CliOutput::raw(QByteArrayView bytes)
{
    if (isatty(STDOUT_FILENO))
        write(escapedText(QString::fromUtf8(bytes).remove(QLatin1Char('\r'))).toUtf8());
    else
        write(bytes.toByteArray());
}

void CliOutput::complaint(const QString &sentence)
{
    const QByteArray line = "turnstonectl: " + escapedLine(sentence).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void CliOutput::flush()
{
    m_failed |= std::fflush(stdout) != 0;
}

bool CliOutput::finish()
{
    flush();
    return !m_failed;
}

void CliOutput::write(const QByteArray &bytes)
{
    const size_t size = static_cast<size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size)
        m_failed = true;
}

} // namespace Turnstone
