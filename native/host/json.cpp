// SPDX-License-Identifier: Apache-2.0
#include "host/json.hpp"

#include <set>
#include <utility>

#include "yiping/text.hpp"

template class nlohmann::basic_json<>;

namespace yiping::host {
namespace {

constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Numbers that overflow even a double end in nlohmann's out_of_range, not in a syntax error.
constexpr int kNumberOverflow = 406;

/// Walks the text once without building it, so that hostile input costs a stack of frames at most.
class Gate final : public nlohmann::json_sax<Json> {
 public:
  JsonFault fault;

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t number) override {
    return value() && (number >= -kMaxInteger || fail("bad_value"));
  }
  bool number_unsigned(number_unsigned_t number) override {
    return value() && (number <= static_cast<number_unsigned_t>(kMaxInteger) || fail("bad_value"));
  }
  bool number_float(number_float_t, const string_t& text) override {
    const bool is_integer = text.find_first_of(".eE") == string_t::npos;
    return value() && fail(is_integer ? "bad_value" : "wrong_type");
  }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return fail("bad_json"); }

  bool start_object(std::size_t) override { return value() && open(Frame::Kind::object); }
  bool start_array(std::size_t) override { return value() && open(Frame::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    Frame& frame = frames_.back();
    frame.key = name;
    return frame.keys.insert(name).second || fail("duplicate_key");
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    fault.offset = position;
    return fail(error.id == kNumberOverflow ? "bad_value" : "bad_json");
  }

 private:
  struct Frame {
    enum class Kind : std::uint8_t { object, array };
    Kind kind;
    std::size_t count = 0;  // array: elements begun
    std::string key;        // object: the last key
    std::set<std::string> keys;
  };

  bool value() {
    if (!frames_.empty() && frames_.back().kind == Frame::Kind::array) ++frames_.back().count;
    return true;
  }

  bool open(Frame::Kind kind) {
    if (frames_.size() >= kMaxJsonDepth) return fail("too_deep");
    frames_.push_back({kind, 0, {}, {}});
    return true;
  }

  bool close() {
    frames_.pop_back();
    return true;
  }

  bool fail(std::string_view code) {
    fault.code = code;
    for (const Frame& frame : frames_) {
      if (frame.kind == Frame::Kind::array) {
        if (frame.count > 0) fault.pointer = pointer_to(fault.pointer, frame.count - 1);
      } else if (!frame.keys.empty()) {
        fault.pointer = pointer_to(fault.pointer, frame.key);
      }
    }
    return false;
  }

  std::vector<Frame> frames_;
};

}  // namespace

ParsedJson parse_json(std::string_view bytes) {
  ParsedJson parsed;
  if (!is_utf8(bytes)) {
    parsed.fault = {"not_utf8", "", 0};
    return parsed;
  }
  // nlohmann skips a byte order mark; a document with one would not be byte-equal to itself.
  if (bytes.starts_with(kByteOrderMark)) {
    parsed.fault = {"bad_json", "", 0};
    return parsed;
  }
  Gate gate;
  if (!Json::sax_parse(bytes, &gate)) {
    parsed.fault = std::move(gate.fault);
    return parsed;
  }
  parsed.value = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  return parsed;
}

std::string canonical(const Json& value) { return value.dump(); }

std::vector<std::uint8_t> to_cbor(const Json& value) { return Json::to_cbor(value); }

std::string pointer_to(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  return pointer_to(pointer, std::to_string(index));
}

}  // namespace yiping::host
