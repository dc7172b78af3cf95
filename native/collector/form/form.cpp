// SPDX-License-Identifier: Apache-2.0
#include "collector/form/form.hpp"

namespace yiping::collector {

Form::Form(const Config& config, const StaticFiles& files)
    : wording(config.assets / "locales" / "form.json") {
  constexpr std::string_view kReceiptPage = "/receipt/";
  const std::string_view sheet = files.path_of("form.css");
  if (!sheet.empty()) stylesheet = ".." + std::string(sheet);
  if (files.has(kReceiptPage)) receipt_page = ".." + std::string(kReceiptPage);
}

}  // namespace yiping::collector
