// SPDX-License-Identifier: Apache-2.0
#include "collector/enrolment_code.hpp"

#include <algorithm>
#include <charconv>

#include "host/hmac.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kVersion = "ye1.";
constexpr std::size_t kAreaBytes = 5;
constexpr std::size_t kExpiryBytes = 4;
constexpr std::size_t kFixedBytes = kAreaBytes + std::tuple_size_v<Nonce> + kExpiryBytes;

bool is_line(std::string_view text, std::size_t limit) {
  return !text.empty() && text.size() <= limit && is_utf8(text) && normalise(text) == text &&
         text.find_first_of("\t\n") == std::string_view::npos;
}

void put_text(std::vector<std::uint8_t>& out, std::string_view text) {
  put_integer(out, text.size(), 1);
  out.insert(out.end(), text.begin(), text.end());
}

std::optional<std::string> take_text(std::span<const std::uint8_t>& in) {
  if (in.empty()) return std::nullopt;
  const auto size = static_cast<std::size_t>(take_integer(in, 1));
  if (in.size() < size) return std::nullopt;
  std::string text(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(size));
  in = in.subspan(size);
  return text;
}

}  // namespace

bool is_window_name(std::string_view text) {
  return is_line(text, kMaxWindowBytes) && text.find('/') == std::string_view::npos;
}

bool is_hall_name(std::string_view text) { return is_line(text, kMaxHallBytes); }

std::string mint(const Seal& seal, const EnrolmentCode& code) {
  std::uint64_t area = 0;
  std::from_chars(code.area.data(), code.area.data() + code.area.size(), area);
  std::vector<std::uint8_t> payload;
  put_integer(payload, area, kAreaBytes);
  payload.insert(payload.end(), code.nonce.begin(), code.nonce.end());
  put_integer(payload, code.expires, kExpiryBytes);
  put_text(payload, code.window);
  put_text(payload, code.hall);
  return seal.close(kVersion, payload);
}

std::optional<EnrolmentCode> read_enrolment_code(const Seal& seal, std::string_view text) {
  if (!text.starts_with(kVersion)) return std::nullopt;
  const auto bytes = host::from_base64url(text.substr(kVersion.size()));
  if (!bytes) return std::nullopt;
  const auto payload = seal.open(kVersion, *bytes);
  if (!payload || payload->size() < kFixedBytes) return std::nullopt;

  EnrolmentCode code;
  std::span<const std::uint8_t> rest = *payload;
  code.area = std::to_string(take_integer(rest, kAreaBytes));
  std::copy_n(rest.begin(), code.nonce.size(), code.nonce.begin());
  rest = rest.subspan(code.nonce.size());
  code.expires = static_cast<std::uint32_t>(take_integer(rest, kExpiryBytes));
  const auto window = take_text(rest);
  const auto hall = take_text(rest);
  if (!window || !hall || !rest.empty()) return std::nullopt;
  code.window = *window;
  code.hall = *hall;
  return code;
}

}  // namespace yiping::collector
