// SPDX-License-Identifier: Apache-2.0
// What the collector keeps, as plain structs: no JSON, no SQL, no HTTP. Tables: docs/schema.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/eligibility.hpp"
#include "yiping/evaluable.hpp"
#include "yiping/indicator.hpp"
#include "yiping/level.hpp"
#include "yiping/rating_way.hpp"
#include "yiping/rectification_case.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/tally.hpp"

namespace yiping::collector {

using Id16 = std::array<std::uint8_t, 16>;
using Hash32 = std::array<std::uint8_t, 32>;
using Nonce = std::array<std::uint8_t, 8>;
/// Seconds since 1970-01-01T00:00:00Z, by the collector's clock.
using Seconds = std::int64_t;

/// A service (办件服务) that a business system reported.
struct ReportedService {
  std::string area;    // 12 digits
  Id16 case_digest{};  // keyed digest of (case_no, service_no), as in the token
  std::string case_no;
  std::int64_t service_no = 0;
  std::string service_name;
  Seconds service_time = 0;
  std::string item_code;
  std::string item_name;
  std::string org_code;
  std::string org_name;
  std::string org_area;    // may be empty
  std::string channel;     // pc mobile qr window kiosk telephone sms
  std::string rater_kind;  // natural_person organisation
  std::string status;      // applied accepted finished
  Stage stage = Stage::completion;
  EventKind kind = EventKind::service;
  Business business = Business::single;
  std::string group;  // of a batch or a theme: which
  Commitment commitment = Commitment::other;
  /// When its system changed it last, by that system's clock. Older news than what is stored
  /// changes nothing; 0: not told, then the last to come holds.
  Seconds updated = 0;
  /// By the area's profile; tells the sweeper when to look.
  Seconds window_closes = 0;
  Standing standing = Standing::service_case;  // what an open token led to is no case

  bool operator==(const ReportedService&) const = default;
};

enum class ServicePut : std::uint8_t {
  accepted,
  known,      // as it is stored
  corrected,  // what was stored is replaced; nobody had rated it yet
  withdrawn,  // no longer to be rated, and in no figure of ratings
  outdated,   // older than what is stored: nothing changed
  kept,       // it has been rated: what was rated stays as it was
};

struct ServiceAnswer {
  ServicePut put = ServicePut::accepted;
  /// Whether it is rated, as it stands now, and why not.
  Evaluable evaluable = Evaluable::yes;

  bool operator==(const ServiceAnswer&) const = default;
};

/// What anybody may rate who has its open token, again and again: a window or a hall (`visit`), an
/// authority or its portal as a whole (`general`). Each such rating is a service of its own.
struct Place {
  std::string area;  // 12 digits
  Id16 digest{};     // keyed digest of the id, as in the token
  Standing standing = Standing::visit;
  std::string id;  // by which its figures are told apart; unique in the area
  std::string name;
  std::string org_code;
  std::string org_name;
  std::string channel;  // as a service's

  bool operator==(const Place&) const = default;
};

struct ServiceFound {
  ReportedService event;
  Offer offer;           // what may be done in the round that was asked for
  bool replied = false;  // its first rating was a bad one that has been answered
};

/// Who may be called back, as it is kept: sealed.hpp. The store cannot read it.
struct SealedContact {
  std::uint16_t key_id = 0;
  std::string sealed;
  Hash32 blind{};  // finds the contacts of a number without opening any
  Seconds keep_until = 0;
};

/// One checked document with what the token and the route say about it.
struct NewEvaluation {
  std::string area;  // 12 digits
  Id16 submission{};
  Id16 case_digest{};
  std::int64_t round = 1;
  std::string kind;  // case; open: `case_digest` is a place's
  std::string via;   // portal sms qr window; of what was entered for somebody: phone paper import
  std::string document;   // canonical bytes
  std::string digest;     // "sha-256:…"
  Hash32 receipt_hash{};  // see receipt_hash()
  Level level{};
  std::string questionnaire_id;
  std::int64_t questionnaire_version = 0;
  std::string language;
  Seconds submitted = 0;  // by the device's clock
  /// Of what a device held back: it counts from its first touch. Else from its arrival.
  std::optional<DeviceClock> device;
  RatingWay way = RatingWay::anonymous;
  std::optional<SealedContact> contact;  // unless anonymous
  std::string actor = "citizen";         // in the audit: who sent it
};

/// What a correction is stored under besides: of the rating that it replaces.
struct NewCorrection {
  Hash32 receipt_hash{};     // of the rating as it was, or as an earlier correction left it
  NewEvaluation evaluation;  // area, case_digest, round, kind and via are filled in
};

enum class EvaluationPut : std::uint8_t {
  stored,
  replay,           // the same document again: same answer as the first time
  digest_mismatch,  // another document under this submission: the body is kept in quarantine
  already_rated,    // another submission for this case, service and round
  window_closed,
  not_open,  // not yet, or not a service that is rated
  service_unknown,
  correction_closed,  // its time is over, or it was corrected before
};

/// A rating's document as it is stored, for whoever holds its receipt.
struct StoredDocument {
  std::string area;
  std::string document;
  std::string questionnaire_id;
  std::int64_t questionnaire_version = 0;
  Offer offer;
};

/// As the citizen follows it: what an office does with a case meanwhile is not told.
enum class CaseProgress : std::uint8_t { opened, replied, reopened, closed };

struct CaseOfReceipt {
  CaseProgress state = CaseProgress::opened;
  Seconds due = 0;
  std::string reply;  // empty: none yet
  Seconds replied = 0;
  /// What the citizen answered to the last reply.
  CaseOutcome outcome = CaseOutcome::none;
  /// What the citizen may say now.
  std::vector<CaseMove> moves;
};

struct ReceiptFound {
  Level level{};
  std::string item_name;
  std::string org_name;
  Seconds submitted = 0;
  Seconds corrected = 0;  // when it took the place of another; 0: it did not
  RatingWay way = RatingWay::anonymous;
  std::optional<CaseOfReceipt> rectification;  // bad ratings only
  std::string area;                            // 12 digits
  Id16 case_digest{};
  std::int64_t round = 1;
  Offer offer;  // what its holder may do now: correct it, add a further rating
};

enum class CasePut : std::uint8_t {
  moved,
  unknown,  // none, not dispatched yet, or out of the officer's reach
  stale,    // the version is not the current one
  refused,  // by the core, for `CaseMoved::error`
};

struct ReceiptAnswer {
  CasePut result = CasePut::unknown;
  std::optional<ReceiptFound> receipt;  // as it stands now
};

/// What an officer may see of a bad rating (差评): the week, never the time or the case number.
struct CaseSummary {
  std::string area;
  Id16 id{};     // not derivable from the receipt or the case number
  Case facts{};  // what the core makes of its steps
  std::int64_t version = 1;
  Level level{};
  std::string item_name;
  std::string org_name;
  std::string channel;
  std::string week;  // of the rating, "2026-W47"
  /// The duty that is due first; nothing at an end.
  std::optional<DeadlineKind> duty;
  Seconds warns = 0;
  Seconds due = 0;  // of the last duty, at an end
};

struct CaseEvent {
  std::string move;  // opened, or the name of a CaseMove
  Seconds at = 0;    // for `opened`: 00:00 UTC+8 of the week's Monday
  std::string by;    // staff name; "citizen" for the answers, "system" for `opened`
  std::string role;  // as what he acted; empty for `opened`
  std::string text;
  std::string unit;  // of assign, reassign, co_handle: to whom
  Seconds date = 0;  // of enter_ledger
};

/// What an officer does to a case.
struct CaseInput {
  CaseMove move{};
  std::string text = {};
  std::string unit = {};
  Seconds date = 0;
  std::string into = {};  // of merge: the other case
};

struct CaseDetail {
  CaseSummary summary;
  std::string questionnaire_id;
  std::int64_t questionnaire_version = 0;
  /// For reasons, dimensions and texts. It holds the submission id and times, and its texts are
  /// not redacted (redact.hpp): never hand it on as it is.
  std::string document;
  std::string reply;
  std::vector<CaseEvent> history;
};

struct CaseMoved {
  CasePut result = CasePut::unknown;
  std::optional<Error> error;        // why it was refused
  std::optional<CaseDetail> detail;  // as it stands now; absent when unknown
};

/// Where a page of cases ended: the next begins after it.
struct CasePlace {
  Seconds due = -1;
  Id16 id{};
};

enum class CaseFilter : std::uint8_t { open, closed, all };

struct Staff {
  std::string name;
  std::string display_name;
  std::string area;           // 12 digits
  std::string password_hash;  // encoded argon2id
  std::vector<CaseRole> roles = {CaseRole::handler};
  std::string unit = {};  // whose cases: an organisation's code; empty: of every one in the area
};

struct StaffSession {
  Hash32 token_hash{};
  std::string staff;  // name
  std::string csrf;
  Seconds created = 0;
  Seconds expires = 0;
};

struct FoundSession {
  StaffSession session;
  Staff staff;
};

/// A kiosk or a window evaluator (评价器) that has enrolled.
struct Device {
  std::string id;       // 16 hex digits, made from the key
  Hash32 public_key{};  // Ed25519
  std::string area;     // 12 digits
  std::string window;   // the counter's, "3"
  std::string hall;     // 市民中心
};

/// A device with the one-time code that says where it stands.
struct Enrolment {
  Device device;
  Nonce nonce{};
  Seconds expires = 0;
};

enum class DevicePut : std::uint8_t {
  enrolled,
  known,         // the same key with the same code again
  code_used,     // by another key
  code_expired,  // before anybody used it
};

struct Enrolled {
  DevicePut result = DevicePut::code_expired;
  std::optional<Device> device;  // as it stands now; absent when refused
};

/// What a token says, under a code of its own.
struct Link {
  std::string code;
  std::string area;    // 12 digits
  Id16 case_digest{};  // of an open one: a place's
  std::int64_t round = 1;
  std::int64_t kind = 1;  // as in the token
  std::int64_t via = 1;
  Seconds expires = 0;
};

/// What a device says of itself, every minute.
struct DeviceReport {
  std::string device;       // id
  std::string version;      // of its program
  std::string series;       // 16 hex digits: the file that numbers its ratings 1, 2, 3, …
  std::int64_t issued = 0;  // the last number given
  std::int64_t waiting = 0;
  std::int64_t refused = 0;  // set aside, with our reason
};

struct NumberSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// One file of a device's. A new one begins when the old is damaged.
struct DeviceSeries {
  std::string id;
  std::int64_t issued = 0;
  std::int64_t arrived = 0;           // the highest
  std::vector<NumberSpan> missing{};  // below it, ascending
};

struct DeviceState {
  Device device;
  Seconds enrolled = 0;
  Seconds seen = 0;  // 0: never
  std::string version{};
  std::int64_t waiting = 0;
  std::int64_t refused = 0;
  std::vector<DeviceSeries> series{};
};

/// Of all devices together.
struct DeviceFigures {
  std::int64_t seen = 0;  // within five minutes
  std::int64_t silent = 0;
  std::int64_t waiting = 0;
  std::int64_t refused = 0;
  std::int64_t missing = 0;
};

/// What the counter of a window asks to be rated.
struct WindowInvitation {
  std::string area;  // 12 digits
  std::string window;
  Id16 case_digest{};
  std::int64_t round = 1;
  Seconds created = 0;  // by the store: when the counter first asked for this case and round
  Seconds until = 0;    // by the store: 15 minutes after it asked last
};

enum class WindowPut : std::uint8_t { invited, service_unknown, already_rated, window_closed };

struct GroupFigures {
  std::string code;
  std::string name;
  Seconds cut_off = 0;  // when this group was last published
  Counts counts;
};

/// Published figures of one area and month (UTC+8, of the service time).
struct Snapshot {
  std::string area;
  std::string month;
  Table table = Table::cases;
  Seconds cut_off = 0;
  Seconds next = 0;
  Counts total;
  std::vector<GroupFigures> organisations;  // those published so far, by code
};

struct PublicIndex {
  std::vector<std::string> areas;
  std::vector<std::string> months;  // newest first
};

/// Who is told of what happens here: the platform above, of ratings; a webhook of ours, of cases.
enum class Target : std::uint8_t { relay, notices };

/// Something that is to be told. What exactly is read when it is told.
struct Delivery {
  std::string area;
  Seconds created = 0;
  Id16 id{};         // of a submission or a case
  std::string kind;  // evaluation, correction; case.warning, case.overdue
  std::int64_t attempts = 0;
  std::string error;  // of the last attempt
};

/// What became of an attempt.
struct Attempt {
  enum class Result : std::uint8_t { told, later, refused };
  Result result = Result::told;
  Seconds next = 0;  // later: not before
  std::string error = {};
};

struct DeliveryFigures {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  Seconds oldest = 0;  // of those that wait; 0: none does
};

/// A rating as the platform above is told of it: with its case number, but no receipt.
struct RelayedRating {
  ReportedService event;
  Id16 submission{};
  std::int64_t round = 1;
  Level level{};
  RatingWay way = RatingWay::anonymous;
  std::string via;
  std::string timing;
  Seconds judged = 0;
  Seconds received = 0;
  std::string document;
  std::string digest;
  std::vector<Id16> replaces;  // of a correction: what it took the place of
};

/// Something for the hash chain that is not a write of the store's own: a sign-in, a refusal.
struct AuditNote {
  std::string kind;     // "staff.signed_in"
  std::string area;     // may be empty
  std::string actor;    // staff name, key id or "citizen"
  std::string subject;  // what was acted on; no personal data, no receipt, no token
};

/// What a full check found.
struct Verification {
  std::int64_t services = 0;
  std::int64_t evaluations = 0;
  std::int64_t cases = 0;
  std::int64_t quarantined = 0;
  std::int64_t audit_entries = 0;
  std::int64_t audit_broken = 0;     // entries that do not follow from the one before
  std::int64_t cells_different = 0;  // figures that a recount does not confirm
  std::int64_t tokens_astray = 0;    // ratings without their token's use, or the reverse
  bool intact = false;               // the engine's own check

  [[nodiscard]] std::int64_t faults() const {
    return audit_broken + cells_different + tokens_astray + (intact ? 0 : 1);
  }
};

[[nodiscard]] std::string_view name_of(ServicePut put);
[[nodiscard]] std::string_view name_of(CaseProgress progress);
[[nodiscard]] std::string_view name_of(Target target);

}  // namespace yiping::collector
