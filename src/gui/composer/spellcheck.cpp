// SPDX-License-Identifier: MIT
#include "gui/composer/spellcheck.h"

#include "gui/composer/bodyeditor.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/quotemarks.h"
#include "gui/composer/richeditor.h"
#include "gui/composer/richtextwriter.h"
#include "gui/composer/spellingservice.h"
#include "mail/quoting.h"

#include <QActionGroup>
#include <QMenu>
#include <QTextBlock>
#include <QTextDocument>

namespace Turnstone {

namespace {
constexpr int detectAfterMs = 700; ///< of no typing
constexpr int blocksLookedAt = 1'000; ///< for where a passed on message begins
constexpr int textLookedAt = 4'000; ///< for the language, UTF-16 units
} // namespace

SpellCheck::SpellCheck(SpellingService &service, BodyEditor &body, const QStringList &candidates,
                       QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_body(body)
{
    for (const QString &language : candidates) {
        if (service.languages().contains(language))
            m_candidates.append(language);
    }
    m_language = m_candidates.value(0);
    const auto wrong = [this](const QTextBlock &block) { return misspelled(block); };
    body.plain().setMisspelledWords(wrong);
    body.rich().setMisspelledWords(wrong);
    connect(&service, &SpellingService::learned, this, [this] {
        m_body.isRich() ? m_body.rich().refreshMarks() : m_body.plain().refreshMarks();
    });
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(detectAfterMs);
    connect(&m_quiet, &QTimer::timeout, this, &SpellCheck::detect);
    connect(&body, &BodyEditor::modified, this, [this] {
        if (!m_chosen && m_candidates.size() > 1)
            m_quiet.start();
    });
    for (QWidget *editor :
         {static_cast<QWidget *>(&body.plain()), static_cast<QWidget *>(&body.rich())}) {
        editor->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(editor, &QWidget::customContextMenuRequested, this, &SpellCheck::showMenu);
    }
}

void SpellCheck::setLanguage(const QString &language)
{
    m_chosen = true;
    use(language);
}

void SpellCheck::use(const QString &language)
{
    if (language == m_language)
        return;
    m_language = language;
    m_body.isRich() ? m_body.rich().refreshMarks() : m_body.plain().refreshMarks();
    Q_EMIT languageChanged(language);
}

/// From the rule above a message that is passed on: what follows was written by somebody else.
bool SpellCheck::isForwarded(const QTextBlock &block)
{
    const QTextDocument *document = block.document();
    if (m_forwardIn != document || m_forwardRevision != document->revision()) {
        m_forwardIn = document;
        m_forwardRevision = document->revision();
        m_forwardFrom = -1;
        const QString rule = forwardRule();
        const QTextBlock end = document->findBlockByNumber(blocksLookedAt);
        for (QTextBlock one = document->begin(); one.isValid() && one != end; one = one.next()) {
            if (one.length() == rule.size() + 1 && one.text() == rule) {
                m_forwardFrom = one.blockNumber();
                break;
            }
        }
    }
    return m_forwardFrom >= 0 && block.blockNumber() >= m_forwardFrom;
}

QString SpellCheck::writtenText()
{
    QString text;
    const QTextDocument *document =
        m_body.isRich() ? m_body.rich().document() : m_body.plain().document();
    for (QTextBlock block = document->begin(); block.isValid() && text.size() < textLookedAt;
         block = block.next()) {
        const bool quoted = m_body.isRich() ? RichText::quoteDepthOf(block) > 0
                                            : quotePrefix(block.text()).depth > 0;
        if (quoted || isForwarded(block))
            break; // what follows is mostly others'
        text += block.text() + u'\n';
    }
    return text.left(textLookedAt);
}

void SpellCheck::detect()
{
    QStringList words;
    for (const SpelledWord &word : spelledWords(writtenText()))
        words.append(word.word);
    if (words.isEmpty() || m_chosen)
        return;
    m_service.detect(words, m_candidates, this, [this](const QString &language) {
        if (!language.isEmpty() && !m_chosen)
            use(language);
    });
}

QList<TextRange> SpellCheck::misspelled(const QTextBlock &block)
{
    QList<TextRange> wrong;
    if (m_language.isEmpty() || isForwarded(block))
        return wrong;
    const QTextCursor cursor =
        m_body.isRich() ? m_body.rich().textCursor() : m_body.plain().textCursor();
    const int typing = cursor.block() == block ? cursor.positionInBlock() : -1;
    for (const SpelledWord &word : spelledWords(block.text())) {
        // A word that is being typed isn't wrong yet.
        if (word.start + word.length == typing || !m_service.isWrong(m_language, word.word))
            continue;
        wrong.append({word.start, word.length});
    }
    return wrong;
}

void SpellCheck::fillLanguageMenu(QMenu &menu)
{
    auto *group = new QActionGroup(&menu);
    const auto add = [&](const QString &name, const QString &language) {
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(language == m_language);
        action->setData(language);
        group->addAction(action);
    };
    add(tr("&No Spell Checking"), QString());
    for (const QString &language : m_service.languages())
        add(SpellingService::languageName(language), language);
    connect(group, &QActionGroup::triggered, this,
            [this](const QAction *action) { setLanguage(action->data().toString()); });
    connect(this, &SpellCheck::languageChanged, group, [group](const QString &language) {
        for (QAction *action : group->actions())
            action->setChecked(action->data().toString() == language);
    });
}

void SpellCheck::showMenu(const QPoint &position)
{
    QMenu *menu = nullptr;
    QTextCursor at;
    QPoint global;
    if (m_body.isRich()) {
        menu = m_body.rich().createStandardContextMenu(position);
        at = m_body.rich().cursorForPosition(position);
        global = m_body.rich().viewport()->mapToGlobal(position);
    } else {
        menu = m_body.plain().createStandardContextMenu(position);
        at = m_body.plain().cursorForPosition(position);
        global = m_body.plain().viewport()->mapToGlobal(position);
    }
    menu->setObjectName(QStringLiteral("textMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const SpelledWord &word : spelledWords(at.block().text())) {
        const int inBlock = at.positionInBlock();
        if (inBlock < word.start || inBlock > word.start + word.length
            || !m_service.isWrong(m_language, word.word))
            continue;
        QAction *first = menu->actions().value(0);
        QTextCursor range(at.block());
        range.setPosition(at.block().position() + word.start);
        range.setPosition(at.block().position() + word.start + word.length,
                          QTextCursor::KeepAnchor);
        auto *add = new QAction(tr("&Add “%1” to My Words").arg(word.word), menu);
        connect(add, &QAction::triggered, this, [this, word] { m_service.addOwnWord(word.word); });
        menu->insertAction(first, add);
        menu->insertSeparator(first);
        // What was meant comes from the dictionary's thread; the menu is there at once.
        m_service.suggest(m_language, word.word, menu, [menu, add, range](const QStringList &all) {
            for (const QString &suggestion : all) {
                auto *action = new QAction(suggestion, menu);
                connect(action, &QAction::triggered, menu,
                        [range, suggestion]() mutable { range.insertText(suggestion); });
                menu->insertAction(add, action);
            }
        });
        break;
    }
    menu->popup(global);
}

} // namespace Turnstone
