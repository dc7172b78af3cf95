// SPDX-License-Identifier: Apache-2.0
// Submitted and not on the disk yet; or not accepted, and what to do then.
#include <string>

#include "kiosk/ui/header.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

std::string_view notice_of(const View& view, std::string_view id) {
  for (const ViewNotice& notice : view.notices) {
    if (notice.id == id) return notice.text;
  }
  return {};
}

struct Message {
  std::string_view title;
  std::string_view text;
  std::string_view icon;
  bool is_trouble = false;
};

}  // namespace

std::optional<Intent> draw_saving(const Scene& scene, Canvas& canvas) {
  const Palette& palette = canvas.colours();
  const ViewAction* const retry = action_of(*scene.view, "retry");
  const ViewAction* const edit = action_of(*scene.view, "edit");
  Message message{scene.text("saving.title"), scene.text("saving.text"), icons::kPen};
  if (retry != nullptr) {
    message = {scene.text("saving.failed_title"), scene.text("saving.failed_text"), icons::kRetry,
               true};
  } else if (edit != nullptr) {
    message = {scene.text("saving.rejected_title"), notice_of(*scene.view, "rejected"), icons::kPen,
               true};
  }

  Box page = draw_header(scene, canvas);
  const float height = canvas.is_portrait() ? 900.F : 700.F;
  Box box = page.centred(std::min(page.inline_size, 984.F), std::min(height, page.block_size));
  if (canvas.theme.low && canvas.is_portrait()) {
    box.block_start = page.block_end() - box.block_size;
  }
  const float target = canvas.theme.target + 24;
  const Box button = box.take_block_end(target);
  const ImU32 ink = message.is_trouble ? palette.warm : palette.accent_ink;
  const Point centre = box.take_block_start(box.block_size * 0.44F, 16).centre();
  canvas.paint.disc(centre, 104, message.is_trouble ? palette.warm_soft : palette.chosen);
  const bool inverted = !canvas.theme.soft() && !message.is_trouble;
  canvas.paint.icon(message.icon, square_at(centre, 62), 8, inverted ? palette.on_chosen : ink);
  canvas.text(message.title, box.take_block_start(box.block_size * 0.34F), title_style(canvas));
  canvas.text(message.text, box,
              {.size = 34,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .leading = 1.42F,
               .least = 20});
  const Box place = button.centred(std::min(560.F, button.inline_size), target);
  if (retry != nullptr && draw_button(canvas, place,
                                      {.name = "retry",
                                       .label = scene.text("saving.retry"),
                                       .icon = icons::kRetry,
                                       .look = Look::primary,
                                       .size = 42})) {
    return Intent{.kind = Intent::Kind::retry};
  }
  if (edit != nullptr && draw_button(canvas, place,
                                     {.name = "edit",
                                      .label = edit->label,
                                      .icon = icons::kPen,
                                      .look = Look::primary,
                                      .size = 42})) {
    return Intent{.kind = Intent::Kind::edit};
  }
  return std::nullopt;
}

}  // namespace yiping::kiosk::ui
