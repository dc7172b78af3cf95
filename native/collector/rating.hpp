// SPDX-License-Identifier: Apache-2.0
// What a token opens and how a rating made with it is stored: the same for the widget, the form
// and the batch of a device.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "collector/context.hpp"
#include "collector/evaluation_check.hpp"
#include "host/json.hpp"

namespace yiping::collector {

/// When a token minted now ends.
[[nodiscard]] std::uint32_t token_expiry(const Config& config, Seconds now);

/// From its very second on. Throws token_expired.
void require_unexpired(const Token& token, Seconds now);

/// The state of an invitation (docs/http.md). What the holder of a receipt may do besides, its
/// look-up tells.
[[nodiscard]] std::string_view state_of(RatingState state);

/// What a token invites to rate.
struct Invited {
  ReportedService event;  // of a place: as a rating now would make it
  Offer offer;
  const ServedQuestionnaire& questionnaire;
};
/// Throws token_unknown.
[[nodiscard]] Invited invited_by(Context& context, const Token& token);

/// The answer of GET /v1/invitation.
[[nodiscard]] host::Json invitation_of(const Token& token, const Invited& invited);

/// Where the questionnaire is without scripts: for a message, or a code to be scanned.
[[nodiscard]] std::string form_address(const Config& config, std::string_view token);

/// Before a rating with an open token, which anybody may use again. Throws slow_down.
void take_turn(Context& context, const Request& request, const Token& token);

/// A row for the store with what its caller is told once it is there.
struct Rating {
  NewEvaluation row;
  host::Json answer;  // digest, receipt, submission
};

/// Of what the token names, whatever its end.
[[nodiscard]] Rating rating_of(const Context& context, const Token& token,
                               CheckedEvaluation checked, std::optional<DeviceClock> device);

/// `device`: of what a device held back; the token's end is judged by the same moment as the
/// window. Throws token_expired, contact_refused.
[[nodiscard]] Rating make_rating(Context& context, const Token& token, CheckedEvaluation checked,
                                 std::optional<DeviceClock> device);

/// The document and contact of a row, without what only a token knows.
[[nodiscard]] NewEvaluation make_row(const Context& context, std::string_view area,
                                     CheckedEvaluation checked);

/// What a sender is told once it is there: digest, receipt, submission.
[[nodiscard]] host::Json answer_of(const NewEvaluation& row);

/// 201 or 200. Throws what refused it: digest_mismatch, already_rated, window_closed, not_open,
/// token_unknown, correction_closed.
[[nodiscard]] int status_of(EvaluationPut put);

/// A batch as its sender is told of it: one answer for each of `list`, in that order, each stored
/// or refused by itself. `read` may throw Problem.
[[nodiscard]] host::Json store_each(Context& context, const host::Json& list,
                                    const std::function<Rating(const host::Json&)>& read);

struct StoredRating {
  int status = 0;     // 201 the first time, 200 ever after
  host::Json answer;  // as Rating's
};

/// One rating, judged as it arrives; returns after the commit. Throws as the two above.
[[nodiscard]] StoredRating store_rating(Context& context, const Token& token,
                                        CheckedEvaluation checked);

}  // namespace yiping::collector
