// SPDX-License-Identifier: Apache-2.0
// What a token opens and how a rating made with it is stored: the same for the widget, the form
// and the batch of a device.
#pragma once

#include "collector/context.hpp"
#include "collector/evaluation_check.hpp"
#include "host/json.hpp"

namespace yiping::collector {

/// When a token minted now ends.
[[nodiscard]] std::uint32_t token_expiry(const Config& config, Seconds now);

/// From its very second on. Throws token_expired.
void require_unexpired(const Token& token, Seconds now);

/// The answer of GET /v1/invitation. Throws token_unknown.
[[nodiscard]] host::Json invitation_of(Context& context, const Token& token);

/// A row for the store with what its caller is told once it is there.
struct Rating {
  NewEvaluation row;
  host::Json answer;  // digest, receipt, submission
};

/// Throws token_expired, judged by the same moment as the window (`judged`).
[[nodiscard]] Rating make_rating(Context& context, const Token& token, CheckedEvaluation checked,
                                 Judged judged);

/// 201 or 200. Throws what refused it: digest_mismatch, already_rated, window_closed,
/// token_unknown.
[[nodiscard]] int status_of(EvaluationPut put);

struct StoredRating {
  int status = 0;     // 201 the first time, 200 ever after
  host::Json answer;  // as Rating's
};

/// One rating, judged as it arrives; returns after the commit. Throws as the two above.
[[nodiscard]] StoredRating store_rating(Context& context, const Token& token,
                                        CheckedEvaluation checked);

}  // namespace yiping::collector
