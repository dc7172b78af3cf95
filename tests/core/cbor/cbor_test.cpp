// SPDX-License-Identifier: Apache-2.0
#include "yiping/cbor.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using Bytes = std::vector<std::uint8_t>;

namespace {

ErrorCode refusal(const Bytes& bytes) {
  const auto value = CborValue::parse(bytes);
  REQUIRE_FALSE(value);
  return value.error().code;
}

Bytes nested(std::size_t depth) {
  Bytes bytes(depth, 0x81);
  bytes.push_back(0x00);
  return bytes;
}

}  // namespace

TEST_CASE("what the library writes is read back", "[cbor]") {
  const Bytes bytes = test::cbor(R"({"a":[1,"二",true,false,null],"b":{"c":4294967295}})");
  const auto root = CborValue::parse(bytes);
  REQUIRE(root);
  REQUIRE(root->kind() == CborValue::Kind::map);
  CHECK(root->size() == 2);
  CborValue::Cursor cursor(*root);
  CHECK(cursor.next().text() == "a");
  const CborValue array = cursor.next();
  CborValue::Cursor elements(array);
  CHECK(elements.next().integer() == 1);
  CHECK(elements.next().text() == "二");
  CHECK(elements.next().boolean());
  CHECK_FALSE(elements.next().boolean());
  CHECK(elements.next().kind() == CborValue::Kind::null);
  CHECK(elements.done());
  CHECK(cursor.next().text() == "b");
  CborValue::Cursor inner(cursor.next());
  inner.next();
  CHECK(inner.next().integer() == 4'294'967'295U);
}

Bytes bytes_of(const CborWriter& writer) { return {writer.data().begin(), writer.data().end()}; }

TEST_CASE("what we write, the library reads, in the shortest form", "[cbor]") {
  for (const std::uint32_t value : {0U, 23U, 24U, 255U, 256U, 65'535U, 65'536U, 4'294'967'295U}) {
    const Bytes ours = bytes_of(CborWriter().integer(value));
    CHECK(ours == nlohmann::json::to_cbor(nlohmann::json(value)));
    CHECK(CborValue::parse(ours)->integer() == value);
  }
  CborWriter writer;
  writer.map(2).text("k").array(2).boolean(true).null().text("t").text("文");
  CHECK(nlohmann::json::from_cbor(writer.data()) ==
        nlohmann::json::parse(R"({"k":[true,null],"t":"文"})"));
  CHECK(bytes_of(CborWriter().bytes(as_bytes("xy"))) == Bytes{0x42, 'x', 'y'});
}

TEST_CASE("every truncation of a pack is refused", "[cbor][hostile]") {
  const Bytes whole = test::pack("zh-Hans");
  REQUIRE(CborValue::parse(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(CborValue::parse(std::span(whole).first(size)));
  }
}

TEST_CASE("a bit flipped anywhere in a pack is read or refused, never a crash", "[cbor][hostile]") {
  Bytes bytes = test::pack("en");
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += 37) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1U << bit % 8);
    if (!read_pack(bytes)) ++refused;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1U << bit % 8);
  }
  CHECK(refused > 0);
  CHECK(read_pack(bytes));
}

TEST_CASE("forms that we do not take are refused by name", "[cbor][hostile]") {
  CHECK(refusal({}) == ErrorCode::bad_cbor);
  CHECK(refusal({0x00, 0x00}) == ErrorCode::bad_cbor);        // something after the item
  CHECK(refusal({0x9F, 0xFF}) == ErrorCode::bad_cbor);        // indefinite length
  CHECK(refusal({0x20}) == ErrorCode::bad_cbor);              // a negative integer
  CHECK(refusal({0xC0, 0x60}) == ErrorCode::bad_cbor);        // a tag
  CHECK(refusal({0xF9, 0x00, 0x00}) == ErrorCode::bad_cbor);  // a float
  CHECK(refusal({0xF7}) == ErrorCode::bad_cbor);              // undefined
  CHECK(refusal({0x1C}) == ErrorCode::bad_cbor);              // a reserved head
  CHECK(refusal({0xA1, 0x01, 0x02}) == ErrorCode::bad_cbor);  // a key that is no text
  CHECK(refusal({0x61, 0xFF}) == ErrorCode::not_utf8);
  CHECK(refusal({0x1B, 0, 0, 0, 0, 0, 0, 0, 1}) == ErrorCode::bad_value);
  CHECK(refusal({0x7A, 0xFF, 0xFF, 0xFF, 0xFF}) == ErrorCode::bad_cbor);
  CHECK(refusal({0x9A, 0xFF, 0xFF, 0xFF, 0xFF}) == ErrorCode::too_large);
  CHECK(refusal({0xA2, 0x61, 'a', 0x00, 0x61, 'a', 0x01}) == ErrorCode::duplicate_key);
}

TEST_CASE("depth is limited, however deep the input is", "[cbor][hostile]") {
  CHECK(CborValue::parse(nested(kMaxCborDepth)));
  CHECK(refusal(nested(kMaxCborDepth + 1)) == ErrorCode::too_deep);
  CHECK(refusal(nested(1'000'000)) == ErrorCode::too_deep);
}
