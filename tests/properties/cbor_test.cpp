// SPDX-License-Identifier: Apache-2.0
// The CBOR reader and writer agree with nlohmann's about whatever was written and then damaged.
// The fuzz target compares by the same file.
#include "yiping/cbor.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iomanip>

#include "fuzz/cbor_oracle.hpp"
#include "properties.hpp"

using namespace yiping;
using namespace yiping::test;
using fuzz::compare_cbor;
using fuzz::Compared;
using host::Json;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Around the lengths at which a head takes another form.
constexpr std::uint32_t kNumbers[] = {0,     1,      23,     24,         255,       256,
                                      65535, 65'536, 70'000, 0xFFFFFFFE, 0xFFFFFFFF};
constexpr std::size_t kLengths[] = {0, 1, 2, 23, 24, 25, 255, 256, 300};
constexpr std::string_view kPieces[] = {"a", "é", "好", "𠮷", "\"", "\n"};

std::string pick_text() {
  std::string text;
  const std::size_t length = pick_from(kLengths);
  const std::string_view piece = pick_from(kPieces);
  while (text.size() < length) text += piece;
  return text;
}

// NOLINTNEXTLINE(misc-no-recursion): `depth` bounds it.
Json pick_value(std::size_t depth) {
  enum : std::size_t { kNull, kYes, kNumber, kText, kBytes, kArray, kMap };
  switch (pick_index(depth == 0 ? kArray : kMap + 1)) {
    case kYes:
      return once_in(2);
    case kNumber:
      return pick_from(kNumbers);
    case kText:
      return pick_text();
    case kBytes: {
      return Json::binary(Bytes(pick_from(kLengths), static_cast<std::uint8_t>(pick(0, 255))));
    }
    case kArray: {
      Json array = Json::array();
      for (auto left = pick(0, 26); left > 0; left -= 5) array.push_back(pick_value(depth - 1));
      return array;
    }
    case kMap: {
      Json map = Json::object();
      for (auto left = pick(0, 4); left > 0; --left) map[pick_text()] = pick_value(depth - 1);
      return map;
    }
    default:
      return nullptr;
  }
}

rc::Gen<Json> values() {
  return made_by([] { return pick_value(pick_index(4)); });
}

std::string hex(const Bytes& bytes) {
  std::ostringstream out;
  out << bytes.size() << " bytes:" << std::hex << std::setfill('0');
  for (const std::uint8_t byte : bytes) out << " " << std::setw(2) << int{byte};
  return out.str();
}

/// One change of what was written.
void damage(Bytes& bytes) {
  enum : std::size_t { kFlip, kReplace, kInsert, kErase, kCut, kAppend };
  const auto byte = static_cast<std::uint8_t>(pick(0, 255));
  const auto kind = pick_index(kAppend + 1);
  if (bytes.empty() || kind == kAppend) return bytes.push_back(byte);
  // Heads and lengths stand at the front: half of the damage is done there.
  const std::size_t reach = once_in(2) ? bytes.size() : std::min<std::size_t>(bytes.size(), 8);
  const std::size_t place = pick_index(reach);
  const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(place);
  switch (kind) {
    case kFlip:
      *at = static_cast<std::uint8_t>(*at ^ (1U << pick_index(8)));
      return;
    case kReplace:
      *at = byte;
      return;
    case kInsert:
      bytes.insert(at, byte);
      return;
    case kErase:
      bytes.erase(at);
      return;
    default:
      bytes.resize(place);
  }
}

void is_alike(const char* promise, const std::optional<Compared>& compared) {
  if (!compared || compared->actual == compared->expected) return;
  RC_LOG() << promise << "\n  actual:   " << compared->actual
           << "\n  expected: " << compared->expected << "\n";
  RC_FAIL("ours and the oracle differ");
}

void agree_on(const Bytes& bytes) {
  RC_LOG() << hex(bytes) << "\n";
  const auto found = compare_cbor(bytes);
  is_alike("what is accepted, the oracle reads alike", found.read);
  is_alike("a value is written as the oracle writes it", found.written);
  is_alike("what was written is read again", found.again);
  if (found.subset) RC_ASSERT(*found.subset);
}

}  // namespace

TEST_CASE("either writer's bytes are the other's, and both readers read them", "[property][cbor]") {
  for_all([] {
    const Json value = *values();
    const Bytes bytes = fuzz::write_cbor(value);
    RC_LOG() << hex(bytes) << "\n";
    RC_ASSERT(bytes == Json::to_cbor(value));
    RC_ASSERT(Json::from_cbor(bytes) == value);
    const auto found = compare_cbor(bytes);
    RC_ASSERT(found.subset && *found.subset);
    RC_ASSERT(found.read);
    RC_ASSERT(found.read->actual == value.dump());
    agree_on(bytes);
  });
}

TEST_CASE("no damage makes the readers disagree", "[property][cbor][hostile]") {
  for_all([] {
    const Json value = *values();
    Bytes bytes = Json::to_cbor(value);
    // A document is soon no document any more: each change is looked at on its own.
    for (int i = 0; i < 8; ++i) {
      Bytes damaged = bytes;
      for (auto changes = pick(1, 3); changes > 0; --changes) damage(damaged);
      agree_on(damaged);
    }
  });
}

TEST_CASE("what is cut off anywhere is refused", "[property][cbor][hostile]") {
  for_all([] {
    const Bytes bytes = fuzz::write_cbor(*values());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      RC_ASSERT_FALSE(CborValue::parse(std::span(bytes).first(size)));
    }
  });
}
