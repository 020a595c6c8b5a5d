// SPDX-License-Identifier: MIT
#include "gui/avatarlabel.h"

#include "gui/icons.h"
#include "gui/sendercheck.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextBoundaryFinder>

namespace Turnstone {

namespace {

/// The first letter or digit as a user sees one: with its marks, and both halves of a pair.
QString firstLetter(const QString &word)
{
    qsizetype start = 0;
    while (start < word.size() && !word.at(start).isLetterOrNumber()
           && !word.at(start).isHighSurrogate())
        ++start;
    if (start >= word.size())
        return {};
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    finder.setPosition(start);
    const qsizetype end = finder.toNextBoundary();
    return end > start && end - start <= 8 ? word.mid(start, end - start).toUpper() : QString();
}

} // namespace

AvatarLabel::AvatarLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QString AvatarLabel::initials(const Address &address)
{
    const QStringList words =
        withoutHiddenCharacters(address.name).left(200).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList letters;
    for (const QString &word : words)
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters.append(letter);
    if (letters.isEmpty())
        return firstLetter(withoutHiddenCharacters(address.mailbox));
    return letters.size() == 1 ? letters.constFirst() : letters.constFirst() + letters.constLast();
}

void AvatarLabel::setAddress(const Address &address)
{
    m_address = address;
    m_photo = {};
    update();
}

void AvatarLabel::setPhoto(const QImage &photo)
{
    m_photo = photo;
    update();
}

QSize AvatarLabel::sizeHint() const
{
    const int side = fontMetrics().height() * 5 / 2;
    return {side, side};
}

void AvatarLabel::paint(QPainter &painter, const QRect &rect, const Address &address,
                        const QPalette &palette, const QFont &font, bool isList)
{
    // A fixed seed, so that a sender keeps the colour.
    const QString key = address.mailbox.isEmpty() ? address.name : address.mailbox.toLower();
    uint hash = 5381;
    for (const QChar c : key)
        hash = hash * 33 + c.unicode();
    const int hue = int(hash % 360);
    const bool dark = isDark(palette);
    const QColor ground = QColor::fromHsl(hue, dark ? 70 : 110, dark ? 80 : 205);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(rect);
    const QString letters = isList ? QString() : initials(address);
    if (letters.isEmpty()) {
        const int inset = rect.width() / 4;
        icon(isList ? QStringLiteral("view-list") : QStringLiteral("account"))
            .paint(&painter, rect.adjusted(inset, inset, -inset, -inset));
        return;
    }
    painter.setPen(QColor::fromHsl(hue, dark ? 90 : 160, dark ? 225 : 55));
    QFont shown = font;
    shown.setPointSizeF(shown.pointSizeF() * 1.1);
    shown.setWeight(QFont::DemiBold);
    painter.setFont(shown);
    painter.drawText(rect, Qt::AlignCenter, letters);
}

void AvatarLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_photo.isNull()) {
        paint(painter, rect(), m_address, palette(), font());
        return;
    }
    paintPhoto(painter, rect(), m_photo);
}

void AvatarLabel::paintPhoto(QPainter &painter, const QRect &rect, const QImage &photo)
{
    // The middle of it, in the circle.
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath circle;
    circle.addEllipse(rect);
    painter.setClipPath(circle, Qt::IntersectClip);
    const int side = qMin(photo.width(), photo.height());
    painter.drawImage(rect, photo,
                      QRect((photo.width() - side) / 2, (photo.height() - side) / 2, side, side));
    painter.restore();
}

} // namespace Turnstone
