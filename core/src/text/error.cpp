// SPDX-License-Identifier: Apache-2.0
#include "yiping/error.hpp"

namespace yiping {

Status::Status(Error error) : error_(new Error(std::move(error))) {}

Status::Status(ErrorCode code, std::string_view where) : Status(Error{code, std::string(where)}) {}

Status::~Status() = default;

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_cbor:
      return "bad_cbor";
    case ErrorCode::too_deep:
      return "too_deep";
    case ErrorCode::duplicate_key:
      return "duplicate_key";
    case ErrorCode::not_utf8:
      return "not_utf8";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::unknown_field:
      return "unknown_field";
    case ErrorCode::missing_field:
      return "missing_field";
    case ErrorCode::wrong_type:
      return "wrong_type";
    case ErrorCode::bad_value:
      return "bad_value";
    case ErrorCode::missing_text:
      return "missing_text";
    case ErrorCode::duplicate_id:
      return "duplicate_id";
    case ErrorCode::unknown_item:
      return "unknown_item";
    case ErrorCode::unknown_option:
      return "unknown_option";
    case ErrorCode::unknown_level:
      return "unknown_level";
    case ErrorCode::reason_of_other_level:
      return "reason_of_other_level";
    case ErrorCode::unknown_intent:
      return "unknown_intent";
    case ErrorCode::wrong_phase:
      return "wrong_phase";
    case ErrorCode::language_missing:
      return "language_missing";
    case ErrorCode::unknown_mode:
      return "unknown_mode";
    case ErrorCode::hidden_item:
      return "hidden_item";
    case ErrorCode::no_page:
      return "no_page";
    case ErrorCode::nothing_to_undo:
      return "nothing_to_undo";
    case ErrorCode::unknown_paging:
      return "unknown_paging";
    case ErrorCode::level_missing:
      return "level_missing";
    case ErrorCode::text_too_long:
      return "text_too_long";
    case ErrorCode::questionnaire_mismatch:
      return "questionnaire_mismatch";
    case ErrorCode::not_canonical:
      return "not_canonical";
    case ErrorCode::answer_missing:
      return "answer_missing";
    case ErrorCode::stale_handle:
      return "stale_handle";
    case ErrorCode::too_many_handles:
      return "too_many_handles";
    case ErrorCode::bad_argument:
      return "bad_argument";
    case ErrorCode::calendar_gap:
      return "calendar_gap";
    case ErrorCode::bad_weights:
      return "bad_weights";
    case ErrorCode::illegal_move:
      return "illegal_move";
    case ErrorCode::not_yours:
      return "not_yours";
    case ErrorCode::reason_missing:
      return "reason_missing";
    case ErrorCode::too_late:
      return "too_late";
    case ErrorCode::too_early:
      return "too_early";
    case ErrorCode::ambiguous_code:
      return "ambiguous_code";
    case ErrorCode::unknown_table:
      return "unknown_table";
    case ErrorCode::forbidden_constant:
      return "forbidden_constant";
    case ErrorCode::unknown_fact:
      return "unknown_fact";
  }
  return "";
}

}  // namespace yiping
