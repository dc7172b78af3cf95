// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping;

namespace {
const std::string kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}

TEST_CASE("a receipt is area, sixteen characters of the hash, and a check", "[receipt]") {
  // SHA-256("yp-receipt" || 00 01 … 0f), worked out with another implementation.
  CHECK(receipt_of(440'300, test::counting_id()) == "440300QXG1JAAHEPY2CX3YK");
}

TEST_CASE("a receipt is read as people type it", "[receipt]") {
  const std::string receipt = receipt_of(110'101, SubmissionId{0xFF});
  std::string typed = receipt.substr(0, 6);
  for (std::size_t i = 6; i < receipt.size(); i += 4) typed += "-" + receipt.substr(i, 4);
  CHECK(read_receipt(typed) == receipt);
  for (char& c : typed) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
  }
  CHECK(read_receipt(" " + typed + " ") == receipt);
}

TEST_CASE("only the six characters of the area must be digits", "[receipt]") {
  const std::string receipt = receipt_of(440'300, test::counting_id());
  REQUIRE(receipt[6] == 'Q');
  CHECK(read_receipt(receipt) == receipt);
  std::string small = receipt;
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  REQUIRE(small.find('a') != std::string::npos);
  CHECK(read_receipt(small) == receipt);
  const std::string hainan = receipt_of(469'029, test::counting_id());
  CHECK(read_receipt(hainan) == hainan);
  // Whatever its check character: with all of them tried, one is right.
  for (std::size_t at = 0; at < 6; ++at) {
    std::string lettered = receipt;
    lettered[at] = 'A';
    for (const char check : kAlphabet + "*~$=U") {
      lettered.back() = check;
      CHECK(read_receipt(lettered).empty());
    }
  }
}

TEST_CASE("every single wrong character is caught", "[receipt]") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const std::string receipt = receipt_of(440'300, SubmissionId{static_cast<std::uint8_t>(seed)});
    for (std::size_t at = 0; at < receipt.size(); ++at) {
      for (const char c : kAlphabet) {
        if (c == receipt[at]) continue;
        std::string wrong = receipt;
        wrong[at] = c;
        REQUIRE(read_receipt(wrong).empty());
      }
    }
  }
}

TEST_CASE("what is no receipt is refused", "[receipt][hostile]") {
  for (const auto* typed : {"", "440300", "U", "满意", "440300-0000-0000-0000-0000-0-0"}) {
    CHECK(read_receipt(typed).empty());
  }
  CHECK(read_receipt(std::string(100'000, '0')).empty());
  CHECK(read_receipt(std::string(22, '0') + "\xFF").empty());
}

TEST_CASE("another area or another submission is another receipt", "[receipt]") {
  CHECK(receipt_of(440'300, SubmissionId{1}) != receipt_of(440'304, SubmissionId{1}));
  CHECK(receipt_of(440'300, SubmissionId{1}) != receipt_of(440'300, SubmissionId{2}));
}
