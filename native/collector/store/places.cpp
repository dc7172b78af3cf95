// SPDX-License-Identifier: Apache-2.0
// Places that anybody may rate without a case (综合点评, a visit to a window).
#include "collector/store/places.hpp"

#include "collector/store/evaluations.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/offers.hpp"
#include "collector/store/services.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kPut =
    "INSERT INTO place (area, digest, standing, id, name, org_code, org_name, channel)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (area, digest) DO UPDATE SET"
    " standing = excluded.standing, id = excluded.id, name = excluded.name,"
    " org_code = excluded.org_code, org_name = excluded.org_name, channel = excluded.channel";
constexpr std::string_view kFind =
    "SELECT standing, id, name, org_code, org_name, channel FROM place"
    " WHERE area = $1 AND digest = $2";

}  // namespace

std::optional<Place> find_place(Connection& database, std::string_view area, const Id16& digest) {
  std::optional<Place> found;
  database.query(kFind, {area, bytes_of(digest)}, [&](const Row& row) {
    found = {std::string(area), digest,        read_standing(row, 0), row.string(1),
             row.string(2),     row.string(3), row.string(4),         row.string(5)};
  });
  return found;
}

ReportedService visit_of(const Place& place, const Id16& submission, Seconds time) {
  ReportedService visit;
  visit.area = place.area;
  visit.case_digest = visit_digest(place.digest, submission);
  visit.service_time = time;
  visit.item_code = place.id;
  visit.item_name = place.name;
  visit.org_code = place.org_code;
  visit.org_name = place.org_name;
  visit.channel = place.channel;
  visit.rater_kind = "natural_person";
  visit.status = "finished";
  visit.window_closes = time;
  visit.standing = place.standing;
  return visit;
}

Id16 visit_digest(const Id16& place, const Id16& submission) {
  return derived_id("yp-visit", {bytes_of(place), bytes_of(submission)});
}

void Store::put_places(std::vector<Place> places) {
  if (places.empty()) return;
  const std::size_t bytes = places.size() * sizeof(Place);
  const std::size_t rows = places.size();
  implementation_->write(rows, bytes, [places = std::move(places)](Transaction& transaction) {
    for (const Place& place : places) {
      transaction.database.execute(
          kPut, {place.area, bytes_of(place.digest), name_of(place.standing), place.id, place.name,
                 place.org_code, place.org_name, place.channel});
      name_organisation(transaction.database, place.area, place.org_code, place.org_name);
    }
    transaction.audit.append(transaction.database, transaction.now,
                             {.kind = "places.put",
                              .area = places.front().area,
                              .actor = "business_system",
                              .subject = std::to_string(places.size())});
    return Done{};
  });
}

std::optional<Place> Store::find_place(std::string_view area, const Id16& digest) {
  return implementation_->read(
      [&](Connection& database) { return collector::find_place(database, area, digest); });
}

}  // namespace yiping::collector
