// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/textmarks.h"

#include <QObject>
#include <QTimer>

class QMenu;

namespace Turnstone {

class BodyEditor;
class SpellingService;

/// The spelling of one message: its language, detected while nobody chose one, the waves under
/// words, and the menu of what was probably meant.
class SpellCheck : public QObject {
    Q_OBJECT
public:
    /// `candidates`: the languages that detection chooses from, the likeliest first.
    SpellCheck(SpellingService &, BodyEditor &, const QStringList &candidates, QObject *parent);

    /// Empty: nothing is checked.
    const QString &language() const { return m_language; }
    void setLanguage(const QString &language); ///< chosen: detection ends
    /// The languages, and none; fills and follows.
    void fillLanguageMenu(QMenu &menu);

Q_SIGNALS:
    void languageChanged(const QString &language);

private:
    QList<TextRange> misspelled(const QTextBlock &block);
    void detect();
    void use(const QString &language);
    void showMenu(const QPoint &position);
    QString writtenText();
    bool isForwarded(const QTextBlock &block);

    SpellingService &m_service;
    BodyEditor &m_body;
    QStringList m_candidates;
    QString m_language;
    bool m_chosen = false;
    const QTextDocument *m_forwardIn = nullptr; ///< where a passed on message was looked for,
    int m_forwardRevision = 0; ///< when,
    int m_forwardFrom = -1; ///< and in which block it begins; -1: there is none
    QTimer m_quiet;
};

} // namespace Turnstone
