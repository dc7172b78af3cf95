// SPDX-License-Identifier: Apache-2.0
// Staff accounts and their sessions. Passwords and session tokens arrive hashed.
#include <algorithm>

#include "collector/store/implementation.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kPutStaff =
    "INSERT INTO staff (name, display_name, area, password_hash, roles, unit)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name,"
    " area = excluded.area, password_hash = excluded.password_hash, roles = excluded.roles,"
    " unit = excluded.unit";
constexpr std::string_view kFindStaff =
    "SELECT name, display_name, area, password_hash, roles, unit FROM staff WHERE name = $1";
constexpr std::string_view kListStaff =
    "SELECT name, display_name, area, password_hash, roles, unit FROM staff ORDER BY name";
constexpr std::string_view kRemoveStaff = "DELETE FROM staff WHERE name = $1";
constexpr std::string_view kRemoveSessions = "DELETE FROM staff_session WHERE staff = $1";
constexpr std::string_view kPutSession =
    "INSERT INTO staff_session (token_hash, staff, csrf, created, expires)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (token_hash) DO NOTHING";
constexpr std::string_view kFindSession =
    "SELECT f.name, f.display_name, f.area, f.password_hash, f.roles, f.unit, s.csrf, s.created,"
    " s.expires"
    " FROM staff_session s JOIN staff f ON f.name = s.staff"
    " WHERE s.token_hash = $1 AND s.expires > $2";
constexpr std::string_view kDeleteSession = "DELETE FROM staff_session WHERE token_hash = $1";
constexpr std::string_view kDeleteExpired = "DELETE FROM staff_session WHERE expires <= $1";

/// "handler caller"
std::string joined(const std::vector<CaseRole>& roles) {
  std::string out;
  for (const CaseRole role : roles) {
    if (!out.empty()) out.append(" ");
    out.append(name_of(role));
  }
  return out;
}

std::vector<CaseRole> read_roles(std::string_view text) {
  std::vector<CaseRole> roles;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const auto role = case_role_named(text.substr(0, end));
    if (!role) throw DatabaseError(DatabaseError::Kind::storage, "an account has an unknown role");
    roles.push_back(*role);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return roles;
}

Staff read_staff(const Row& row) {
  return {row.string(0), row.string(1),           row.string(2),
          row.string(3), read_roles(row.text(4)), row.string(5)};
}

}  // namespace

void Store::put_staff(Staff staff) {
  implementation_->write(1, 0, [staff = std::move(staff)](Transaction& transaction) {
    const std::string roles = joined(staff.roles);
    transaction.database.execute(kPutStaff, {staff.name, staff.display_name, staff.area,
                                             staff.password_hash, roles, staff.unit});
    transaction.audit.append(
        transaction.database, transaction.now,
        {.kind = "staff.put", .area = staff.area, .actor = "operator", .subject = staff.name});
    return Done{};
  });
}

std::optional<Staff> Store::find_staff(std::string_view name) {
  return implementation_->read([&](Connection& database) {
    std::optional<Staff> found;
    database.query(kFindStaff, {name}, [&](const Row& row) { found = read_staff(row); });
    return found;
  });
}

std::vector<Staff> Store::list_staff() {
  return implementation_->read([](Connection& database) {
    std::vector<Staff> all;
    database.query(kListStaff, {}, [&](const Row& row) { all.push_back(read_staff(row)); });
    return all;
  });
}

bool Store::remove_staff(const std::string& name) {
  return implementation_->write(1, 0, [name](Transaction& transaction) {
    transaction.database.execute(kRemoveSessions, {name});
    if (transaction.database.execute(kRemoveStaff, {name}) == 0) return false;
    transaction.audit.append(
        transaction.database, transaction.now,
        {.kind = "staff.removed", .area = {}, .actor = "operator", .subject = name});
    return true;
  });
}

void Store::put_session(StaffSession session) {
  implementation_->write(1, 0, [session = std::move(session)](Transaction& transaction) {
    transaction.database.execute(kDeleteExpired, {transaction.now});
    transaction.database.execute(kPutSession, {bytes_of(session.token_hash), session.staff,
                                               session.csrf, session.created, session.expires});
    return Done{};
  });
}

std::optional<FoundSession> Store::find_session(const Hash32& token_hash) {
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    std::optional<FoundSession> found;
    database.query(kFindSession, {bytes_of(token_hash), now}, [&](const Row& row) {
      found.emplace();
      found->staff = read_staff(row);
      found->session = {token_hash, found->staff.name, row.string(6), row.integer(7),
                        row.integer(8)};
    });
    return found;
  });
}

void Store::delete_session(const Hash32& token_hash) {
  implementation_->write(1, 0, [token_hash](Transaction& transaction) {
    transaction.database.execute(kDeleteSession, {bytes_of(token_hash)});
    return Done{};
  });
}

}  // namespace yiping::collector
