// SPDX-License-Identifier: Apache-2.0
// A questionnaire with its overlays merged, and where each member of it was written.
#pragma once

#include <string>

#include "host/overlay.hpp"

namespace yiping::cli {

struct Explained {
  host::Merged merged;
  std::string hash;
};

/// Aligned columns: item, kind, member = value, file. Texts in `language` where there are any.
[[nodiscard]] std::string explained_text(const Explained& explained, const std::string& language);

/// The merged file, its hash, the files that made it and the origin of each member by pointer.
[[nodiscard]] host::Json explained_json(const Explained& explained);

}  // namespace yiping::cli
