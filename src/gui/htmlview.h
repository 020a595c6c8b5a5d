// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <QWidget>
#include <functional>

namespace Turnstone {

/// The view of one message's body. The simple one (TextHtmlView, on QTextBrowser) is always there;
/// a full one on Qt WebEngine may come as a plugin and needs this interface only. It shows what the
/// sanitiser gave and never loads anything by itself. Main thread.
class HtmlView : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// `resolveCid` gives an image's decoded bytes for a content id, null where it isn't here.
    virtual void showHtml(const QString &sanitised,
                          std::function<QByteArray(const QString &contentId)> resolveCid) = 0;
    virtual void clear() = 0;
    virtual void setZoom(double factor) = 0;
    /// From the selection on, around the end; false where the text is nowhere.
    virtual bool find(const QString &text, bool backward) = 0;
    virtual QString selectedText() const = 0;
    /// The selection as markup, which is as hostile as the message; empty where there is none.
    virtual QString selectedHtml() const { return {}; }
    virtual void copySelection() = 0;
    virtual void selectAll() = 0;
    /// On by a page; false at the end.
    virtual bool scrollPage() = 0;

Q_SIGNALS:
    /// `text` is what the link shows, so that a target of another name can be told.
    void linkActivated(const QUrl &url, const QString &text);
    void linkHovered(const QUrl &url);
};

} // namespace Turnstone
