// SPDX-License-Identifier: Apache-2.0
#include "host/json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "yiping/cbor.hpp"

namespace {

using yiping::host::parse_json;

/// "code pointer" of what is wrong; empty when nothing is.
std::string fault_of(std::string_view text) {
  const auto parsed = parse_json(text);
  return parsed ? std::string() : parsed.fault.code + " " + parsed.fault.pointer;
}

std::string nested(std::size_t depth, std::string_view open, std::string_view close) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

}  // namespace

TEST_CASE("a hundred thousand brackets are refused, not followed", "[host][json]") {
  CHECK(fault_of(nested(100'000, "[", "]")).starts_with("too_deep /0/0"));
  CHECK(fault_of(nested(100'000, R"({"a":)", "}")).starts_with("too_deep /a/a"));
  CHECK(fault_of(std::string(100'000, '[')).starts_with("too_deep"));
}

TEST_CASE("32 levels are read, 33 are not", "[host][json]") {
  CHECK(fault_of(nested(32, "[", "]")).empty());
  CHECK(fault_of(nested(33, "[", "]")).starts_with("too_deep"));
}

TEST_CASE("a key that stands twice is refused where it stands", "[host][json]") {
  CHECK(fault_of(R"({"level":"satisfied","level":"dissatisfied"})") == "duplicate_key /level");
  CHECK(fault_of(R"({"a":[{"b":1},{"c":1,"c":2}]})") == "duplicate_key /a/1/c");
  CHECK(fault_of(R"({"a":1,"\u0061":2})") == "duplicate_key /a");
  CHECK(fault_of(R"([{"a":1},{"a":1}])").empty());
}

TEST_CASE("numbers are integers below 2^53", "[host][json]") {
  CHECK(fault_of("[9007199254740991,-9007199254740991,0,-0]").empty());
  CHECK(fault_of(R"({"n":9007199254740992})") == "bad_value /n");
  CHECK(fault_of(R"({"n":-9007199254740992})") == "bad_value /n");
  CHECK(fault_of(R"({"n":18446744073709551616})") == "bad_value /n");
  CHECK(fault_of("[1,2.0]") == "wrong_type /1");
  CHECK(fault_of("[1e3]") == "wrong_type /0");
  CHECK(fault_of("[1e999]").starts_with("bad_value"));
}

TEST_CASE("what is not UTF-8 is refused", "[host][json]") {
  CHECK(fault_of("\"\xFF\"") == "not_utf8 ");
  CHECK(fault_of("\"\xED\xA0\x80\"") == "not_utf8 ");
  CHECK(fault_of("\"\xC0\xAF\"") == "not_utf8 ");
  CHECK(fault_of("\"\xF0\x9F\x98\"") == "not_utf8 ");
}

TEST_CASE("a lone surrogate is refused, a pair is one character", "[host][json]") {
  CHECK(fault_of(R"({"t":"\ud83d"})").starts_with("bad_json /t"));
  CHECK(fault_of(R"(["\udc00"])").starts_with("bad_json"));
  CHECK(fault_of(R"(["\ud83dx"])").starts_with("bad_json"));
  const auto pair = parse_json(R"(["\ud842\udfb7"])");
  REQUIRE(pair);
  CHECK(pair.value[0] == "𠮷");
}

TEST_CASE("what is cut off, too long or not JSON is refused", "[host][json]") {
  for (const char* text :
       {"",     " ",   "{",     R"({"a")",  R"({"a":)", R"({"a":1,)", R"({"a":1,})",
        "[1,]", "[1",  "nul",   "01",       "+1",       ".5",         "{}{}",
        "[] x", "'a'", "{a:1}", "\"a\nb\"", "/* */ {}", "NaN",        "\xEF\xBB\xBF{}"}) {
    INFO(text);
    CHECK(fault_of(text).starts_with("bad_json"));
  }
  const std::string whole = R"({"evaluation":{"level":"satisfied","texts":{"suggestion":"好"}}})";
  REQUIRE(fault_of(whole).empty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(fault_of(whole.substr(0, size)).empty());
  }
}

TEST_CASE("a pointer escapes ~ and /", "[host][json]") {
  CHECK(fault_of(R"({"a/b~c":1.5})") == "wrong_type /a~1b~0c");
}

TEST_CASE("canonical JSON has sorted keys, raw text and no white space", "[host][json]") {
  const auto parsed = parse_json("{ \"b\" : [ 1 , true , null ] , \"a\" : \"\\u4f60/\\n\" }");
  REQUIRE(parsed);
  CHECK(yiping::host::canonical(parsed.value) == R"({"a":"你/\n","b":[1,true,null]})");
}

TEST_CASE("the core reads what to_cbor writes", "[host][json]") {
  const auto parsed = parse_json(R"({"t":"𰻝","n":[0,4294967295,true,null,{}]})");
  REQUIRE(parsed);
  const auto bytes = yiping::host::to_cbor(parsed.value);
  const auto read = yiping::CborValue::parse(bytes);
  REQUIRE(read);
  CHECK(read->size() == 2);
}
