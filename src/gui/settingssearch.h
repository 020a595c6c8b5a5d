// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>

class QLabel;
class QLineEdit;
class QTabWidget;

namespace Turnstone {

/// Finds a setting of a dialog by typing: by its own words, its group's and its tab's, and by what
/// a form gives a widget as "searchWords" (words people look for that don't stand there, blanks
/// between). What is found is shown and framed; Down and Up go on and back, Return goes into it,
/// Escape empties the field. Owned by the dialog.
class SettingsSearch : public QObject {
    Q_OBJECT
public:
    /// `root`: what is searched. `tabs`: where its pages are; null: it has one page. `count` says
    /// "2 of 5", or that there is nothing.
    SettingsSearch(QLineEdit &field, QLabel &count, QWidget &root, QTabWidget *tabs);

    /// What is framed now; null: nothing.
    QWidget *found() const { return m_found; }

    /// What the dialog shows is other than when it was searched: a page has read what it is about,
    /// or is for another account. Finds anew; what is framed stays so where it still is found.
    void refresh();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QPointer<QWidget> widget;
        QString own, around; ///< searchable words, folded
        int page = 0;
    };
    QList<Entry> entries() const;
    QString wordsOf(const QWidget &widget) const;
    void search();
    QList<QPointer<QWidget>> matches() const;
    void step(int by);
    void showMatch();
    void say(const QString &found);
    void sayCount();
    void placeFrame();
    void enter();

    QLineEdit &m_field;
    QLabel &m_count;
    QWidget &m_root;
    QTabWidget *m_tabs;
    QWidget *m_frame; ///< drawn over what was found
    QList<QPointer<QWidget>> m_matches;
    int m_at = -1;
    QPointer<QWidget> m_found;
};

} // namespace Turnstone
