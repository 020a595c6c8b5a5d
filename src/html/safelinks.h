// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// A link's target as it may be followed: http, https, ftp or mailto, fully encoded. Empty for
/// every other scheme in whatever disguise, and for relative references.
QString safeLink(const QString &href);

/// What an image's source is.
struct ImageSource {
    enum class Kind {
        Nothing, ///< missing, relative or refused
        Remote, ///< would be loaded from somewhere
        ContentId, ///< `value` is the id
        Data ///< `value` is a small "data:image/…;base64,…"
    };
    Kind kind = Kind::Nothing;
    QString value;
};
ImageSource readImageSource(const QString &src);

/// True where the text, read as a browser reads a URL, names a scheme that runs code.
bool isScriptUrl(const QString &url);

} // namespace Turnstone
