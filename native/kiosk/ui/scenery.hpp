// SPDX-License-Identifier: Apache-2.0
// The picture of an idle terminal: hills, a hall, and the light of the hour. It stands still, so
// that an idle screen costs nothing.
#pragma once

#include "kiosk/ui/paint.hpp"
#include "kiosk/ui/theme.hpp"

namespace yiping::kiosk::ui {

/// `focus`: where the hall stands. `hour`: 0 to 24, local.
void draw_scenery(Paint& paint, Box box, Box focus, float hour);

/// The sky behind texts, which is its upper half, and their colour.
[[nodiscard]] Shade sky_of(float hour);
[[nodiscard]] ImU32 ink_on_sky(float hour);

}  // namespace yiping::kiosk::ui
