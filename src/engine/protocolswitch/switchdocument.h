// SPDX-License-Identifier: MIT
#pragma once

#include "store/switchtypes.h"

namespace Turnstone {

/// What a change of protocol would do, or did, as a document of its own: UTF-8, for people. Text of
/// messages is escaped, and what a spreadsheet would run as a formula is not one (CSV, RFC 4180).
/// Any thread.
QByteArray switchPreviewCsv(const SwitchPreview &);
QByteArray switchReportCsv(const SwitchReport &);
QByteArray switchReportHtml(const SwitchReport &);

/// A folder's numbers in words that are the same in every document: "onBoth" is "on both sides".
QString switchKindText(SwitchException::Kind);

} // namespace Turnstone
