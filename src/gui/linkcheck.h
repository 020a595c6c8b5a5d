// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

namespace Turnstone {

/// The host that a link's text names where it is another than the one the link leads to; empty
/// where the text names none or the same ("example.org" for "https://www.example.org/x" is the
/// same). Several texts of one target are given a line each.
QString misleadingHost(const QString &linkText, const QUrl &target);

/// A link's target for people: decoded where that is safe, an internationalised host also in its
/// ASCII form, hidden and direction-changing characters left encoded, cut in the middle at
/// `maxChars`.
QString shownTarget(const QUrl &target, int maxChars = 120);

} // namespace Turnstone
