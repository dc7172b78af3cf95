// SPDX-License-Identifier: Apache-2.0
// The CBOR reader and writer against nlohmann's, where both speak the same subset.
#include "yiping/cbor.hpp"

#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::fuzz {
namespace {

using host::Json;

const Invariant kReadAlike("what is accepted, the oracle reads alike");
const Invariant kWrittenAlike("a value is written as the oracle writes it");
const Invariant kReadAgain("what was written is read again");
const Invariant kSubset("what the oracle writes of the subset is accepted");

Json json_of(const CborValue& value) {
  switch (value.kind()) {
    case CborValue::Kind::integer:
      return value.integer();
    case CborValue::Kind::bytes:
      return Json::binary({value.bytes().begin(), value.bytes().end()});
    case CborValue::Kind::text:
      return value.text();
    case CborValue::Kind::array: {
      Json array = Json::array();
      for (CborValue::Cursor cursor(value); !cursor.done();)
        array.push_back(json_of(cursor.next()));
      return array;
    }
    case CborValue::Kind::map: {
      Json object = Json::object();
      for (CborValue::Cursor cursor(value); !cursor.done();) {
        const std::string key(cursor.next().text());
        object[key] = json_of(cursor.next());
      }
      return object;
    }
    case CborValue::Kind::boolean:
      return value.boolean();
    case CborValue::Kind::null:
      return nullptr;
  }
  return nullptr;
}

void write(const Json& value, CborWriter& out) {
  if (value.is_object()) {
    out.map(value.size());
    for (const auto& [key, member] : value.items()) {
      out.text(key);
      write(member, out);
    }
  } else if (value.is_array()) {
    out.array(value.size());
    for (const Json& element : value) write(element, out);
  } else if (value.is_binary()) {
    out.bytes(value.get_binary());
  } else if (value.is_string()) {
    out.text(value.get_ref<const std::string&>());
  } else if (value.is_boolean()) {
    out.boolean(value.get<bool>());
  } else if (value.is_null()) {
    out.null();
  } else {
    out.integer(value.get<std::uint32_t>());
  }
}

/// nlohmann recurses and reserves: it is stopped where our limits are.
class Oracle : public nlohmann::detail::json_sax_dom_parser<Json> {
 public:
  explicit Oracle(Json& out) : json_sax_dom_parser(out, /*allow_exceptions_=*/false) {}

  bool start_object(std::size_t count) {
    return enter(count) && json_sax_dom_parser::start_object(count);
  }
  bool start_array(std::size_t count) {
    return enter(count) && json_sax_dom_parser::start_array(count);
  }
  bool end_object() { return leave() && json_sax_dom_parser::end_object(); }
  bool end_array() { return leave() && json_sax_dom_parser::end_array(); }

 private:
  bool enter(std::size_t count) { return ++depth_ <= kMaxCborDepth && count <= kMaxCborEntries; }
  bool leave() { return depth_-- > 0; }

  std::size_t depth_ = 0;
};

bool is_in_subset(const Json& value) {
  if (value.is_structured()) {
    for (const Json& inner : value) {
      if (!is_in_subset(inner)) return false;
    }
    return true;
  }
  if (value.is_binary()) return !value.get_binary().has_subtype();
  if (value.is_number()) return value.is_number_unsigned() && value <= UINT32_MAX;
  return true;
}

/// nlohmann's own judgement on the UTF-8 of every text.
bool has_good_text(const Json& value) {
  try {
    static_cast<void>(value.dump());
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

void check(std::span<const std::uint8_t> input) {
  const auto value = CborValue::parse(input);
  Json expected;
  Oracle oracle(expected);
  const bool is_read = Json::sax_parse(input, &oracle, Json::input_format_t::cbor);
  if (value) {
    const Json actual = json_of(*value);
    kReadAlike.same(actual.dump(), is_read ? expected.dump() : "unreadable");
    CborWriter out;
    write(actual, out);
    kWrittenAlike.same(out.data(), as_text(Json::to_cbor(actual)));
    const auto again = CborValue::parse(as_bytes(out.data()));
    kReadAgain.same(again ? json_of(*again).dump() : "refused", actual.dump());
  }
  // Written back to the same bytes: definite lengths, shortest heads, no key twice.
  const bool is_plain = is_read && is_in_subset(expected) && has_good_text(expected) &&
                        as_text(Json::to_cbor(expected)) == as_text(input);
  if (is_plain) kSubset.holds(static_cast<bool>(value));
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check({data, size});
  return 0;
}
