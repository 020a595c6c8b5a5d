// SPDX-License-Identifier: MIT
#include "gui/addressbook/addressbookwindow.h"

#include "gui/addressbook/contactdelegate.h"
#include "gui/addressbook/contactform.h"
#include "gui/addressbook/contactlistmodel.h"
#include "gui/backgroundreader.h"
#include "gui/emptystate.h"
#include "gui/icons.h"
#include "gui/messagewords.h"
#include "gui/noticebar.h"
#include "gui/sendercheck.h"
#include "store/contactreader.h"
#include "ui_addressbookwindow.h"

#include <QCloseEvent>
#include <QItemSelection>
#include <QLocale>
#include <QShortcut>

namespace Turnstone {

namespace {

constexpr qsizetype writtenToMost = 500;

struct Detail {
    std::optional<StoredContact> contact;
    QList<ContactMember> members;
};

} // namespace

AddressBookWindow::AddressBookWindow(Store &store, Engine &engine, AddressCompleter &completer,
                                     QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_ui(std::make_unique<Ui::AddressBookWindow>())
    , m_store(store)
    , m_contacts(engine.contacts())
    , m_notice(new NoticeBar(this))
    , m_empty(new EmptyState(this))
    , m_nothing(new EmptyState(this))
    , m_reader(std::make_unique<BackgroundReader>(store))
{
    m_ui->setupUi(this);
    m_form = new ContactForm(*m_reader, completer, this);
    m_model = new ContactListModel(store, *m_reader, this);
    m_ui->newButton->setIcon(icon(QStringLiteral("account-new")));
    m_ui->newListButton->setIcon(icon(QStringLiteral("list-add")));
    m_ui->writeButton->setIcon(icon(QStringLiteral("mail-message-new")));
    m_ui->removeButton->setIcon(icon(QStringLiteral("edit-delete")));
    m_ui->noticePlace->addWidget(m_notice);
    m_notice->makeDismissible();
    m_notice->hide();
    m_ui->pages->addWidget(m_empty);
    m_ui->detailPages->addWidget(m_nothing);
    m_ui->detailPages->addWidget(m_form);
    m_ui->list->setModel(m_model);
    m_ui->list->setItemDelegate(new ContactDelegate(this));
    m_ui->list->setMouseTracking(true);
    m_ui->splitter->setSizes({300, 560});
    m_empty->show(QStringLiteral("account"), tr("The address book is empty"),
                  tr("Add somebody here, or from a message by a right click on an address, or take "
                     "in a file of another program."),
                  tr("Import…"));
    m_ui->searchEdit->installEventFilter(this);
    connectButtons();
    updatePages();
    updateButtons();
}

AddressBookWindow::~AddressBookWindow()
{
    save();
    m_ui->list->selectionModel()->disconnect(this);
}

void AddressBookWindow::connectButtons()
{
    connect(m_ui->newButton, &QToolButton::clicked, this, [this] { newContact(); });
    connect(m_ui->newListButton, &QToolButton::clicked, this, [this] { newList(); });
    connect(m_ui->writeButton, &QToolButton::clicked, this, [this] { write(); });
    connect(m_ui->removeButton, &QToolButton::clicked, this, [this] { removeSelected(); });
    connect(m_ui->importButton, &QToolButton::clicked, this, [this] { chooseImport(); });
    connect(m_ui->exportButton, &QToolButton::clicked, this, [this] { chooseExport(); });
    connect(m_empty, &EmptyState::actionClicked, this, [this] { chooseImport(); });
    connect(m_notice, &NoticeBar::dismissed, m_notice, &QWidget::hide);
    connect(m_ui->searchEdit, &QLineEdit::textChanged, m_model, &ContactListModel::setTyped);
    connect(m_ui->list, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &position) { showMenu(m_ui->list->mapToGlobal(position)); });
    connect(m_ui->list, &QListView::activated, this, [this] { m_form->focusFirst(); });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_restoring = true;
        if (m_keep.isEmpty())
            m_keep = selected();
    });
    connect(m_model, &ContactListModel::settled, this, [this] { settled(); });
    connect(m_ui->list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { selectionChanged(); });
    connect(m_model, &ContactListModel::dropped, this, &AddressBookWindow::addTo);
    connect(m_form, &ContactForm::contactRequested, this, &AddressBookWindow::openAddress);
    connect(m_form, &ContactForm::saveRequested, this, [this] { save(); });
    connect(m_form, &ContactForm::failed, this, [this](const QString &sentence) {
        tell(QStringLiteral("dialog-warning"), sentence, true);
    });
    connect(m_reader.get(), &BackgroundReader::failed, this, [this](const MailError &error) {
        tell(QStringLiteral("dialog-error"), error.sentence, true);
    });
    auto *find = new QShortcut(QKeySequence(QKeySequence::Find), this);
    connect(find, &QShortcut::activated, this, [this] {
        m_ui->searchEdit->setFocus(Qt::ShortcutFocusReason);
        m_ui->searchEdit->selectAll();
    });
    auto *close = new QShortcut(QKeySequence(QKeySequence::Close), this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    auto *remove = new QShortcut(QKeySequence(Qt::Key_Delete), m_ui->list);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] { removeSelected(); });
}

// What is shown

void AddressBookWindow::settled()
{
    m_restoring = false;
    select(std::exchange(m_keep, {}));
    if (selected().isEmpty() && m_form->contact())
        save(); // it isn't among what is searched for
    const qint64 total = m_model->total();
    const int found = m_model->rowCount();
    m_ui->countText->setText(
        m_model->typed().trimmed().isEmpty()
            ? tr("%n contact(s)", nullptr, found)
            : tr("%1 of %n contact(s)", nullptr, int(total)).arg(QLocale().toString(found)));
    // Whoever searches sees the first that is found.
    if (selected().isEmpty() && found > 0 && !m_model->typed().trimmed().isEmpty()
        && !m_form->isModified())
        select({m_model->idAt(0)});
    updatePages();
    updateButtons();
}

void AddressBookWindow::updatePages()
{
    const bool isNew = m_ui->detailPages->currentWidget() == m_form && !m_form->contact();
    const bool empty = m_model->total() == 0 && !isNew;
    m_ui->pages->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_ui->splitter);
    const qsizetype count = selected().size();
    if (count == 1 || isNew)
        return;
    m_ui->detailPages->setCurrentWidget(m_nothing);
    if (count > 1)
        m_nothing->show(QStringLiteral("account"),
                        tr("%n contacts are selected", nullptr, int(count)),
                        tr("Write to them, make a list of them, or save them as a file."));
    else
        m_nothing->show(QStringLiteral("account"), tr("Nobody is selected"),
                        tr("Select somebody to see what is known."));
}

QList<ContactId> AddressBookWindow::selected() const
{
    QList<ContactId> ids;
    for (const QItemSelectionRange &range : m_ui->list->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids.append(m_model->idAt(row));
    }
    return ids;
}

void AddressBookWindow::select(const QList<ContactId> &ids)
{
    QItemSelection rows;
    QModelIndex first;
    constexpr qsizetype searchedFor = 200; // each looks through the list
    for (const ContactId id : ids.mid(0, searchedFor)) {
        const int row = m_model->indexOf(id);
        if (row < 0)
            continue;
        const QModelIndex index = m_model->index(row);
        rows.select(index, index);
        first = first.isValid() ? first : index;
    }
    if (!first.isValid())
        return;
    m_ui->list->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_ui->list->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_ui->list->scrollTo(first);
}

void AddressBookWindow::selectionChanged()
{
    if (m_restoring)
        return;
    const QList<ContactId> ids = selected();
    updateButtons();
    if (ids.size() == 1 && ids.first() == m_shown && m_ui->detailPages->currentWidget() == m_form
        && m_form->contact() == m_shown) {
        if (!m_form->isModified())
            showDetail(m_shown); // the store may have another one by now
        return;
    }
    save();
    if (ids.size() == 1) {
        showDetail(ids.first());
    } else {
        m_shown = {}; // what is still being read isn't shown any more
        if (!ids.isEmpty() || m_form->contact())
            m_ui->detailPages->setCurrentWidget(m_nothing);
    }
    updatePages();
}

void AddressBookWindow::showDetail(ContactId id)
{
    m_shown = id;
    m_reader->run(
        this,
        [id](MailReader &reader) {
            ContactReader contacts(reader);
            return Detail{contacts.contact(id), contacts.members(id)};
        },
        [this, id](const Detail &detail) {
            if (id != m_shown || !detail.contact
                || (m_form->contact() == id && m_form->isModified()))
                return;
            m_form->show(*detail.contact, detail.members);
            m_ui->detailPages->setCurrentWidget(m_form);
        });
}

void AddressBookWindow::showContact(ContactId id)
{
    m_keep = {id};
    if (!m_ui->searchEdit->text().isEmpty())
        m_ui->searchEdit->clear(); // it is selected once all are listed
    else if (m_model->indexOf(id) >= 0)
        select(std::exchange(m_keep, {}));
}

void AddressBookWindow::openAddress(const Address &address)
{
    m_reader->run(
        this,
        [mailbox = address.mailbox](MailReader &reader) {
            return ContactReader(reader).byMailbox(mailbox);
        },
        [this, address](const QList<ContactId> &known) {
            if (!known.isEmpty()) {
                showContact(known.first());
                return;
            }
            Contact contact;
            contact.name = SenderCheck::shownName({address.name, {}});
            // First and last name, where that is how it is written.
            const QStringList words = contact.name.split(u' ', Qt::SkipEmptyParts);
            if (words.size() == 2 && !contact.name.contains(u',')) {
                contact.givenName = words.first();
                contact.familyName = words.last();
            }
            contact.emails.append({address.mailbox});
            showNew(contact);
        });
}

void AddressBookWindow::updateButtons()
{
    const bool any = m_ui->list->selectionModel()->hasSelection();
    m_ui->writeButton->setEnabled(any);
    m_ui->removeButton->setEnabled(any);
    m_ui->exportButton->setEnabled(m_model->total() > 0);
}

void AddressBookWindow::tell(const QString &iconName, const QString &text, bool isFault)
{
    m_notice->clearActions();
    m_notice->setMessage(iconName, text,
                         isFault ? NoticeBar::Tone::Warning : NoticeBar::Tone::Quiet);
    m_notice->show();
}

QString AddressBookWindow::notice() const
{
    return m_notice->isHidden() ? QString() : m_notice->text();
}

// Changing

void AddressBookWindow::save()
{
    m_form->finishEditing();
    if (!m_form->isModified() || m_form->isBlank())
        return;
    const ContactId before = m_form->contact();
    const Contact contact = m_form->edited();
    const quint64 serial = m_form->serial();
    m_form->setSaving();
    m_contacts.save(
        contact, before, this,
        [this, before, contact, serial](ContactId id, const Contacts::Failure &failure) {
            const bool isShown = m_form->serial() == serial;
            if (failure) {
                tell(QStringLiteral("dialog-error"), failure->sentence, true);
                if (isShown && !m_form->isModified() && !before)
                    m_form->showNew(contact);
                return;
            }
            if (before || !isShown)
                return;
            m_form->adopt(id);
            m_shown = id;
            m_keep = {id};
        });
}

void AddressBookWindow::showNew(const Contact &contact)
{
    save();
    m_shown = {};
    m_ui->list->clearSelection();
    m_form->showNew(contact);
    m_ui->detailPages->setCurrentWidget(m_form);
    updatePages();
    m_form->focusFirst();
}

void AddressBookWindow::newContact()
{
    showNew({});
}

void AddressBookWindow::newList()
{
    m_reader->run(
        this,
        [ids = selected()](MailReader &reader) {
            ContactReader contacts(reader);
            QList<ContactMember> members;
            for (const ContactId id : ids.mid(0, writtenToMost)) {
                const auto stored = contacts.contact(id);
                const QList<ContactRow> row = contacts.rows({id});
                if (stored && !row.isEmpty())
                    members.append(
                        {stored->contact.uid, id, stored->contact.name, row.first().mailbox});
            }
            return members;
        },
        [this](const QList<ContactMember> &members) {
            Contact list;
            list.isList = true;
            save();
            m_shown = {};
            m_ui->list->clearSelection();
            m_form->showNew(list, members);
            m_ui->detailPages->setCurrentWidget(m_form);
            updatePages();
            m_form->focusFirst();
        });
}

void AddressBookWindow::removeSelected()
{
    const QList<ContactId> ids = selected();
    if (ids.isEmpty())
        return;
    // What is selected next is what stood behind them.
    const int row = m_ui->list->selectionModel()->selection().last().bottom() + 1;
    const ContactId next = m_model->idAt(row);
    save();
    m_shown = {};
    m_form->showNew({});
    m_ui->detailPages->setCurrentWidget(m_nothing);
    m_contacts.remove(
        ids, this, [this, next](const QList<Contact> &removed, const Contacts::Failure &failure) {
            if (failure) {
                tell(QStringLiteral("dialog-error"), failure->sentence, true);
                return;
            }
            if (next)
                m_keep = {next};
            tell(
                QStringLiteral("edit-delete"),
                removed.size() == 1
                    ? tr("“%1” was deleted.").arg(MessageWords::oneLine(shownName(removed.first())))
                    : tr("%n contact(s) deleted.", nullptr, int(removed.size())));
            m_notice->addAction(tr("Undo"), [this, removed] {
                m_contacts.restore(removed);
                m_notice->hide();
            });
        });
}

void AddressBookWindow::write()
{
    m_reader->run(
        this,
        [ids = selected()](MailReader &reader) {
            ContactReader contacts(reader);
            AddressList addresses;
            for (const ContactRow &row : contacts.rows(ids.mid(0, writtenToMost))) {
                if (row.isList)
                    addresses += contacts.addresses(row.id);
                else if (!row.mailbox.isEmpty())
                    addresses.append({row.name == row.mailbox ? QString() : row.name, row.mailbox});
            }
            return addresses;
        },
        [this](const AddressList &addresses) {
            if (addresses.isEmpty())
                tell(QStringLiteral("dialog-information"),
                     tr("None of those that are selected has an address."));
            else
                Q_EMIT writeRequested(addresses);
        });
}

// The window

void AddressBookWindow::closeEvent(QCloseEvent *event)
{
    save();
    event->accept();
}

void AddressBookWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool AddressBookWindow::eventFilter(QObject *watched, QEvent *event)
{
    // From what is typed straight into what is found.
    if (watched == m_ui->searchEdit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_ui->list->setFocus(Qt::OtherFocusReason);
            if (!m_ui->list->currentIndex().isValid())
                m_ui->list->setCurrentIndex(m_model->index(0));
            return true;
        }
        if (key == Qt::Key_Escape && !m_ui->searchEdit->text().isEmpty()) {
            m_ui->searchEdit->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Turnstone
