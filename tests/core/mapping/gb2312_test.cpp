// SPDX-License-Identifier: Apache-2.0
// The table of GB 2312 against the C library's.
#include "mapping/gb2312.hpp"

#include <iconv.h>

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace yiping;

namespace {

class ToGb2312 {
 public:
  ToGb2312() : handle_(iconv_open("EUC-CN", "UTF-32LE")) {}
  ToGb2312(const ToGb2312&) = delete;
  ToGb2312& operator=(const ToGb2312&) = delete;
  ~ToGb2312() { iconv_close(handle_); }

  bool holds(char32_t character) {
    std::array<char, 4> in{};
    for (unsigned i = 0; i < 4; ++i) in[i] = static_cast<char>(character >> (8 * i) & 0xFF);
    std::array<char, 8> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t left = in.size();
    std::size_t room = out.size();
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    return iconv(handle_, &from, &left, &to, &room) == 0;
  }

 private:
  iconv_t handle_;
};

}  // namespace

TEST_CASE("the characters of GB 2312 are those of the C library", "[mapping][gb2312]") {
  ToGb2312 oracle;
  REQUIRE(oracle.holds(U'国'));
  REQUIRE_FALSE(oracle.holds(U'國'));
  int held = 0;
  int differ = 0;
  for (char32_t character = 0x80; character < 0x30000; ++character) {
    if (character >= 0xD800 && character < 0xE000) continue;
    const bool ours = in_gb2312(character);
    held += ours ? 1 : 0;
    // The middle dot and the dash have two numbers each, of which a library knows one.
    const bool two_ways =
        character == 0xB7 || character == 0x30FB || character == 0x2014 || character == 0x2015;
    if (!two_ways && ours != oracle.holds(character)) ++differ;
  }
  CHECK(differ == 0);
  CHECK(held == 7'445 + 2);
}

TEST_CASE("a text is held when each of its characters is", "[mapping][gb2312]") {
  CHECK(all_in_gb2312(""));
  CHECK(all_in_gb2312("plain 123\n\t~"));
  CHECK(all_in_gb2312("政务服务，好差评！“一事一评”——①"));
  CHECK_FALSE(all_in_gb2312("政务服務"));
  CHECK_FALSE(all_in_gb2312("王䶮"));
  CHECK_FALSE(all_in_gb2312("𠮷野"));
  CHECK_FALSE(all_in_gb2312("ئۇيغۇرچە"));
  CHECK_FALSE(all_in_gb2312("བོད་ཡིག"));
  CHECK_FALSE(all_in_gb2312("好👍"));
}
