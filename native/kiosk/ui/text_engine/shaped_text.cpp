// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/text_engine/shaped_text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numbers>
#include <optional>

namespace yiping::kiosk {
namespace {

struct Release {
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoLayoutIter* lines) const { pango_layout_iter_free(lines); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(cairo_font_options_t* look) const { cairo_font_options_destroy(look); }
  void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(gchar* text) const { g_free(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

/// Pixels on the screen.
struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  [[nodiscard]] Box joined(const Box& other) const {
    return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
            std::max(bottom, other.bottom)};
  }
};

/// One line, or column: where its baseline begins, and what it covers.
struct Placed {
  int x = 0;
  int y = 0;
  Box box;
};

Owned<PangoContext> make_context(const ShapeOptions& options) {
  // The font map of the thread: fontconfig's lists are read once.
  Owned<PangoContext> context(pango_font_map_create_context(pango_cairo_font_map_get_default()));
  // The same on every machine, and turned letters cannot be fitted to a grid.
  const Owned<cairo_font_options_t> look(cairo_font_options_create());
  cairo_font_options_set_antialias(look.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(look.get(), CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options(context.get(), look.get());
  if (options.direction == TextDirection::right_to_left) {
    pango_context_set_base_dir(context.get(), PANGO_DIRECTION_RTL);
  }
  if (options.writing == TextWriting::vertical) {
    // A column is a line turned clockwise. Mongolian lies in its fonts and stands up by that;
    // this gravity turns Chinese the other way beforehand.
    pango_context_set_base_gravity(context.get(), PANGO_GRAVITY_EAST);
    pango_context_set_gravity_hint(context.get(), PANGO_GRAVITY_HINT_NATURAL);
  }
  return context;
}

Owned<PangoLayout> make_layout(std::string_view utf8, const ShapeOptions& options) {
  const Owned<PangoContext> context = make_context(options);
  Owned<PangoLayout> layout(pango_layout_new(context.get()));
  const Owned<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), options.families.c_str());
  pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(options.weight));
  pango_font_description_set_absolute_size(font.get(), double{PANGO_SCALE} * options.pixels);
  pango_layout_set_font_description(layout.get(), font.get());

  const bool automatic = options.direction == TextDirection::automatic;
  pango_layout_set_auto_dir(layout.get(), automatic ? TRUE : FALSE);
  if (options.max_inline > 0) {
    pango_layout_set_width(layout.get(), options.max_inline * PANGO_SCALE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  }
  const Owned<gchar> valid(g_utf8_make_valid(utf8.data(), static_cast<gssize>(utf8.size())));
  pango_layout_set_text(layout.get(), valid.get(), -1);
  return layout;
}

/// Pango stacks lines downwards; turned clockwise they would run from right to left, so each
/// column is put where its line's top is, counted from the left.
Placed place(PangoLayoutIter* at, TextWriting writing) {
  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_iter_get_line_extents(at, &ink, &logical);
  const int start = PANGO_PIXELS(logical.x);
  const int baseline = PANGO_PIXELS(pango_layout_iter_get_baseline(at));
  pango_extents_to_pixels(&ink, nullptr);
  pango_extents_to_pixels(&logical, nullptr);

  Box box{logical.x, logical.y, logical.x + logical.width, logical.y + logical.height};
  if (ink.width > 0) box = box.joined({ink.x, ink.y, ink.x + ink.width, ink.y + ink.height});
  if (writing == TextWriting::horizontal) return {start, baseline, box};
  const int mirror = 2 * logical.y + logical.height;  // top and bottom of the line change places
  return {mirror - baseline, start, {mirror - box.bottom, box.left, mirror - box.top, box.right}};
}

void draw(cairo_t* canvas, PangoLayoutLine* line, const Placed& placed, TextWriting writing) {
  cairo_save(canvas);
  cairo_translate(canvas, placed.x, placed.y);
  if (writing == TextWriting::vertical) cairo_rotate(canvas, std::numbers::pi / 2);
  cairo_move_to(canvas, 0, 0);
  pango_cairo_show_layout_line(canvas, line);
  cairo_restore(canvas);
}

}  // namespace

ShapedText shape(std::string_view utf8, const ShapeOptions& options) {
  const Owned<PangoLayout> layout = make_layout(utf8, options);
  const auto for_each_line = [&](auto&& visit) {
    const Owned<PangoLayoutIter> at(pango_layout_get_iter(layout.get()));
    do visit(at.get(), place(at.get(), options.writing));
    while (pango_layout_iter_next_line(at.get()) != FALSE);
  };

  std::optional<Box> all;
  for_each_line([&](PangoLayoutIter*, const Placed& placed) {
    all = all ? all->joined(placed.box) : placed.box;
  });
  const Box box = *all;  // a text has a line, be it empty
  ShapedText shaped;
  shaped.width = std::clamp(box.right - box.left, 1, kMaxShapedPixels);
  shaped.height = std::clamp(box.bottom - box.top, 1, kMaxShapedPixels);
  shaped.missing = pango_layout_get_unknown_glyphs_count(layout.get());

  const Owned<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, shaped.width, shaped.height));
  const Owned<cairo_t> canvas(cairo_create(surface.get()));
  cairo_translate(canvas.get(), -box.left, -box.top);
  for_each_line([&](PangoLayoutIter* at, const Placed& placed) {
    draw(canvas.get(), pango_layout_iter_get_line_readonly(at), placed, options.writing);
  });

  cairo_surface_flush(surface.get());
  const unsigned char* row = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (int y = 0; y < shaped.height; ++y, row += stride) {
    shaped.alpha.insert(shaped.alpha.end(), row, row + shaped.width);
  }
  return shaped;
}

}  // namespace yiping::kiosk
