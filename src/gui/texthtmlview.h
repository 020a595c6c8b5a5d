// SPDX-License-Identifier: MIT
#pragma once

#include "gui/htmlview.h"

class QTextBrowser;

namespace Turnstone {

/// The simple view: QTextBrowser, closed off. Whatever the markup names, only "cid:" through
/// `resolveCid` and small "data:" images are ever looked at; no file, resource or network address
/// is.
class TextHtmlView : public HtmlView {
    Q_OBJECT
public:
    explicit TextHtmlView(QWidget *parent = nullptr);
    ~TextHtmlView() override;

    void showHtml(const QString &sanitised,
                  std::function<QByteArray(const QString &contentId)> resolveCid) override;
    void clear() override;
    void setZoom(double factor) override;
    bool find(const QString &text, bool backward) override;
    QString selectedText() const override;
    QString selectedHtml() const override;
    void copySelection() override;
    void selectAll() override;
    bool scrollPage() override;

    QTextBrowser *browser() const;
    /// How often the document asked for something that it was not given.
    int refusedLoads() const;

private:
    void render();
    QString textOfLinksTo(const QUrl &target) const;

    class Browser;
    Browser *m_browser = nullptr;
    QString m_html;
    double m_zoom = 1.0;
};

} // namespace Turnstone
