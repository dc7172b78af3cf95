// SPDX-License-Identifier: Apache-2.0
#include "yiping/sheet.hpp"

#include <algorithm>

namespace yiping {
namespace {

constexpr std::int64_t kWhole = kWholeWeight;

std::size_t depth_of(const Sheet& sheet, std::size_t node) {
  std::size_t depth = 1;
  for (auto parent = sheet.nodes[node].parent; parent; parent = sheet.nodes[*parent].parent) {
    ++depth;
  }
  return depth;
}

std::size_t depth_of(const Sheet& sheet) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < sheet.nodes.size(); ++i) depth = std::max(depth, depth_of(sheet, i));
  return depth;
}

std::int64_t power(std::size_t exponent) {
  std::int64_t value = 1;
  for (; exponent > 0; --exponent) value *= kWhole;
  return value;
}

/// The leaf's share below `top` (nothing: of the whole) times 10,000^depth; nothing when it is not
/// below it.
std::optional<std::int64_t> share(const Sheet& sheet, std::size_t leaf,
                                  std::optional<std::size_t> top, std::size_t depth) {
  std::int64_t weight = 1;
  for (std::optional<std::size_t> at = leaf; at != top; at = sheet.nodes[*at].parent) {
    if (!at) return std::nullopt;
    weight *= sheet.nodes[*at].weight;
    --depth;
  }
  return weight * power(depth);
}

SheetTotal sum(const Sheet& sheet, const SheetScores& scores, std::optional<std::size_t> top) {
  const std::size_t depth = depth_of(sheet);
  SheetTotal result;
  SheetTotal::Fraction total{0, power(depth)};
  const LeafScore none;
  for (std::size_t i = 0; i < sheet.nodes.size(); ++i) {
    const SheetNode& node = sheet.nodes[i];
    const auto weight = node.leaf ? share(sheet, i, top, depth) : std::nullopt;
    if (!weight) continue;
    const LeafScore& leaf = i < scores.leaves.size() ? scores.leaves[i] : none;
    const auto score = leaf.panel ? leaf.panel : leaf.self;
    if (!score) {
      result.missing.push_back(node.id);
    } else if (node.evidence && leaf.evidence.empty()) {
      result.without_evidence.push_back(node.id);
    } else {
      total.numerator += *weight * *score;
    }
  }
  if (result.missing.empty() && result.without_evidence.empty()) result.total = total;
  return result;
}

}  // namespace

std::string_view name_of(SheetKind kind) {
  switch (kind) {
    case SheetKind::self_assessment:
      return "self_assessment";
    case SheetKind::third_party:
      return "third_party";
  }
  return "";
}

std::optional<std::size_t> Sheet::find(std::string_view wanted) const {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].id == wanted) return i;
  }
  return std::nullopt;
}

std::string_view Sheet::text(std::string_view language, std::string_view key) const {
  for (const Text& text : texts) {
    if (text.language == language && text.key == key) return text.text;
  }
  return {};
}

SheetTotal total_of(const Sheet& sheet, const SheetScores& scores) {
  return sum(sheet, scores, std::nullopt);
}

SheetTotal total_of(const Sheet& sheet, const SheetScores& scores, std::size_t node) {
  return sum(sheet, scores, node);
}

}  // namespace yiping
