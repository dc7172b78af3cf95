// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/lettering.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "kiosk/ui/paint.hpp"

namespace yiping::kiosk {

FontFiles fonts_in(const std::filesystem::path& folder) {
  const std::filesystem::path debian = "/usr/share/fonts/opentype/noto";
  return {.regular = folder / "kiosk-regular.otf",
          .bold = folder / "kiosk-bold.otf",
          .full_regular = debian / "NotoSansCJK-Regular.ttc",
          .full_bold = debian / "NotoSansCJK-Bold.ttc"};
}

namespace ui {
namespace {

/// Dear ImGui sizes a font by its ascent and descent, a designer by its em. Noto Sans CJK: 1.160
/// and 0.288 em, and ideographs stand from -0.12 to 0.88: their centre is 0.78 em below the top.
constexpr float kLine = 1.448F;
constexpr float kMiddle = 0.78F;

float size_of(float em) { return std::round(em * kLine); }

/// 避头尾: what never begins a line, and what never ends one.
bool never_first(char32_t code) {
  return std::u32string_view(U"，。、；：？！）》」』”’…—·,.;:?!)%℃").find(code) !=
         std::u32string_view::npos;
}

bool never_last(char32_t code) {
  return std::u32string_view(U"（《「『“‘(").find(code) != std::u32string_view::npos;
}

bool is_ideograph(char32_t code) { return code >= 0x2E80; }

/// 非常不 / 满意 would be read wrongly.
bool splits_word(std::string_view text, std::size_t at) {
  constexpr std::size_t kBytes = 3;
  for (const std::string_view word : {"非常", "基本", "不满意", "满意"}) {
    for (std::size_t back = kBytes; back < word.size(); back += kBytes) {
      if (back <= at && text.substr(at - back).starts_with(word)) return true;
    }
  }
  return false;
}

bool may_break(std::string_view text, const Character& before, const Character& after) {
  if (after.code == U' ' || never_first(after.code) || never_last(before.code)) return false;
  if (before.code == U' ') return true;
  return (is_ideograph(before.code) || is_ideograph(after.code)) && !splits_word(text, after.begin);
}

std::string_view trimmed(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

ImFont* load(ImFontAtlas& atlas, const std::filesystem::path& file, ImFontConfig config) {
  ImFont* font =
      std::filesystem::exists(file) ? atlas.AddFontFromFileTTF(file.c_str(), 0, &config) : nullptr;
  if (font == nullptr) {
    throw std::runtime_error(file.string() +
                             ": 无法读取字体，请运行 tools/setup / the font cannot be read: run "
                             "tools/setup");
  }
  return font;
}

}  // namespace

Lettering::Lettering(ImFontAtlas& atlas, FontFiles files)
    : atlas_(atlas), files_(std::move(files)) {
  // Large enough for every text of ours: growing costs a frame of 26 to 66 ms.
  atlas_.TexMinWidth = 2048;
  atlas_.TexMinHeight = 1024;
  fonts_ = {load(atlas_, files_.regular, {}), load(atlas_, files_.bold, {})};
}

void Lettering::provide(std::string_view text) {
  if (is_full_) return;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at = character.end;
    if (fonts_[0]->IsGlyphInFont(static_cast<ImWchar>(character.code))) continue;
    is_full_ = true;
    // Before the new sources: what is drawn already knows the old ones only.
    discard_glyphs(atlas_);
    const std::array<std::filesystem::path, 2> full{files_.full_regular, files_.full_bold};
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
      if (!std::filesystem::exists(full[i])) continue;
      ImFontConfig config;
      config.MergeMode = true;
      config.DstFont = fonts_[i];
      config.FontNo = files_.full_face;
      load(atlas_, full[i], config);
    }
    return;
  }
}

float Lettering::width(std::string_view text, float em, Weight weight) const {
  return font(weight)
      ->CalcTextSizeA(size_of(em), 1e6F, 0, text.data(), text.data() + text.size())
      .x;
}

std::vector<std::string_view> Lettering::greedy(std::string_view text, float em, Weight weight,
                                                float width) const {
  std::vector<std::string_view> lines;
  ImFontBaked* const baked = font(weight)->GetFontBaked(size_of(em));
  std::size_t begin = 0;
  float used = 0;
  float used_at_break = 0;
  std::size_t last_break = 0;  // `begin`: none yet
  Character before;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (at > begin && may_break(text, before, character)) {
      last_break = at;
      used_at_break = used;
    }
    const float advance = baked->GetCharAdvance(static_cast<ImWchar>(character.code));
    if (used + advance > width && at > begin && character.code != U' ') {
      if (last_break <= begin) {
        last_break = at;
        used_at_break = used;
      }
      lines.push_back(trimmed(text.substr(begin, last_break - begin)));
      begin = last_break;
      used -= used_at_break;
    }
    used += advance;
    before = character;
    at = character.end;
  }
  lines.push_back(trimmed(text.substr(begin)));
  return lines;
}

std::vector<std::string_view> Lettering::lines(std::string_view text, float em, Weight weight,
                                               float width) const {
  constexpr std::size_t kBalanced = 4;
  std::vector<std::string_view> best = greedy(text, em, weight, width);
  if (best.size() < 2 || best.size() > kBalanced) return best;
  float low = width / 2;
  float high = width;
  for (int step = 0; step < 7; ++step) {
    const float middle = (low + high) / 2;
    auto narrower = greedy(text, em, weight, middle);
    const bool fits =
        narrower.size() == best.size() && std::ranges::all_of(narrower, [&](std::string_view line) {
          return this->width(line, em, weight) <= middle + 1;
        });
    if (fits) {
      best = std::move(narrower);
      high = middle;
    } else {
      low = middle;
    }
  }
  return best;
}

void Lettering::draw(ImDrawList& list, ImVec2 middle, float em, Weight weight, ImU32 colour,
                     std::string_view line) const {
  const float size = size_of(em);
  list.AddText(font(weight), size,
               {std::round(middle.x), std::round(middle.y - size / kLine * kMiddle)}, colour,
               line.data(), line.data() + line.size());
}

}  // namespace ui
}  // namespace yiping::kiosk
