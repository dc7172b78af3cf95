// SPDX-License-Identifier: Apache-2.0
// Scripts that are shaped before they are drawn, for the eyes of who reads them.
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {

void draw_specimen(Canvas& canvas) {
  const Palette& palette = canvas.colours();
  Box page = canvas.screen.inset(64);
  const TextStyle text{.size = 40, .colour = palette.ink, .across = Align::centre};
  const Box mongolian = page.take_inline_start(page.inline_size * 0.3F, 48);
  draw_card(canvas, mongolian);
  // Mongolian: "satisfied with the government's service".
  canvas.column("ᠵᠠᠰᠠᠭ ᠤᠨ ᠭᠠᠵᠠᠷ ᠤᠨ ᠦᠢᠯᠡᠴᠢᠯᠡᠭᠡ 满意 100%", mongolian.inset(48), text);
  draw_card(canvas, page);
  page = page.inset(48);
  for (const char* line : {
           "مۇلازىمەتتىن رازىمەن：满意 5 / 5",  // Uyghur: "I am satisfied with the service"
           "ཞབས་ཞུ་ལ་ཚིམ་པ་ཡོད།",                  // Tibetan: the same
           "Queue 排队 12 min",
       }) {
    canvas.text(line, page.take_block_start(160, 24), text);
  }
}

}  // namespace yiping::kiosk::ui
