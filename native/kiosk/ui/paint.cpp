// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/paint.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace yiping::kiosk::ui {
namespace {

ImVec2 operator+(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }

ImVec2 on_circle(float angle, float radius) {
  return {std::cos(angle) * radius, std::sin(angle) * radius};
}

/// The edge of a rounded rectangle, the same number of points whatever its size.
constexpr int kCornerSteps = 8;
constexpr int kEdgePoints = 4 * (kCornerSteps + 1);

std::array<ImVec2, kEdgePoints> rounded_edge(Area area, float radius) {
  std::array<ImVec2, kEdgePoints> edge;
  const std::array<ImVec2, 4> centres{
      ImVec2{area.min.x + radius, area.min.y + radius},
      ImVec2{area.max.x - radius, area.min.y + radius},
      ImVec2{area.max.x - radius, area.max.y - radius},
      ImVec2{area.min.x + radius, area.max.y - radius},
  };
  std::size_t next = 0;
  for (std::size_t corner = 0; corner < centres.size(); ++corner) {
    for (int step = 0; step <= kCornerSteps; ++step) {
      const float angle =
          kPi + kPi / 2 * (static_cast<float>(corner) + static_cast<float>(step) / kCornerSteps);
      edge[next++] = centres[corner] + on_circle(angle, radius);
    }
  }
  return edge;
}

void quad(ImDrawList& list, unsigned a, unsigned b, unsigned c, unsigned d) {
  for (const unsigned index : {a, b, c, a, c, d}) list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
}

/// Reads "M 3 4 L 5 6": a command letter, then numbers until the next one.
class PathReader {
 public:
  explicit PathReader(std::string_view path) : path_(path) {}

  char command() {
    skip();
    if (path_.empty()) return '\0';
    const char letter = path_.front();
    path_.remove_prefix(1);
    return letter;
  }

  float number() {
    skip();
    float value = 0;
    const auto end = std::from_chars(path_.data(), path_.data() + path_.size(), value).ptr;
    path_.remove_prefix(static_cast<std::size_t>(end - path_.data()));
    return value;
  }

 private:
  void skip() { path_.remove_prefix(std::min(path_.find_first_not_of(' '), path_.size())); }
  std::string_view path_;
};

}  // namespace

ImVec2 Paint::at(Point point) const {
  const bool mirrored = projection_.direction == Direction::right_to_left;
  return {px(mirrored ? projection_.inline_size - point.along : point.along), px(point.across)};
}

Area Paint::of(Box box) const {
  const ImVec2 start = at({box.inline_start, box.block_start});
  const ImVec2 end = at({box.inline_end(), box.block_end()});
  return {{std::round(std::min(start.x, end.x)), std::round(start.y)},
          {std::round(std::max(start.x, end.x)), std::round(end.y)}};
}

void Paint::shade_since(int mark, Shade shade, float top, float bottom) {
  if (shade.start == shade.end) return;
  ImGui::ShadeVertsLinearColorGradientKeepAlpha(list_, mark, list_->VtxBuffer.Size, {0, top},
                                                {0, bottom}, shade.start, shade.end);
}

void Paint::fill(Box box, float radius, Shade shade) {
  const Area area = of(box);
  const int begin = mark();
  list_->AddRectFilled(area.min, area.max, shade.start, px(radius));
  shade_since(begin, shade, area.min.y, area.max.y);
}

void Paint::outline(Box box, float radius, float thickness, ImU32 colour) {
  const Area area = of(box);
  const float half = px(thickness) / 2;
  list_->AddRect(area.min + ImVec2{half, half}, area.max + ImVec2{-half, -half}, colour,
                 px(radius) - half, 0, px(thickness));
}

void Paint::shadow(Box box, float radius, float depth, ImU32 colour) {
  // One strip of rings with the square of the distance as opacity: no texture, no banding.
  constexpr int kRings = 7;
  const float spread = depth * 1.6F;
  const ImVec2 white = list_->_Data->TexUvWhitePixel;
  list_->PrimReserve((kRings - 1) * kEdgePoints * 6, kRings * kEdgePoints);
  const unsigned base = list_->_VtxCurrentIdx;
  for (int ring = 0; ring < kRings; ++ring) {
    const float part = static_cast<float>(ring) / (kRings - 1);
    const float grow = spread * (1.5F * part - 0.5F);
    Box edge = box.inset(-grow);
    edge.block_start += depth * 0.55F;
    const float round = std::max(2.F, std::min(radius + grow, edge.block_size / 2));
    const ImU32 tone = faded(colour, (1 - part) * (1 - part));
    for (const ImVec2 point : rounded_edge(of(edge), px(round))) {
      list_->PrimWriteVtx(point, white, tone);
    }
  }
  for (unsigned ring = 0; ring + 1 < kRings; ++ring) {
    for (unsigned i = 0; i < kEdgePoints; ++i) {
      const unsigned j = (i + 1) % kEdgePoints;
      const unsigned inner = base + ring * kEdgePoints;
      quad(*list_, inner + i, inner + j, inner + kEdgePoints + j, inner + kEdgePoints + i);
    }
  }
}

void Paint::disc(Point centre, float radius, Shade shade) {
  const ImVec2 middle = at(centre);
  const int begin = mark();
  list_->AddCircleFilled(middle, px(radius), shade.start, 64);
  shade_since(begin, shade, middle.y - px(radius), middle.y + px(radius));
}

void Paint::ellipse(Point centre, float along, float across, ImU32 colour) {
  list_->AddEllipseFilled(at(centre), {px(along), px(across)}, colour, 0, 32);
}

void Paint::glow(Point centre, float along, float across, ImU32 colour) {
  constexpr int kRings = 5;
  constexpr unsigned kSpokes = 48;
  const ImVec2 white = list_->_Data->TexUvWhitePixel;
  const ImVec2 middle = at(centre);
  list_->PrimReserve(static_cast<int>(kSpokes) * (3 + 6 * (kRings - 1)),
                     1 + kRings * static_cast<int>(kSpokes));
  const unsigned base = list_->_VtxCurrentIdx;
  list_->PrimWriteVtx(middle, white, colour);
  for (int ring = 1; ring <= kRings; ++ring) {
    const float part = static_cast<float>(ring) / kRings;
    const ImU32 tone = faded(colour, (1 - part) * (1 - part));
    for (unsigned i = 0; i < kSpokes; ++i) {
      const ImVec2 unit = on_circle(2 * kPi * static_cast<float>(i) / kSpokes, part);
      list_->PrimWriteVtx({middle.x + unit.x * px(along), middle.y + unit.y * px(across)}, white,
                          tone);
    }
  }
  for (unsigned i = 0; i < kSpokes; ++i) {
    const unsigned j = (i + 1) % kSpokes;
    for (const unsigned index : {base, base + 1 + i, base + 1 + j}) {
      list_->PrimWriteIdx(static_cast<ImDrawIdx>(index));
    }
    for (unsigned ring = 0; ring + 1 < kRings; ++ring) {
      const unsigned inner = base + 1 + ring * kSpokes;
      quad(*list_, inner + i, inner + j, inner + kSpokes + j, inner + kSpokes + i);
    }
  }
}

void Paint::ring(Point centre, float radius, float thickness, ImU32 colour, float turn) {
  const ImVec2 middle = at(centre);
  if (turn >= 1) {
    list_->AddCircle(middle, px(radius), colour, 72, px(thickness));
    return;
  }
  if (turn <= 0) return;
  const float from = -kPi / 2;
  const float to = from + 2 * kPi * turn;
  list_->PathArcTo(middle, px(radius), from, to, 64);
  list_->PathStroke(colour, 0, px(thickness));
  for (const float angle : {from, to}) {
    list_->AddCircleFilled(middle + on_circle(angle, px(radius)), px(thickness) / 2, colour, 16);
  }
}

void Paint::line(std::span<const Point> points, float thickness, ImU32 colour) {
  for (const Point point : points) list_->PathLineTo(at(point));
  list_->PathStroke(colour, 0, px(thickness));
  for (const Point point : points) list_->AddCircleFilled(at(point), px(thickness) / 2, colour, 16);
}

void Paint::polygon(std::span<const Point> points, ImU32 colour) {
  for (const Point point : points) list_->PathLineTo(at(point));
  list_->PathFillConcave(colour);
}

void Paint::ridge(std::span<const float> heights, Box box, Shade shade) {
  const auto last = static_cast<int>(heights.size()) - 1;
  const ImVec2 white = list_->_Data->TexUvWhitePixel;
  list_->PrimReserve(6 * last, 2 * (last + 1));
  const unsigned base = list_->_VtxCurrentIdx;
  std::vector<ImVec2> crest;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const float along =
        box.inline_start + box.inline_size * static_cast<float>(i) / static_cast<float>(last);
    crest.push_back(at({along, heights[i]}));
    list_->PrimWriteVtx(crest.back(), white, shade.start);
    list_->PrimWriteVtx(at({along, box.block_end()}), white, shade.end);
  }
  for (unsigned i = 0; i < static_cast<unsigned>(last); ++i) {
    quad(*list_, base + 2 * i, base + 2 * i + 1, base + 2 * i + 3, base + 2 * i + 2);
  }
  // The strips have hard edges; this line has soft ones.
  list_->AddPolyline(crest.data(), last + 1, shade.start, 0, px(2));
}

void Paint::icon(std::string_view path, Box box, float thickness, ImU32 colour) {
  const float unit = std::min(box.inline_size, box.block_size) / 24;
  const Box square = box.centred(24 * unit, 24 * unit);
  PathReader reader(path);
  const auto point = [&] {
    const float along = reader.number();
    const float across = reader.number();
    return at({square.inline_start + along * unit, square.block_start + across * unit});
  };
  std::vector<ImVec2> joints;
  const auto stroke = [&](ImDrawFlags flags) {
    list_->PathStroke(colour, flags, px(thickness));
    for (const ImVec2 joint : joints) {
      list_->AddCircleFilled(joint, px(thickness) / 2, colour, 12);
    }
    joints.clear();
  };
  for (char command = reader.command(); command != '\0'; command = reader.command()) {
    if (command == 'M') {
      stroke(0);
      joints.push_back(point());
      list_->PathLineTo(joints.back());
    } else if (command == 'L') {
      joints.push_back(point());
      list_->PathLineTo(joints.back());
    } else if (command == 'C') {
      const ImVec2 first = point();
      const ImVec2 second = point();
      joints.push_back(point());
      list_->PathBezierCubicCurveTo(first, second, joints.back(), 16);
    } else if (command == 'Z') {
      stroke(ImDrawFlags_Closed);
    } else {
      stroke(0);
      const ImVec2 centre = point();
      const float radius = px(reader.number() * unit);
      if (command == 'O') list_->AddCircle(centre, radius, colour, 40, px(thickness));
      if (command == 'D') list_->AddCircleFilled(centre, radius, colour, 24);
    }
  }
  stroke(0);
}

void Paint::shift(int mark, float across, float opacity) {
  for (int i = mark; i < list_->VtxBuffer.Size; ++i) {
    ImDrawVert& vertex = list_->VtxBuffer[i];
    vertex.pos.y += px(across);
    vertex.col = faded(vertex.col, opacity);
  }
}

void Paint::shrink(int mark, Point centre, float factor) {
  const ImVec2 middle = at(centre);
  for (int i = mark; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& pos = list_->VtxBuffer[i].pos;
    pos = {middle.x + (pos.x - middle.x) * factor, middle.y + (pos.y - middle.y) * factor};
  }
}

Character character_at(std::string_view text, std::size_t begin) {
  unsigned code = 0;
  const char* const at = text.data() + begin;
  const int size = ImTextCharFromUtf8(&code, at, text.data() + text.size());
  return {code, begin, begin + static_cast<std::size_t>(std::max(size, 1))};
}

void put_character(std::string& text, char32_t code) {
  char bytes[5];  // NOLINT(modernize-avoid-c-arrays)
  text.append(bytes, static_cast<std::size_t>(ImTextCharToUtf8(bytes, code)));
}

bool input_is_queued() { return GImGui->InputEventsQueue.Size > 0; }

void discard_glyphs(ImFontAtlas& atlas) {
  for (ImFont* font : atlas.Fonts) ImFontAtlasFontDiscardBakes(&atlas, font, 0);
}

void register_texture(ImTextureData& texture) { ImGui::RegisterUserTexture(&texture); }

void unregister_texture(ImTextureData& texture) { ImGui::UnregisterUserTexture(&texture); }

}  // namespace yiping::kiosk::ui
