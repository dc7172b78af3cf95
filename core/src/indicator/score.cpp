// SPDX-License-Identifier: Apache-2.0
#include "yiping/score.hpp"

#include "indicator/reading.hpp"

namespace yiping {
namespace {

constexpr std::uint32_t kMaxPoints = 1'000;

/// Names of the members, terminated as FieldReader needs them.
constexpr std::array<const char*, 5> kNames{"very_satisfied", "satisfied", "basically_satisfied",
                                            "dissatisfied", "very_dissatisfied"};

void read_points(FieldReader& fields, std::array<std::uint32_t, 5>& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = fields.integer(kNames[i]);
    const bool falls = i == 0 || points[i] < points[i - 1];
    if (!falls || points[i] > kMaxPoints) fields.fail(ErrorCode::bad_value, kNames[i]);
  }
  fields.finish();
}

}  // namespace

void Distribution::merge(const Distribution& part) {
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] += part.levels[i];
  skipped += part.skipped;
}

std::int64_t Distribution::answered() const {
  std::int64_t sum = 0;
  for (const std::int64_t count : levels) sum += count;
  return sum;
}

void reading::read(FieldReader& fields, PointTable& out) {
  Head head = reading::head(fields, "yiping.points/1");
  out.id = std::move(head.id);
  out.version = head.version;
  out.source = std::move(head.source);
  if (const auto points = fields.need("points", CborValue::Kind::map)) {
    FieldReader inner(fields, "points", *points);
    read_points(inner, out.points);
  }
  fields.finish();
}

Result<PointTable> read_point_table(std::span<const std::uint8_t> cbor) {
  return reading::whole<PointTable>(cbor);
}

Mean mean_of(const Distribution& distribution, const PointTable& table) {
  Mean mean{0, distribution.answered(), table.points.back(), table.points.front()};
  for (std::size_t i = 0; i < table.points.size(); ++i) {
    mean.numerator += distribution.levels[i] * table.points[i];
  }
  return mean;
}

}  // namespace yiping
