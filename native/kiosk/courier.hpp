// SPDX-License-Identifier: Apache-2.0
// Between the half of the kiosk that a visitor sees and the half that stores and sends: plain
// messages, so that each is tested without the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/errand.hpp"
#include "yiping/session.hpp"

namespace yiping::kiosk {

// Orders: what must be done, in the order given.

/// A level was pressed: from now on a power cut must not lose it. Replaces an earlier draft.
struct KeepDraft {
  SubmissionId submission{};
  std::string token;
  std::uint32_t area = 0;     // six digits
  std::string snapshot;       // Session::save, without texts
  std::uint32_t touched = 0;  // Unix seconds of the last touch
};

/// 撤销, or a draft that was submitted as something else.
struct DropDraft {
  SubmissionId submission{};
};

/// A submitted rating; takes the place of its draft in one transaction.
struct KeepRating {
  SubmissionId submission{};
  std::string token;
  std::string document;  // canonical bytes
  std::string receipt;   // what the collector's answer must equal
};

using Order = std::variant<KeepDraft, DropDraft, KeepRating>;

// Reports: what happened.

/// The draft is on the disk.
struct DraftKept {
  SubmissionId submission{};
};

/// The rating is on the disk: the thank-you may be drawn.
struct RatingKept {
  SubmissionId submission{};
};

/// Nothing was stored; the same order may be given again.
struct KeepFailed {
  SubmissionId submission{};
};

/// Another document is kept under this submission id already; nothing was changed.
struct RatingRefused {
  SubmissionId submission{};
};

/// The collector has it, with the same receipt; nothing of it is left on the disk.
struct Delivered {
  SubmissionId submission{};
};

/// Found at start: the last run ended between press and thank-you.
struct DraftFound {
  KeepDraft draft;
};

/// The counter asks for a rating. Never one whose token is in the outbox already.
struct ErrandOffered {
  Errand errand;
};

struct ErrandWithdrawn {};

struct LinkState {
  bool online = false;
  std::size_t waiting = 0;        // ratings that are not delivered yet
  std::size_t refused = 0;        // set aside with the collector's reason
  std::int64_t clock_offset = 0;  // the collector's clock minus ours, seconds
};

using Report = std::variant<DraftKept, RatingKept, KeepFailed, RatingRefused, Delivered, DraftFound,
                            ErrandOffered, ErrandWithdrawn, LinkState>;

}  // namespace yiping::kiosk
