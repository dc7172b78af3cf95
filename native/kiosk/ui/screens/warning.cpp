// SPDX-License-Identifier: Apache-2.0
// "Are you still there?" over whatever was being filled in.
#include <algorithm>
#include <string>

#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {

std::optional<Intent> draw_warning(const Scene& scene, Canvas& canvas) {
  const Palette& palette = canvas.colours();
  canvas.paint.fill(canvas.screen, 0, palette.scrim);
  canvas.begin_content();
  Box card = canvas.screen.centred(std::min(920.F, canvas.screen.inline_size - 96),
                                   std::min(760.F, canvas.screen.block_size - 96));
  if (canvas.theme.low && canvas.is_portrait()) {
    card.block_start = canvas.screen.block_end() - card.block_size - 48;
  }
  draw_card(canvas, card, 48);
  Box inner = card.inset(56, 52);
  const float target = canvas.theme.target + 28;
  const Box button = inner.take_block_end(target, 28);

  const Point centre = inner.take_block_start(inner.block_size * 0.46F, 12).centre();
  constexpr float kRadius = 92;
  const float whole = static_cast<float>(std::max(scene.seconds_whole, 1));
  const float left = canvas.motion().follow(id_of("warning.ring"),
                                            static_cast<float>(scene.seconds_left) / whole, 1, 3);
  canvas.paint.ring(centre, kRadius, 12, palette.line);
  canvas.paint.ring(centre, kRadius, 12, palette.warm, left);
  canvas.text(std::to_string(scene.seconds_left), square_at(centre, kRadius - 20),
              {.size = 72,
               .colour = palette.ink,
               .weight = Weight::bold,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.1F,
               .least = 40});
  canvas.text(scene.text("warning.title"), inner.take_block_start(inner.block_size * 0.45F),
              title_style(canvas));
  const bool chosen = chosen_of(scene.view->items.front()) != nullptr;
  canvas.text(fill(scene.text(chosen ? "warning.questions" : "warning.level"), "seconds",
                   std::to_string(scene.seconds_left)),
              inner,
              {.size = 33,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.4F,
               .least = 18});
  if (draw_button(canvas, button,
                  {.name = "stay",
                   .label = scene.text("warning.stay"),
                   .look = Look::primary,
                   .size = 46})) {
    return Intent{.kind = Intent::Kind::stay};
  }
  // Whoever touches anything is there.
  const Area all = canvas.paint.of(canvas.screen);
  ImGui::SetCursorScreenPos(all.min);
  if (ImGui::InvisibleButton("anywhere", {all.width(), all.height()})) {
    return Intent{.kind = Intent::Kind::stay};
  }
  return std::nullopt;
}

}  // namespace yiping::kiosk::ui
