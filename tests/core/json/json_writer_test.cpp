// SPDX-License-Identifier: Apache-2.0
#include "yiping/json_writer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using yiping::JsonWriter;

TEST_CASE("objects, arrays and values are separated as RFC 8785 writes them", "[json]") {
  JsonWriter out;
  out.begin_object();
  out.key("a").begin_array().integer(0).integer(4'294'967'295U).end_array();
  out.key("b").begin_object().end_object();
  out.key("c").boolean(true);
  out.key("d").signed_integer(-2'147'483'647 - 1);
  out.key("e").begin_array().begin_array().end_array().text("x").end_array();
  out.end_object();
  CHECK(out.take() == R"({"a":[0,4294967295],"b":{},"c":true,"d":-2147483648,"e":[[],"x"]})");
}

TEST_CASE("every character is escaped as the library escapes it", "[json]") {
  std::string all;
  for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
  all += "满意𠮷👍\u2028\uFFFD";
  CHECK(JsonWriter().text(all).take() == nlohmann::json(all).dump());
}
