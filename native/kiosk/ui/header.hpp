// SPDX-License-Identifier: Apache-2.0
// The band over every screen but the idle one.
#pragma once

#include <string>

#include "kiosk/scene.hpp"
#include "kiosk/ui/canvas.hpp"

namespace yiping::kiosk::ui {

/// "3 号窗口", or the name that the window has.
[[nodiscard]] std::string window_text(const Scene& scene);

/// Hall, window, clock, and whether the network is there. Returns the page below, with margins.
Box draw_header(const Scene& scene, Canvas& canvas);

}  // namespace yiping::kiosk::ui
