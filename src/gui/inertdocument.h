// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QTextDocument>
#include <QUrl>
#include <functional>

namespace Turnstone {

/// A rich text document that can load nothing: QTextDocument would read local files and resources
/// by itself for whatever its view declines. Images come from `resolveCid` and "data:" only, as
/// raster pictures of bounded size; everything else is counted and answered with an empty picture.
class InertDocument : public QTextDocument {
    Q_OBJECT
public:
    using Resolver = std::function<QByteArray(const QString &contentId)>;
    explicit InertDocument(QObject *parent = nullptr);

    void setResolver(Resolver resolver);
    /// Pictures without a size of their own are shown at most this wide, in pixels.
    void setMaxImageWidth(int pixels) { m_maxImageWidth = pixels; }
    /// The answer to any request of the document or of its view; never a null value.
    QVariant answer(int type, const QUrl &url);
    int refusedLoads() const { return m_refused; }

protected:
    QVariant loadResource(int type, const QUrl &url) override;

private:
    QImage decoded(const QByteArray &bytes) const;

    Resolver m_resolver;
    int m_maxImageWidth = 1200;
    int m_refused = 0;
};

} // namespace Turnstone
