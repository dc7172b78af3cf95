// SPDX-License-Identifier: Apache-2.0
// The evaluation document (评价), its digest, its receipt (回执). Format: docs/evaluation.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/error.hpp"
#include "yiping/level.hpp"
#include "yiping/session.hpp"

namespace yiping {

/// A document as read, before anything was checked against a questionnaire.
struct Evaluation {
  struct Dimension {
    std::string item;
    Level level;
  };

  struct Text {
    std::string item;
    std::string value;
  };

  struct Choice {
    std::string item;
    std::vector<std::string> options;
  };

  std::vector<Choice> choices;  // options of questions; empty ones are absent
  bool contact = false;
  std::vector<Dimension> dimensions;
  UnixTime first_touch = 0;
  UnixTime submitted = 0;
  std::string language;
  Level level{};
  std::vector<std::string> modes;
  std::string questionnaire_id;
  std::uint32_t questionnaire_version = 0;
  std::string questionnaire_hash;
  std::string reason_list;  // empty when nothing was ticked
  std::uint32_t reason_list_version = 0;
  std::vector<std::string> reason_codes;
  SubmissionId submission{};
  std::vector<Text> texts;
};

/// What travels beside a document that says `contact`, and can be purged without touching it.
struct Contact {
  std::uint32_t notice_version = 0;
  SubmissionId submission{};
  std::vector<Evaluation::Text> texts;  // name, telephone and the like
  std::string way;                      // "call_back" (仅回访可见) or "named" (实名)
};

/// Reads a document that a host turned into CBOR. Errors name the member by JSON pointer.
Result<Evaluation> read_evaluation(std::span<const std::uint8_t> cbor);

/// The same of a contact part.
Result<Contact> read_contact(std::span<const std::uint8_t> cbor);

/// The document of a session from `sending` on, in RFC 8785 form.
[[nodiscard]] std::string write_evaluation(const Session& session);

/// What travels beside it, in the same form; empty when the person stays anonymous.
[[nodiscard]] std::string write_contact(const Session& session);

/// Document and contact part of one submission.
struct Rebuilt {
  std::string document;
  std::string contact;  // empty when there is none
};

/// Rebuilds the session that the document claims, submits it and writes its document again:
/// a collector stores only bytes that are equal to it. `contact`: the part beside it, or null.
/// `area`: six digits.
Result<Rebuilt> rebuild_evaluation(const Questionnaire& questionnaire, const Evaluation& evaluation,
                                   const Contact* contact, std::uint32_t area);

/// The rating that is to take the place of a stored one (更正).
struct Correction {
  SubmissionId submission{};  // its own
  std::uint32_t area = 0;     // six digits
  UnixTime opened = 0;        // its first touch
};

/// The answers of a stored document in an open session, with nothing to take back; the modes are
/// those of the new visit. Whether it may be corrected: yiping/eligibility.hpp. Fails with
/// `questionnaire_mismatch` on another version than the document's, and as `rebuild_evaluation`.
Result<Session> reopen_evaluation(const Questionnaire& questionnaire, const Evaluation& evaluation,
                                  const Contact* contact, const Correction& correction);

/// "sha-256:" and 64 hex digits.
[[nodiscard]] std::string digest_of(std::string_view document);

/// 23 characters: area, 16 of base 32, check character. `area`: six digits.
[[nodiscard]] std::string receipt_of(std::uint32_t area, const SubmissionId& submission);

/// A receipt as a person typed it, brought to its 23 characters; empty when it is none.
[[nodiscard]] std::string read_receipt(std::string_view typed);

/// 32 hex digits, lower case.
Result<SubmissionId> read_submission(std::string_view hex);

}  // namespace yiping
