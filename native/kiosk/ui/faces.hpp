// SPDX-License-Identifier: Apache-2.0
// One face per level: mouth and brows tell them apart without their colour.
#pragma once

#include "kiosk/ui/paint.hpp"
#include "kiosk/ui/theme.hpp"
#include "yiping/level.hpp"

namespace yiping::kiosk::ui {

void draw_face(Paint& paint, const Theme& theme, Level level, Point centre, float radius);

}  // namespace yiping::kiosk::ui
