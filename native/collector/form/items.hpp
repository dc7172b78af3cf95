// SPDX-License-Identifier: Apache-2.0
// The View's items as native controls: radios, checkboxes, a text field.
#pragma once

#include <string>

#include "collector/form/page.hpp"

namespace yiping::collector {

/// `error`: what is wrong with it, in words; empty when nothing is.
void draw_item(Html& html, const Visit& visit, const ViewItem& item, std::string_view error);

/// The item's answer, for a page that does not show it.
void hide_item(Html& html, const ViewItem& item);

/// Where a link from the list of faults leads: the control itself.
[[nodiscard]] std::string control_of(const ViewItem& item);

}  // namespace yiping::collector
