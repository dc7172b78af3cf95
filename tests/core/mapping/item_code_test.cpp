// SPDX-License-Identifier: Apache-2.0
#include "yiping/item_code.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core_support.hpp"
#include "mapping_support.hpp"
#include "yiping/division.hpp"

using namespace yiping;
using host::Json;

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

ItemCodeRules rules(std::string_view id) {
  auto read =
      read_item_code_rules(host::to_cbor(test::asset("assets/codes/" + std::string(id) + ".json")));
  INFO(test::refusal(read));
  REQUIRE(read);
  CHECK(read->id == id);
  return *std::move(read);
}

Error spoilt(const char* pointer, const Json& value) {
  Json file = test::asset("assets/codes/item-codes-shandong.json");
  file[Json::json_pointer(pointer)] = value;
  const auto read = read_item_code_rules(host::to_cbor(file));
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("a credit code shows every wrong character", "[mapping][item-code]") {
  // 3 is a generator modulo the prime 31, so no weight is 0 and no difference vanishes.
  const std::string body = "91330100799655058";
  const char check = credit_check(body);
  CHECK(check == 'B');
  int tried = 0;
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const char other : kAlphabet) {
      if (other == body[at]) continue;
      std::string wrong = body;
      wrong[at] = other;
      CHECK(credit_check(wrong) != check);
      ++tried;
    }
  }
  CHECK(tried == 17 * 30);
}

TEST_CASE("what is no body of a credit code has no check character", "[mapping][item-code]") {
  CHECK(credit_check("") == '\0');
  CHECK(credit_check("9133010079965505") == '\0');
  CHECK(credit_check("913301007996550588") == '\0');
  CHECK(credit_check("9133O100799655058") == '\0');
  CHECK(credit_check("91330100799655 58") == '\0');
  CHECK(credit_check("9133010079965505a") == '\0');
}

TEST_CASE("a credit code of zeros has the check character 0", "[mapping][item-code]") {
  // 31 - 0 is 31, which the standard writes as 0.
  CHECK(credit_check("00000000000000000") == '0');
}

TEST_CASE("a code in another script is a fault and no crash", "[mapping][item-code][hostile]") {
  const auto gb = rules("item-codes-gb39046");
  const auto result = check_item_code(gb, "implementing", "事项编码");  // 12 bytes
  REQUIRE(result);
  REQUIRE(result->faults.size() == 1);
  CHECK(name_of(result->faults[0].rule) == "characters");
  CHECK(result->faults[0].at == 0);
  const auto huge = check_item_code(gb, "org", std::string(1'000'000, '9'));
  REQUIRE(huge);
  REQUIRE(huge->faults.size() == 1);
  CHECK(name_of(huge->faults[0].rule) == "length");
}

TEST_CASE("the same code is right by one list and wrong by another", "[mapping][item-code]") {
  const std::string code = "11370700004225010L4370125009000";
  const auto local = check_item_code(rules("item-codes-shandong"), "item", code);
  REQUIRE(local);
  CHECK(local->faults.empty());
  CHECK(local->list == "item-codes-shandong");
  const auto national = check_item_code(rules("item-codes-gb39046"), "implementing", code);
  REQUIRE(national);
  CHECK(national->faults.size() == 1);
  CHECK(national->list == "item-codes-gb39046");
}

TEST_CASE("a part of printable characters takes hyphens and no blank", "[mapping][item-code]") {
  Json file = test::asset("assets/codes/item-codes-gb39046.json");
  file["codes"][1]["forms"][0]["parts"][0]["characters"] = "printable";
  const auto read = read_item_code_rules(host::to_cbor(file));
  REQUIRE(read);
  const auto faults = [&](std::string_view code) {
    return check_item_code(*read, "implementing", code)->faults.size();
  };
  CHECK(faults("511Z07001006-511602") == 0);
  CHECK(faults("511Z07001006 511602") == 1);
  CHECK(faults("511Z\n") == 1);
  CHECK(faults("\x7F") == 1);
}

TEST_CASE("rules that could be read two ways are refused", "[mapping][item-code][hostile]") {
  CHECK(spoilt("/codes/0/forms/1/parts/0/least", 30).code == ErrorCode::ambiguous_code);
  CHECK(spoilt("/codes/0/forms/1/parts/1/most", 1).where == "/codes/0/forms/1/parts/1/least");
  CHECK(spoilt("/codes/1/code", "item").code == ErrorCode::duplicate_id);
  CHECK(spoilt("/codes/0/forms/0/parts/0/most", 65).code == ErrorCode::bad_value);
  CHECK(spoilt("/codes/0/forms/0/parts/0/characters", "runes").code == ErrorCode::bad_value);
  CHECK(spoilt("/codes/0/forms", Json::array()).code == ErrorCode::bad_value);
  CHECK(spoilt("/codes/0/forms/0/parts", Json::array()).code == ErrorCode::bad_value);
  CHECK(spoilt("/codes/2/forms/0/parts/0/values/3", "8").where ==
        "/codes/2/forms/0/parts/0/values/3");
  CHECK(spoilt("/codes/2/forms/0/parts/0/values/3", 8).code == ErrorCode::wrong_type);
  CHECK(spoilt("/entries", Json::array()).code == ErrorCode::unknown_field);
}

TEST_CASE("a place that goes to a shorter form and back is the same place", "[mapping]") {
  for (const std::string_view code : {"370102000000", "370000000000", "110101000000"}) {
    for (const auto form : {DivisionForm::county, DivisionForm::township}) {
      const auto shorter = division_as(code, form);
      REQUIRE(shorter);
      CHECK(shorter->size() == static_cast<std::size_t>(form));
      const auto back = division_as(*shorter, DivisionForm::village);
      REQUIRE(back);
      CHECK(*back == code);
    }
  }
  for (const std::string_view code : {"", "37", "3701020", "37010200000０", "-70102", "37 102"}) {
    CHECK_FALSE(division_as(code, DivisionForm::village));
  }
}
