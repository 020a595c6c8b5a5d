// SPDX-License-Identifier: MIT
#include "gui/composer/attachmentseditor.h"

#include "gui/attachmentfiles.h"
#include "gui/icons.h"
#include "gui/theme.h"
#include "mail/attachmentcontent.h"

#include <QApplication>
#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QMimeDatabase>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QThreadPool>
#include <QVBoxLayout>

Q_DECLARE_METATYPE(Turnstone::Attachment)

namespace Turnstone {

namespace {

constexpr int attachmentRole = Qt::UserRole;
constexpr int bytesRole = Qt::UserRole + 1;
constexpr int attachmentPadding = 7;
constexpr qint64 largePictureBytes = 1024 * 1024;
/// What base64 and its line ends add.
constexpr double encodedGrowth = 1.37;

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

/// A box with icon, name and size, as the message view has them.
class AttachmentDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics &metrics = option.fontMetrics;
        const int name = qMin(metrics.horizontalAdvance(index.data().toString()) + 4,
                              metrics.averageCharWidth() * 34);
        const int size = metrics.horizontalAdvance(sizeWords(index.data(bytesRole).toLongLong()));
        return {attachmentPadding * 4 + metrics.height() + name + size, metrics.height() + 12};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool selected = option.state & QStyle::State_Selected;
        const QPalette &palette = option.palette;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(selected ? palette.color(QPalette::Highlight)
                                 : Theme::colours(palette).line);
        painter->setBrush(selected ? palette.color(QPalette::Highlight)
                                   : palette.color(QPalette::Button));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
        const QRect area = option.rect.adjusted(attachmentPadding, 0, -attachmentPadding, 0);
        const auto place = [&](int from, int width) {
            return QStyle::visualRect(option.direction, area,
                                      QRect(area.left() + from, area.top(), width, area.height()));
        };
        const QFontMetrics &metrics = option.fontMetrics;
        const int side = metrics.height();
        icon(AttachmentFiles::iconName(index.data(attachmentRole).value<Attachment>().type))
            .paint(painter, place(0, side), Qt::AlignCenter,
                   selected ? QIcon::Selected : QIcon::Normal);
        const QString size = sizeWords(index.data(bytesRole).toLongLong());
        const int sizeWidth = metrics.horizontalAdvance(size);
        const int nameFrom = side + attachmentPadding;
        const int nameWidth = area.width() - nameFrom - attachmentPadding - sizeWidth;
        painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::ButtonText));
        painter->drawText(place(nameFrom, nameWidth), Qt::AlignVCenter | Qt::AlignLeading,
                          metrics.elidedText(index.data().toString(), Qt::ElideMiddle, nameWidth));
        if (!selected)
            painter->setPen(Theme::colours(palette).secondaryText);
        painter->drawText(place(area.width() - sizeWidth, sizeWidth),
                          Qt::AlignVCenter | Qt::AlignTrailing, size);
        painter->restore();
    }
};

/// As JPEG, where that makes it smaller. Reads the file: no thread that anybody waits for.
std::optional<Attachment> smallerPicture(const Attachment &picture, int side)
{
    const auto *file = std::get_if<FileContent>(&picture.content);
    if (!file || !picture.type.startsWith("image/"))
        return {};
    const qint64 bytesNow = QFileInfo(file->path).size();
    QImageReader reader(file->path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (bytesNow <= largePictureBytes || !size.isValid()
        || qMax(size.width(), size.height()) <= side)
        return {};
    reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio));
    const QImage image = reader.read();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (image.isNull() || !image.save(&buffer, "JPEG", 85) || bytes.size() >= bytesNow)
        return {};
    Attachment smaller = picture;
    smaller.content = bytes;
    smaller.type = "image/jpeg";
    smaller.name = QFileInfo(picture.name).completeBaseName() + QStringLiteral(".jpg");
    return smaller;
}

} // namespace

AttachmentsEditor::AttachmentsEditor(QWidget *parent)
    : QFrame(parent)
    , m_list(new QListWidget(this))
    , m_total(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 8);
    column->setSpacing(4);
    column->addWidget(m_total);
    column->addWidget(m_list);
    m_total->setWordWrap(true);
    m_total->setTextFormat(Qt::PlainText);
    m_list->setAccessibleName(tr("Attachments"));
    m_list->setItemDelegate(new AttachmentDelegate(m_list));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setSpacing(2);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setTabKeyNavigation(false);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    setFocusProxy(m_list);
    connect(m_list, &QWidget::customContextMenuRequested, this, &AttachmentsEditor::showMenu);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        Attachment attachment = item->data(attachmentRole).value<Attachment>();
        const QString name = item->text().trimmed();
        if (name.isEmpty() || name == attachment.name)
            return;
        attachment.name = name;
        item->setData(attachmentRole, QVariant::fromValue(attachment));
        Q_EMIT changed();
    });
    update();
}

void AttachmentsEditor::setAttachments(const QList<Attachment> &attachments)
{
    m_list->clear();
    for (const Attachment &attachment : attachments)
        add(attachment);
    update();
}

QList<Attachment> AttachmentsEditor::attachments() const
{
    QList<Attachment> all;
    for (int i = 0; i < m_list->count(); ++i)
        all.append(m_list->item(i)->data(attachmentRole).value<Attachment>());
    return all;
}

void AttachmentsEditor::add(const Attachment &attachment)
{
    auto *item = new QListWidgetItem(attachment.name);
    const qint64 bytes = qMax<qint64>(0, attachmentSize(attachment.content));
    item->setData(attachmentRole, QVariant::fromValue(attachment));
    item->setData(bytesRole, bytes);
    item->setData(Qt::AccessibleTextRole,
                  QStringLiteral("%1, %2").arg(attachment.name, sizeWords(bytes)));
    item->setToolTip(attachment.name.toHtmlEscaped());
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    m_list->addItem(item);
    update();
    Q_EMIT changed();
}

void AttachmentsEditor::addFiles(const QStringList &paths)
{
    QStringList bad;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (!file.isFile() || !file.isReadable()) {
            bad.append(file.fileName());
            continue;
        }
        Attachment attachment;
        attachment.content = FileContent{file.absoluteFilePath()};
        attachment.name = file.fileName();
        attachment.type = QMimeDatabase().mimeTypeForFile(file).name().toLatin1();
        add(attachment);
    }
    if (!bad.isEmpty())
        Q_EMIT refused(tr("Can't be attached, because it is no file that can be read: %1")
                           .arg(bad.join(QStringLiteral(", "))));
}

bool AttachmentsEditor::isEmpty() const
{
    return m_list->count() == 0;
}

qint64 AttachmentsEditor::totalBytes() const
{
    qint64 total = 0;
    for (int i = 0; i < m_list->count(); ++i)
        total += m_list->item(i)->data(bytesRole).toLongLong();
    return total;
}

void AttachmentsEditor::setLargest(qint64 bytes)
{
    m_largest = bytes;
    update();
}

void AttachmentsEditor::removeSelected()
{
    const int row = m_list->currentRow();
    qDeleteAll(m_list->selectedItems());
    m_list->setCurrentRow(qMin(row, m_list->count() - 1));
    update();
    Q_EMIT changed();
}

bool AttachmentsEditor::hasLargePictures() const
{
    for (int i = 0; i < m_list->count(); ++i) {
        const QListWidgetItem *item = m_list->item(i);
        if (item->data(attachmentRole).value<Attachment>().type.startsWith("image/")
            && item->data(bytesRole).toLongLong() > largePictureBytes)
            return true;
    }
    return false;
}

void AttachmentsEditor::shrinkPictures(int side, std::function<void()> done,
                                       std::function<bool()> wanted)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<AttachmentsEditor>(this), all = attachments(), side, done, wanted] {
            QList<std::pair<Attachment, Attachment>> made;
            for (const Attachment &attachment : all) {
                if (const std::optional<Attachment> small = smallerPicture(attachment, side))
                    made.append({attachment, *small});
            }
            QMetaObject::invokeMethod(qApp, [guard, made, done, wanted] {
                if (!guard)
                    return;
                if (wanted())
                    guard->replace(made);
                done();
            });
        });
}

/// What was renamed or removed meanwhile stays as it is.
void AttachmentsEditor::replace(const QList<std::pair<Attachment, Attachment>> &made)
{
    QList<Attachment> all = attachments();
    for (const auto &[large, small] : made) {
        const qsizetype at = all.indexOf(large);
        if (at >= 0)
            all[at] = small;
    }
    setAttachments(all);
    Q_EMIT changed();
}

void AttachmentsEditor::update()
{
    setVisible(!isEmpty());
    const int count = m_list->count();
    QString words = tr("%n attachment(s), %1", nullptr, count).arg(sizeWords(totalBytes()));
    const bool tooLarge = m_largest > 0 && double(totalBytes()) * encodedGrowth > double(m_largest);
    if (tooLarge)
        words = tr("%1. With them the message is larger than the server takes, which is %2.")
                    .arg(words, sizeWords(m_largest));
    m_total->setText(words);
    QPalette colours = palette();
    if (tooLarge)
        colours.setColor(QPalette::WindowText, Theme::colours(palette()).errorText);
    m_total->setPalette(colours);
    // As many lines as are needed, at most three; more scroll.
    const int line = m_list->fontMetrics().height() + 16;
    int lines = 1, x = 0;
    QStyleOptionViewItem option;
    option.fontMetrics = m_list->fontMetrics();
    for (int i = 0; i < count; ++i) {
        const int width =
            m_list->itemDelegate()->sizeHint(option, m_list->indexFromItem(m_list->item(i))).width()
            + 4;
        if (x > 0 && x + width > m_list->viewport()->width()) {
            ++lines;
            x = 0;
        }
        x += width;
    }
    m_list->setFixedHeight(line * qMin(lines, 3) + 4);
}

void AttachmentsEditor::showMenu(const QPoint &position)
{
    if (!m_list->itemAt(position) && !m_list->currentItem())
        return;
    QMenu menu(this);
    menu.addAction(icon(QStringLiteral("document-edit")), tr("&Rename"), this,
                   [this] { m_list->editItem(m_list->currentItem()); });
    menu.addAction(icon(QStringLiteral("edit-delete")), tr("R&emove"), this,
                   &AttachmentsEditor::removeSelected);
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

bool AttachmentsEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Delete) || key->key() == Qt::Key_Backspace) {
            removeSelected();
            return true;
        }
    }
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(
            this, [this] { update(); }, Qt::QueuedConnection);
    return QFrame::eventFilter(watched, event);
}

void AttachmentsEditor::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

} // namespace Turnstone
