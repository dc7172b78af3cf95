// SPDX-License-Identifier: Apache-2.0
#include "fuzz/cbor_oracle.hpp"

#include "yiping/cbor.hpp"
#include "yiping/sha256.hpp"

namespace yiping::fuzz {
namespace {

using host::Json;

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

std::string text_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

std::vector<std::uint8_t> write_cbor(const Json& value) {
  CborWriter out;
  write(value, out);
  return {out.data().begin(), out.data().end()};
}

CborComparison compare_cbor(std::span<const std::uint8_t> input) {
  CborComparison found;
  const auto value = CborValue::parse(input);
  Json expected;
  Oracle oracle(expected);
  const bool is_read = Json::sax_parse(input, &oracle, Json::input_format_t::cbor);
  if (value) {
    const Json actual = json_of(*value);
    const auto written = write_cbor(actual);
    const auto again = CborValue::parse(written);
    found.read = {actual.dump(), is_read ? expected.dump() : "unreadable"};
    found.written = {text_of(written), text_of(Json::to_cbor(actual))};
    found.again = {again ? json_of(*again).dump() : "refused", actual.dump()};
  }
  // Written back to the same bytes: definite lengths, shortest heads, no key twice.
  const bool is_plain =
      is_read && is_in_subset(expected) && has_good_text(expected) &&
      Json::to_cbor(expected) == std::vector<std::uint8_t>(input.begin(), input.end());
  if (is_plain) found.subset = static_cast<bool>(value);
  return found;
}

}  // namespace yiping::fuzz
