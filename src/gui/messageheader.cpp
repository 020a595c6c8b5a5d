// SPDX-License-Identifier: MIT
#include "gui/messageheader.h"

#include "gui/avatarlabel.h"
#include "gui/datetext.h"
#include "gui/icons.h"
#include "gui/messagewords.h"
#include "gui/sendercheck.h"
#include "gui/theme.h"
#include "mail/tagnames.h"

#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QTreeWidget>

namespace Turnstone {

namespace {

constexpr int recipientsAtOnce = 3;
constexpr int chipsAtMost = 20;
constexpr int recipientsAtMost = 300; ///< in the expanded form; the header fields have the rest

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

QString addressLine(const AddressList &addresses)
{
    QStringList shown;
    for (const Address &address : addresses.mid(0, recipientsAtMost))
        shown.append(SenderCheck::shown(address));
    if (addresses.size() > recipientsAtMost)
        shown.append(
            MessageHeader::tr("and %n more", nullptr, int(addresses.size() - recipientsAtMost)));
    return shown.join(QStringLiteral(", "));
}

QString shortList(const AddressList &addresses)
{
    QStringList shown;
    for (const Address &address : addresses.mid(0, recipientsAtOnce))
        shown.append(SenderCheck::shownName(address));
    if (addresses.size() > recipientsAtOnce)
        shown.append(
            MessageHeader::tr("and %n more", nullptr, int(addresses.size() - recipientsAtOnce)));
    return shown.join(QStringLiteral(", "));
}

} // namespace

MessageHeader::MessageHeader(QWidget *parent)
    : QFrame(parent)
    , m_avatar(new AvatarLabel(this))
    , m_subject(plainLabel(this))
    , m_from(plainLabel(this))
    , m_date(new QLabel(this))
    , m_recipients(plainLabel(this))
    , m_more(new QToolButton(this))
    , m_tags(new QLabel(this))
    , m_securityIcon(new QLabel(this))
    , m_security(plainLabel(this))
    , m_formButton(new QToolButton(this))
    , m_headersButton(new QToolButton(this))
    , m_headers(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("messageHeader"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(14, 12, 12, 8);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_subject, 0, 0, 1, 3);
    grid->setRowMinimumHeight(1, 2);
    grid->addWidget(m_avatar, 2, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(m_from, 2, 1);
    grid->addWidget(m_date, 2, 2, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(m_recipients, 3, 1);
    grid->addWidget(m_more, 3, 2, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(m_tags, 4, 1, 1, 2);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_securityIcon, 0, Qt::AlignVCenter);
    line->addWidget(m_security, 1);
    line->addWidget(m_formButton, 0, Qt::AlignVCenter);
    line->addWidget(m_headersButton, 0, Qt::AlignVCenter);
    grid->addLayout(line, 5, 1, 1, 2);
    grid->addWidget(m_headers, 6, 0, 1, 3);

    m_date->setTextFormat(Qt::PlainText);
    m_tags->setTextFormat(Qt::RichText); // written here, every tag escaped
    m_security->setForegroundRole(QPalette::PlaceholderText);
    m_date->setForegroundRole(QPalette::PlaceholderText);
    m_recipients->setForegroundRole(QPalette::PlaceholderText);

    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setAccessibleName(tr("Show all recipients"));
    m_more->setToolTip(m_more->accessibleName());
    m_formButton->setAutoRaise(true);
    m_formButton->setCheckable(true);
    m_formButton->setText(tr("Plain text"));
    m_formButton->setToolTip(tr("Show this message without its formatting"));
    m_formButton->hide();
    m_headersButton->setAutoRaise(true);
    m_headersButton->setCheckable(true);
    m_headersButton->setText(tr("All headers"));
    m_headersButton->setToolTip(tr("Show every header field of this message"));

    m_headers->setColumnCount(2);
    m_headers->setHeaderHidden(true);
    m_headers->setRootIsDecorated(false);
    m_headers->setWordWrap(true);
    m_headers->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_headers->setAccessibleName(tr("All header fields"));
    m_headers->setMinimumHeight(90);
    m_headers->setMaximumHeight(220);
    m_headers->hide();

    connect(m_more, &QToolButton::toggled, this, [this](bool all) {
        m_recipients->setText(all ? m_allRecipients : m_shortRecipients);
        m_more->setIcon(icon(all ? QStringLiteral("go-up") : QStringLiteral("go-down")));
    });
    connect(m_headersButton, &QToolButton::toggled, this, [this](bool shown) {
        m_headers->setVisible(shown);
        if (shown)
            fillHeaders();
        Q_EMIT allHeadersToggled(shown);
    });
    connect(m_formButton, &QToolButton::clicked, this, &MessageHeader::plainTextToggled);
    m_more->setIcon(icon(QStringLiteral("go-down")));
    offerAddressMenus();
    dress();
}

void MessageHeader::offerAddressMenus()
{
    for (QLabel *label : {m_from, m_recipients}) {
        label->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(label, &QWidget::customContextMenuRequested, this,
                [this, label](const QPoint &position) {
                    Q_EMIT addressMenuRequested(label == m_from ? m_fromAddresses : m_toAddresses,
                                                label->hasSelectedText() ? label->selectedText()
                                                                         : label->text(),
                                                label->mapToGlobal(position));
                });
    }
}

void MessageHeader::showMessage(const ShownMessage &message)
{
    const Envelope &envelope = message.detail.envelope;
    const Address from =
        envelope.from.isEmpty() ? message.detail.row.from : envelope.from.constFirst();
    const QString subject = withoutHiddenCharacters(envelope.subject);
    m_subject->setText(subject.isEmpty() ? tr("(no subject)") : subject);
    m_subject->setToolTip(QString());
    QString sender =
        envelope.from.size() > 1 ? addressLine(envelope.from) : SenderCheck::shown(from);
    m_from->setText(sender.isEmpty() ? tr("(no sender)") : sender);
    m_avatar->setAddress(from);
    m_avatar->setPhoto(message.senderPhoto);
    m_fromAddresses = envelope.from.isEmpty() ? AddressList{from} : envelope.from;
    m_toAddresses = envelope.to + envelope.cc + envelope.bcc;

    const qint64 when = envelope.dateUtc ? envelope.dateUtc : message.detail.row.dateUtc;
    const DateText dates(QDateTime::currentDateTime(), QLocale());
    m_date->setText(when ? dates.dayAndTime(when) : tr("no date"));
    m_date->setToolTip(
        when ? QLocale().toString(QDateTime::fromSecsSinceEpoch(when), QLocale::LongFormat)
             : QString());

    showRecipients(envelope);
    showTags(message.detail);
    showSecurity(message);
    m_fields = message.headers;
    m_headersButton->setEnabled(!m_fields.isEmpty());
    if (m_headersButton->isChecked())
        fillHeaders();
}

void MessageHeader::clear()
{
    m_fields.clear();
    m_headers->clear();
}

void MessageHeader::showRecipients(const Envelope &envelope)
{
    const auto line = [](const QString &label, const QString &list) {
        return list.isEmpty() ? QString() : label.arg(list);
    };
    QStringList brief, all;
    const auto add = [&](const QString &label, const AddressList &addresses) {
        if (addresses.isEmpty())
            return;
        brief.append(line(label, shortList(addresses)));
        all.append(line(label, addressLine(addresses)));
    };
    //: A header line of recipients.
    add(tr("To: %1"), envelope.to);
    //: A header line of recipients.
    add(tr("Copy: %1"), envelope.cc);
    //: A header line of recipients.
    add(tr("Blind copy: %1"), envelope.bcc);
    m_shortRecipients = brief.join(QStringLiteral("   "));
    m_allRecipients = all.join(QLatin1Char('\n'));
    m_more->setChecked(false);
    m_more->setVisible(!all.isEmpty());
    m_recipients->setText(all.isEmpty() ? tr("(no recipients)") : m_shortRecipients);
}

void MessageHeader::showTags(const MessageDetail &detail)
{
    const ThemeColours colours = Theme::colours(palette());
    const auto chip = [](const QString &text, const QColor &ground) {
        return QStringLiteral("<span style=\"background-color:%1\">&nbsp;%2&nbsp;</span>")
            .arg(ground.name(), withoutHiddenCharacters(text.left(60)).toHtmlEscaped());
    };
    QStringList chips, folders;
    const QStringList tags = TagNames::names(detail.row.flags.tags);
    for (const QString &tag : tags.mid(0, chipsAtMost))
        chips.append(chip(tag, colours.noticeGround));
    for (const QString &path : detail.alsoIn.mid(0, chipsAtMost)) {
        const QString name =
            path.section(QLatin1Char('/'), -1).replace(QLatin1String("%2F"), QLatin1String("/"));
        folders.append(path == QLatin1String("INBOX") ? tr("Inbox") : name);
        //: Beside a message: another folder that it stands in.
        chips.append(
            chip(tr("in %1").arg(folders.last()), palette().color(QPalette::AlternateBase)));
    }
    m_tags->setText(chips.join(QStringLiteral(" ")));
    m_tags->setVisible(!chips.isEmpty());
    QStringList spoken;
    if (!tags.isEmpty())
        spoken.append(tr("Tags: %1").arg(tags.join(QStringLiteral(", "))));
    if (!folders.isEmpty())
        spoken.append(tr("Also in: %1").arg(folders.join(QStringLiteral(", "))));
    m_tags->setAccessibleName(spoken.join(QStringLiteral(". ")));
}

void MessageHeader::showSecurity(const ShownMessage &message)
{
    const bool fetched = message.account && !message.own;
    m_securityIcon->setVisible(fetched);
    m_security->setToolTip({});
    if (!fetched) { // what waits in the outbox, or was opened from a file, stands nowhere either
        m_security->setText(message.account ? MessageWords::where(message.detail.row) : QString());
        return;
    }
    if (message.account->incoming.endpoint.security == ConnectionSecurity::None) {
        m_securityIconName = QStringLiteral("security-low");
        m_security->setText(
            tr("Fetched without encryption from %1: others on the way can read along.")
                .arg(message.account->incoming.endpoint.host));
    } else {
        m_securityIconName = QStringLiteral("security-high");
        m_security->setText(tr("Fetched over an encrypted connection."));
        m_security->setToolTip(tr("Between this computer and %1. It says nothing about who wrote "
                                  "the message, or how it reached that server.")
                                   .arg(message.account->incoming.endpoint.host));
    }
    m_security->setText(MessageWords::where(message.detail.row) + QLatin1Char(' ')
                        + m_security->text());
    dress();
}

void MessageHeader::setAllHeadersShown(bool shown)
{
    m_headersButton->setChecked(shown);
}

void MessageHeader::setForms(bool both, bool plain)
{
    m_formButton->setVisible(both);
    m_formButton->setChecked(plain);
}

bool MessageHeader::allHeadersShown() const
{
    return m_headersButton->isChecked();
}

void MessageHeader::fillHeaders()
{
    m_headers->clear();
    for (const auto &[name, value] : std::as_const(m_fields)) {
        auto *item = new QTreeWidgetItem(m_headers, {name, value});
        item->setToolTip(1, QString());
        item->setTextAlignment(0, Qt::AlignTop | Qt::AlignLeading);
    }
    m_headers->resizeColumnToContents(0);
    m_headers->setColumnWidth(
        0, qMin(m_headers->columnWidth(0), fontMetrics().averageCharWidth() * 32));
}

void MessageHeader::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void MessageHeader::dress()
{
    QFont font = this->font();
    m_from->setFont([font]() mutable {
        font.setWeight(QFont::DemiBold);
        return font;
    }());
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setWeight(QFont::DemiBold);
    m_subject->setFont(font);
    const int side = qMax(14, fontMetrics().height());
    m_securityIcon->setPixmap(
        m_securityIconName.isEmpty()
            ? QPixmap()
            : icon(m_securityIconName).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace Turnstone
