// SPDX-License-Identifier: Apache-2.0
// Short links: what a message or a poster carries in the place of a token.
#include <catch2/catch_test_macros.hpp>

#include "form_client.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Reply links(const Stack& stack, const Json& tokens, const char* via = "sms", std::size_t key = 0) {
  return stack.post_signed("/v1/links", Json{{"tokens", tokens}, {"via", via}}.dump(), key);
}

std::string path_of(const Stack& stack, const Json& link) {
  return link["link"].get<std::string>().substr(stack.config().public_url.size());
}

}  // namespace

TEST_CASE("a short link leads to the form, and a rating there came by message", "[http][link]") {
  Stack stack;
  const std::string token = stack.invited(1);
  const Reply reply = links(stack, Json::array({token}));
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  const Json link = reply.json()["links"][0];
  const std::string path = path_of(stack, link);
  CHECK(path.size() == 3 + 14);
  CHECK(link["expires"] == stack.tokens().parse(token).expires);
  const std::string text = link["text"]["zh-Hans"];
  CHECK(text.find("居住证签发") != std::string::npos);
  CHECK(text.find("深圳市公安局") != std::string::npos);
  CHECK(text.ends_with(link["link"].get<std::string>()));
  CHECK(link["text"]["en"].get<std::string>().find('{') == std::string::npos);

  const Reply followed = stack.get(path);
  CHECK(followed.status == 303);
  CHECK(followed.header("Cache-Control") == "no-store");
  const std::string form = followed.header("Location").substr(stack.config().public_url.size());
  REQUIRE(form.starts_with("/f/yp1."));
  CHECK(stack.get(form).status == 200);
  const Token inside = stack.tokens().parse(form.substr(3));
  CHECK(inside.via == TokenVia::sms);
  CHECK(inside.case_digest == stack.tokens().parse(token).case_digest);
  // Typed from a message, as people type.
  std::string typed = path.substr(3);
  for (char& c : typed) c = c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
  CHECK(stack.get("/s/" + typed).status == 303);
  // Following it used nothing up.
  CHECK(stack.rate(form.substr(3), document({})).status == 201);
}

TEST_CASE("the same token has the same link, each channel its own", "[http][link]") {
  Stack stack;
  const std::string token = stack.invited(1);
  const auto code = [&](const std::string& of, const char* via) {
    return path_of(stack, links(stack, Json::array({of}), via).json()["links"][0]);
  };
  const std::string first = code(token, "sms");
  CHECK(code(token, "sms") == first);
  CHECK(code(token, "qr") != first);
  CHECK(code(stack.invited(2), "sms") != first);
  // A token that lasts longer lengthens the link; a shorter one does not cut it.
  Token longer = stack.tokens().parse(token);
  longer.expires += 1'000;
  CHECK(code(stack.tokens().mint(longer), "sms") == first);
  CHECK(code(token, "sms") == first);
  CHECK(stack.store().find_link(first.substr(3))->expires == longer.expires);
}

TEST_CASE("a link's picture is a QR code that pages of others may show", "[http][link]") {
  Stack stack;
  const Json link = links(stack, Json::array({stack.invited(1)}), "qr").json()["links"][0];
  const std::string path = path_of(stack, link) + "/qr.svg";
  CHECK(link["picture"].get<std::string>().ends_with(path));
  const Reply picture = stack.get(path);
  CHECK(picture.status == 200);
  CHECK(picture.header("Content-Type") == "image/svg+xml");
  CHECK(picture.header("Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(picture.body.starts_with("<svg "));
  CHECK(picture.body.size() < 20'000);
}

TEST_CASE("what is no link, or is over, is told as a page", "[http][link]") {
  Stack stack;
  const std::string token = stack.invited(1);
  for (const char* code : {"0123456789ABCD", "short", "0123456789ABCDE", "U123456789ABCD"}) {
    const Reply reply = stack.get("/s/" + std::string(code));
    CHECK(reply.status == 404);
    CHECK(reply.header("Content-Type") == "text/html; charset=utf-8");
    require_problem(stack.get("/s/" + std::string(code) + "/qr.svg"), 404, "link_unknown");
  }
  const std::string path = path_of(stack, links(stack, Json::array({token})).json()["links"][0]);
  stack.set_clock(stack.tokens().parse(token).expires);
  stack.store().take_snapshot();
  CHECK(stack.get(path).status == 404);
}

TEST_CASE("links are made of tokens of one's own areas that are good", "[http][link]") {
  Stack stack;
  const std::string token = stack.invited(1);
  const auto refused = [&](const Json& tokens) { return links(stack, tokens); };
  Token expired = stack.tokens().parse(token);
  expired.expires = static_cast<std::uint32_t>(kNow);
  const std::string field = require_problem(
      refused(Json::array({token, stack.tokens().mint(expired)})), 400, "bad_value")["field"];
  CHECK(field == "/tokens/1");
  require_problem(refused(Json::array({"yp1.AAAA"})), 400, "bad_value");
  require_problem(refused(Json::array({7})), 400, "wrong_type");
  require_problem(refused(Json::array()), 400, "bad_value");
  require_problem(links(stack, Json::array({token}), "portal"), 400, "bad_value");
  require_problem(links(stack, Json::array({token}), "sms", 1), 403, "area_refused");
  require_problem(stack.post("/v1/links", "{}"), 401, "signature_missing");
}

TEST_CASE("a poster's link is of its place", "[http][link]") {
  Stack stack;
  const Json place = {{"area", kArea},
                      {"id", "hall-1"},
                      {"name", "市民中心"},
                      {"org_code", "11440300K317280672"},
                      {"org_name", "政务服务中心"},
                      {"standing", "visit"}};
  const Reply put = stack.post_signed("/v1/places", Json{{"places", Json::array({place})}}.dump());
  INFO(put.body);
  REQUIRE(put.status == 200);
  const std::string token = put.json()["places"][0]["token"];
  const Json link = links(stack, Json::array({token}), "qr").json()["links"][0];
  CHECK(link["text"]["zh-Hans"].get<std::string>().find("市民中心") != std::string::npos);
  CHECK(stack.get(path_of(stack, link)).status == 303);
}
