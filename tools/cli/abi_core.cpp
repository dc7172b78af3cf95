// SPDX-License-Identifier: Apache-2.0
#include "abi_core.hpp"

#include "yiping/error.hpp"
#include "yiping/sha256.hpp"
#include "yiping/yiping_abi.h"

namespace yiping::cli {
namespace {

std::string result_text() {
  return {reinterpret_cast<const char*>(yp_result_data()), yp_result_size()};
}

std::uint32_t checked(std::int32_t status) {
  if (status >= 0) return static_cast<std::uint32_t>(status);
  throw Refused(std::string(name_of(static_cast<ErrorCode>(-status))));
}

std::uint32_t size_of(std::span<const std::uint8_t> bytes) {
  return static_cast<std::uint32_t>(bytes.size());
}

std::uint32_t level_number(std::string_view name) {
  if (name == "very_satisfied") return YP_LEVEL_VERY_SATISFIED;
  if (name == "satisfied") return YP_LEVEL_SATISFIED;
  if (name == "basically_satisfied") return YP_LEVEL_BASICALLY_SATISFIED;
  if (name == "dissatisfied") return YP_LEVEL_DISSATISFIED;
  if (name == "very_dissatisfied") return YP_LEVEL_VERY_DISSATISFIED;
  return 0;
}

}  // namespace

AbiCore::AbiCore(std::span<const std::uint8_t> pack)
    : questionnaire_(checked(yp_questionnaire_open(pack.data(), size_of(pack)))) {}

AbiCore::~AbiCore() { yp_questionnaire_close(questionnaire_); }

void AbiCore::add_locale(std::span<const std::uint8_t> pack) {
  checked(yp_locale_add(questionnaire_, pack.data(), size_of(pack)));
}

std::string AbiCore::texts(std::string_view language) {
  const auto tag = as_bytes(language);
  checked(yp_locale_texts(questionnaire_, tag.data(), size_of(tag)));
  return result_text();
}

void AbiCore::open(std::string_view language, std::span<const std::uint8_t> submission,
                   std::uint32_t area) {
  const auto tag = as_bytes(language);
  session_ =
      checked(yp_session_open(questionnaire_, tag.data(), size_of(tag), submission.data(), area));
}

void AbiCore::choose_level(std::string_view level, std::uint32_t now) {
  checked(yp_session_choose_level(session_, level_number(level), now));
}

void AbiCore::toggle(std::string_view item, std::string_view option, std::uint32_t now) {
  const auto first = as_bytes(item);
  const auto second = as_bytes(option);
  checked(yp_session_toggle(session_, first.data(), size_of(first), second.data(), size_of(second),
                            now));
}

void AbiCore::set_text(std::string_view item, std::string_view text, std::uint32_t now) {
  const auto first = as_bytes(item);
  const auto second = as_bytes(text);
  checked(yp_session_set_text(session_, first.data(), size_of(first), second.data(),
                              size_of(second), now));
}

void AbiCore::apply(std::uint32_t intent, std::span<const std::uint8_t> argument,
                    std::uint32_t now) {
  checked(yp_session_apply(session_, intent, argument.data(), size_of(argument), now));
}

std::string AbiCore::view() {
  checked(yp_session_view(session_));
  return result_text();
}

void AbiCore::save_and_restore() {
  checked(yp_session_save(session_));
  const std::string saved = result_text();
  checked(yp_session_close(session_));
  const auto bytes = as_bytes(saved);
  session_ = checked(yp_session_restore(questionnaire_, bytes.data(), size_of(bytes)));
}

std::optional<host::Json> AbiCore::evaluation() {
  if (yp_session_evaluation(session_) < 0) return std::nullopt;
  return host::Json::parse(result_text());
}

}  // namespace yiping::cli
