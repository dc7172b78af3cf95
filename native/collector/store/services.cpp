// SPDX-License-Identifier: Apache-2.0
// Service events (办件服务): stored once, counted as pending until rated or closed.
#include "collector/store/implementation.hpp"
#include "yiping/eligibility.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO service (area, case_digest, case_no, service_no, service_name, service_time,"
    " month, item_code, item_name, org_code, org_name, org_area, channel, rater_kind, status,"
    " state, window_closes, received)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'pending', $16,"
    " $17) ON CONFLICT (area, case_digest) DO NOTHING";
// Two statements and no upsert: an upsert locks the row even when the name stays, and every
// collector would wait for every other at a busy organisation.
constexpr std::string_view kName =
    "INSERT INTO organisation (area, org_code, name) VALUES ($1, $2, $3)"
    " ON CONFLICT (area, org_code) DO NOTHING";
constexpr std::string_view kRename =
    "UPDATE organisation SET name = $3 WHERE area = $1 AND org_code = $2 AND name <> $3";
constexpr std::string_view kFind =
    "SELECT s.case_no, s.service_no, s.service_name, s.service_time, s.item_code, s.item_name,"
    " s.org_code, s.org_name, s.org_area, s.channel, s.rater_kind, s.status, s.window_closes,"
    " s.state, u.submission FROM service s LEFT JOIN token_use u"
    " ON u.area = s.area AND u.case_digest = s.case_digest AND u.round = $3"
    " WHERE s.area = $1 AND s.case_digest = $2";

ServicePut put_service(Transaction& transaction, const ServiceEvent& event) {
  const std::string month = month_of(event.service_time);
  const std::int64_t added = transaction.database.execute(
      kInsert, {event.area, bytes_of(event.case_digest), event.case_no, event.service_no,
                event.service_name, event.service_time, month, event.item_code, event.item_name,
                event.org_code, event.org_name, event.org_area, event.channel, event.rater_kind,
                event.status, window_closes(event.service_time), transaction.now});
  if (added == 0) return ServicePut::known;
  for (const std::string_view sql : {kName, kRename}) {
    transaction.database.execute(sql, {event.area, event.org_code, event.org_name});
  }
  ++transaction.rollups.at({event.area, month, event.org_code, event.item_code, event.channel})
        .pending;
  return ServicePut::accepted;
}

ServiceFound read_service(const Row& row) {
  ServiceFound found;
  ServiceEvent& event = found.event;
  event.case_no = row.string(0);
  event.service_no = row.integer(1);
  event.service_name = row.string(2);
  event.service_time = row.integer(3);
  event.item_code = row.string(4);
  event.item_name = row.string(5);
  event.org_code = row.string(6);
  event.org_name = row.string(7);
  event.org_area = row.string(8);
  event.channel = row.string(9);
  event.rater_kind = row.string(10);
  event.status = row.string(11);
  found.window_closes = row.integer(12);
  return found;
}

}  // namespace

std::vector<ServicePut> Store::put_services(std::vector<ServiceEvent> events) {
  if (events.empty()) return {};
  std::size_t bytes = 0;
  for (const ServiceEvent& event : events) bytes += sizeof event + event.item_name.size();
  const std::size_t rows = events.size();
  return implementation_->write(
      rows, bytes, [events = std::move(events)](Transaction& transaction) {
        std::vector<ServicePut> results;
        std::int64_t accepted = 0;
        for (const ServiceEvent& event : events) {
          results.push_back(put_service(transaction, event));
          if (results.back() == ServicePut::accepted) ++accepted;
        }
        transaction.audit.append(
            transaction.database, transaction.now,
            {.kind = "services.put",
             .area = events.front().area,
             .actor = "business_system",
             .subject = std::to_string(accepted) + " of " + std::to_string(events.size())});
        return results;
      });
}

std::optional<ServiceFound> Store::find_service(std::string_view area, const Id16& case_digest,
                                                std::int64_t round) {
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    std::optional<ServiceFound> found;
    database.query(kFind, {area, bytes_of(case_digest), round}, [&](const Row& row) {
      found = read_service(row);
      found->event.area = std::string(area);
      found->event.case_digest = case_digest;
      const bool closed = row.text(13) == "unrated" || now >= found->window_closes;
      found->state = closed ? ServiceState::closed : ServiceState::open;
      if (!row.is_null(14)) found->state = ServiceState::rated;
    });
    return found;
  });
}

}  // namespace yiping::collector
