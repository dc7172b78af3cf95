// SPDX-License-Identifier: Apache-2.0
// The pages of the form. Each draws a View of the core, or says why there is none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "collector/form/page.hpp"

namespace yiping::collector {

/// Whether what keeps the answers from being submitted is said: not before anybody tried.
enum class Faults : std::uint8_t { untold, told };

/// Step 1: the level. `first`: the page that a link opens, which holds no answer yet.
enum class Opened : std::uint8_t { first, again };
[[nodiscard]] std::string level_page(const Visit& visit, const Carried& carried, const View& view,
                                     Opened opened, Faults faults);

/// Step 2: everything else, none of it required.
[[nodiscard]] std::string more_page(const Visit& visit, const Carried& carried, const View& view);

/// The document could not be stored: the same one again, at the press of a button.
[[nodiscard]] std::string retry_page(const Visit& visit, const Carried& carried, const View& view);

/// `note` stands in place of the usual words when it is not empty.
[[nodiscard]] std::string receipt_page(const Visit& visit, std::string_view receipt,
                                       std::string_view note);

/// Instead of a form: what happened, what to do, and where that is done.
struct Notice {
  std::string_view title;
  std::string_view help;
  std::string_view link;  // its words; empty: there is none
  std::string address;
  std::string_view code;  // of the problem, for whoever is asked for help
};
[[nodiscard]] std::string notice_page(const Visit& visit, const Notice& notice);

}  // namespace yiping::collector
