// SPDX-License-Identifier: Apache-2.0
// The holder of a receipt (回执): state of the rating and of its case, and the answer to a reply.
#include "collector/body.hpp"
#include "collector/routes.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxTyped = 100;

Json written(const ReceiptFound& found) {
  Json out = {{"state", "stored"},
              {"level", name_of(found.level)},
              {"item_name", found.item_name},
              {"org_name", found.org_name},
              {"submitted", found.submitted}};
  if (const auto& rectification = found.rectification) {
    Json& shown = out["case"];
    shown = {{"state", name_of(rectification->state)}, {"due", rectification->due}};
    if (!rectification->reply.empty()) {
      shown["reply"] = rectification->reply;
      shown["replied"] = rectification->replied;
    }
    if (rectification->outcome) shown["outcome"] = name_of(*rectification->outcome);
  }
  return out;
}

/// The receipt's hash, after the address' quota and the origin.
Hash32 read_holder(Context& context, const Request& request, const Body& body) {
  if (const Seconds wait = context.receipts.take(request.address, context.clock()); wait > 0) {
    throw Problem("slow_down").retry_in(wait);
  }
  const std::string receipt = read_receipt(body.text("receipt", kMaxTyped));
  if (receipt.empty()) throw Problem("bad_receipt", body.pointer_of("receipt"));
  require_origin(context, request, std::string_view(receipt).substr(0, 6));
  return receipt_hash(receipt);
}

Response lookup(Context& context, const Request& request) {
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt"});
  const auto found = context.store.find_receipt(read_holder(context, request, body));
  return json_response(found ? written(*found) : Json{{"state", "not_arrived"}});
}

Response answer(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt", "answer"});
  const CaseMove move = body.choice("answer", {"satisfied", "not_satisfied"}) == "satisfied"
                            ? CaseMove::satisfied
                            : CaseMove::not_satisfied;
  const ReceiptAnswer answered =
      context.store.answer_receipt(read_holder(context, request, body), move);
  switch (answered.result) {
    case CasePut::moved:
      return json_response(written(*answered.receipt));
    case CasePut::unknown:
      throw Problem("case_unknown");
    case CasePut::stale:
      throw Problem("case_moved");
    case CasePut::refused:
      break;
  }
  const auto& its_case = answered.receipt->rectification;
  throw move_refused(its_case ? citizen_moves(its_case->state) : std::vector<CaseMove>{});
}

}  // namespace

std::vector<Route> receipt_routes(Context& context) {
  return {
      {"POST", "/v1/receipts:lookup", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) { return lookup(context, request); }},
      {"POST", "/v1/receipts:answer", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) { return answer(context, request); }}};
}

}  // namespace yiping::collector
