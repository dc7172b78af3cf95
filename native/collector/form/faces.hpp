// SPDX-License-Identifier: Apache-2.0
// One face per level: the drawings of web/widget/faces.ts, on a 48 by 48 grid.
#pragma once

#include <string>
#include <string_view>

#include "collector/form/html.hpp"

namespace yiping::collector {

/// The drawings themselves, once a page and not shown.
void define_faces(Html& html);
/// The face of a level, or of what else `define_faces` knows: "stored", "state".
void show_face(Html& html, std::string_view name, std::string_view size);

}  // namespace yiping::collector
