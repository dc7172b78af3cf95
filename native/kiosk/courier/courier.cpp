// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/courier.hpp"

#include <utility>

namespace yiping::kiosk {
namespace {

/// Before the threads start, so that no errand is offered before what is left of the last run.
Outbox& with_drafts_told(Outbox& outbox, Reports& reports) {
  for (KeepDraft& draft : outbox.drafts()) reports.push(DraftFound{std::move(draft)});
  reports.count(outbox);
  return outbox;
}

}  // namespace

Courier::Courier(CourierOptions options)
    : outbox_(std::move(options.outbox)),
      reports_(std::move(options.wake)),
      link_(std::move(options.link), with_drafts_told(outbox_, reports_), reports_),
      keeper_(
          outbox_, reports_, [this] { link_.wake(); }, options.durability) {}

}  // namespace yiping::kiosk
