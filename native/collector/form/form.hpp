// SPDX-License-Identifier: Apache-2.0
// The questionnaire without scripts (无脚本表单): what it is made of, found once at start.
#pragma once

#include <string>
#include <vector>

#include "collector/config.hpp"
#include "collector/form/wording.hpp"
#include "collector/http.hpp"
#include "collector/static_files.hpp"

namespace yiping::collector {

struct Context;

struct Form {
  /// Throws std::runtime_error when its wording is not whole. Without a web build the form has no
  /// style sheet and works.
  Form(const Config& config, const StaticFiles& files);

  FormWording wording;
  // Addresses as /f/{token} sees them, so that a proxy may put all of this below a folder.
  std::string stylesheet;
  std::string receipt_page;
};

/// GET and POST /f/{token}: docs/form.md.
[[nodiscard]] std::vector<Route> form_routes(Context& context);

/// A problem as a page, for whoever followed a link.
[[nodiscard]] Response form_refusal(const Context& context, const Request& request,
                                    const Problem& problem);

}  // namespace yiping::collector
