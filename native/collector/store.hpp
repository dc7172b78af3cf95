// SPDX-License-Identifier: Apache-2.0
// Where ratings are kept (rows.hpp). Every write returns after it is durable; writer.hpp says how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "collector/regions.hpp"
#include "collector/rows.hpp"
#include "host/operator_error.hpp"

namespace yiping::collector {

/// Whether it was stored is not known: a connection can be lost while a commit is under way. The
/// same call later is safe: what was stored answers as a replay. HTTP: 503 with Retry-After.
class Unavailable : public std::runtime_error {
 public:
  enum class Why : std::uint8_t {
    busy,            // queue full, or waited too long
    storage_failed,  // disk full, server lost or hanging: `Store::ready` is false until a write
                     // succeeds
  };
  Unavailable(Why why, const std::string& what) : std::runtime_error(what), why_(why) {}
  [[nodiscard]] Why why() const { return why_; }

 private:
  Why why_;
};

/// The database cannot be used as it is (newer schema, not ours, no permission). Bilingual text.
class StoreRefused : public host::OperatorError {
  using host::OperatorError::OperatorError;
};

/// `before_commit` loses ratings by design: it is a control of the fault tests, and no
/// configuration of the product reaches it.
enum class Acknowledge : std::uint8_t { after_commit, before_commit };

/// Who publishes: a collector when it is time, or nobody unless `take_snapshot` is called. A
/// command that opens the store for a moment must not begin what it will not be there to end.
enum class Publishing : std::uint8_t { on_time, by_hand };

struct StoreOptions {
  /// A file of SQLite, or a `postgresql://` (`postgres://`) URI of libpq.
  std::string store;
  /// What windows, corrections and deadlines go by; never null.
  std::shared_ptr<const Regions> regions = nullptr;
  /// Number of this collector among those that share figures; part of rollup and audit keys.
  std::int64_t collector = 1;
  /// A published group changes only when it gained at least this many ratings (or none).
  std::int64_t publication_min_gain = 5;
  /// Between snapshots; a divisor of a day, aligned to 00:00 UTC+8.
  Seconds snapshot_seconds = 86'400;
  /// The writer waits so long for more rows, and only while more requests are in flight. Longer
  /// does not pay: what comes during a commit makes the next group large by itself.
  std::int64_t linger_microseconds = 300;
  std::size_t queue_rows = 4'096;
  std::size_t queue_bytes = 8U << 20U;
  std::size_t group_rows = 1'024;
  std::int64_t queue_age_milliseconds = 2'000;
  std::int64_t answer_milliseconds = 8'000;
  std::size_t readers = 3;
  /// How long a refused body is kept.
  Seconds quarantine_seconds = Seconds{90} * 86'400;
  Publishing publishing = Publishing::on_time;
  /// Whether anybody is told: without, nothing is kept to be told.
  bool relays = false;
  bool notifies = false;
  Acknowledge acknowledge = Acknowledge::after_commit;
  std::function<Seconds()> clock;  // empty: the system's
};

struct StoreFigures {
  std::uint64_t groups = 0;
  std::uint64_t rows = 0;
  std::uint64_t largest_group = 0;
  std::uint64_t replayed_groups = 0;  // rolled back and replayed
  std::uint64_t refused = 0;          // busy
  std::int64_t in_flight = 0;
};

/// Thread-safe. Every call may throw Unavailable.
class Store {
 public:
  class Implementation;

  /// Opens the database, creating file or tables when there are none; throws StoreRefused.
  explicit Store(StoreOptions options);
  ~Store();  // stores what is queued, then stops
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Hold one from the arrival of a request that will write until its answer: the writer lingers
  /// only while it knows of requests that have not reached it yet.
  class InFlight {
   public:
    explicit InFlight(Store& store);
    ~InFlight();
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

   private:
    Store& store_;
  };

  /// In the order given; all are stored or none.
  std::vector<ServiceAnswer> put_services(std::vector<ReportedService> events);
  std::optional<ServiceFound> find_service(std::string_view area, const Id16& case_digest,
                                           std::int64_t round);

  /// Adds places, or replaces those of the same digest. What was rated keeps its words.
  void put_places(std::vector<Place> places);
  std::optional<Place> find_place(std::string_view area, const Id16& digest);

  /// A code that is known already keeps the later expiry.
  void put_links(std::vector<Link> links);
  std::optional<Link> find_link(std::string_view code);

  EvaluationPut put_evaluation(NewEvaluation evaluation);
  /// In the order given, each stored or refused by itself. Nothing: the store failed on this one
  /// alone. Throws Unavailable when not all could be tried; what was stored is a replay next time.
  std::vector<std::optional<EvaluationPut>> put_evaluations(std::vector<NewEvaluation> evaluations);
  /// 更正: a new document in the place of one that was stored, which stays at weight 0.
  EvaluationPut correct_evaluation(NewCorrection correction);
  /// What is stored now in the place of the rating that had this receipt, to be opened again.
  std::optional<StoredDocument> find_document(const Hash32& receipt_hash);
  std::optional<SealedContact> find_contact(std::string_view area, const Id16& submission);
  /// At the wish of whoever holds the receipt; the rating stays. False: there was none.
  bool forget_contact(const Hash32& receipt_hash);
  /// By any receipt of a rating: the one it had before a correction still finds it.
  std::optional<ReceiptFound> find_receipt(const Hash32& receipt_hash);
  /// `answer`: satisfied, partly or not_satisfied.
  ReceiptAnswer answer_receipt(const Hash32& receipt_hash, CaseMove answer);

  /// By deadline: what the officer reaches. Fewer than `limit`: there are no more.
  std::vector<CaseSummary> list_cases(const Staff& officer, CaseFilter filter,
                                      const CasePlace& after = {}, std::size_t limit = 100);
  std::optional<CaseDetail> get_case(const Staff& officer, const Id16& id);
  /// Compare-and-set on `version`, in the first of the officer's roles that may.
  CaseMoved move_case(const Staff& officer, const Id16& id, std::int64_t version, CaseInput input);
  /// What `move_case` would take.
  [[nodiscard]] std::vector<CaseMove> moves_of(const Staff& officer, const Case& facts) const;

  /// Adds an account, or replaces the one of that name.
  void put_staff(Staff staff);
  std::optional<Staff> find_staff(std::string_view name);
  /// By name.
  std::vector<Staff> list_staff();
  /// With the sessions. What the account did keeps its name. False: there was none.
  bool remove_staff(const std::string& name);
  void put_session(StaffSession session);
  /// Nothing when it is unknown or has expired.
  std::optional<FoundSession> find_session(const Hash32& token_hash);
  void delete_session(const Hash32& token_hash);

  /// A key that comes with another code has moved: its device stands where the code says.
  Enrolled enrol_device(Enrolment enrolment);
  std::optional<Device> find_device(std::string_view id);
  /// It is known no longer; what it sent stays. False: there was none.
  bool remove_device(const std::string& id);

  void note_device(DeviceReport report);
  /// `numbers` of this series have arrived, stored or refused.
  void note_numbers(std::string device, std::string series, std::vector<std::int64_t> numbers);
  /// By area, window and id.
  std::vector<DeviceState> list_devices();
  DeviceFigures device_figures();

  /// Replaces what was there before.
  WindowPut invite_window(WindowInvitation invitation);
  /// Nothing once `until` is over. Whether it is still open: find_service.
  std::optional<WindowInvitation> find_window_invitation(std::string_view area,
                                                         std::string_view window);

  std::optional<Snapshot> latest_snapshot(std::string_view area, std::string_view month,
                                          Table table = Table::cases);
  PublicIndex public_index();
  /// Closes windows and publishes now, beside the timer.
  void take_snapshot();

  /// Keeps a body that was refused, with the reason.
  void quarantine(std::string area, std::string reason, std::string body);
  void audit(AuditNote note);

  /// Those that are due, oldest first; no other collector takes them before `lease` is over.
  std::vector<Delivery> claim_deliveries(Target target, Seconds lease);
  void settle_delivery(const Delivery& delivery, Attempt attempt);
  std::optional<RelayedRating> find_relayed(std::string_view area, const Id16& submission);
  /// As a notice tells of it: nobody's words in it.
  std::optional<CaseSummary> find_notified(std::string_view area, const Id16& id);
  DeliveryFigures delivery_figures(Target target);
  /// Refused for good, oldest first.
  std::vector<Delivery> dead_deliveries(std::size_t limit);
  /// Tries those again; how many.
  std::int64_t replay_deliveries();
  /// Tells of deadlines that are near or have passed, and closes what nobody can be called back
  /// about, now, beside the timer.
  void remind();

  /// Recounts everything; reads the whole database.
  Verification verify();
  /// Cuts short what verifies now, and refuses it from then on: for an end that must not wait.
  void end_verifying();
  /// True for one collector each night (03:00 UTC+8): it is the one that recounts.
  bool take_recount();

  /// False after a failed write, until one succeeds.
  [[nodiscard]] bool ready() const;
  [[nodiscard]] StoreFigures figures() const;

 private:
  std::unique_ptr<Implementation> implementation_;
};

/// The only form in which a receipt is stored: SHA-256 of its 23 characters.
[[nodiscard]] Hash32 receipt_hash(std::string_view receipt);

/// Whether `store` names a server and not a file.
[[nodiscard]] bool is_server(std::string_view store);
/// Whether libpq can read it; no server is asked.
[[nodiscard]] bool is_server_uri(const std::string& store);

}  // namespace yiping::collector
