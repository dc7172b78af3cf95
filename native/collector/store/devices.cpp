// SPDX-License-Identifier: Apache-2.0
// Devices (kiosks, window evaluators), their enrolment, and what the counter of a window asks to be
// rated.
#include "collector/store/implementation.hpp"

namespace yiping::collector {
namespace {

// Longer, and the next visitor at the window would be asked about the last one's errand.
constexpr Seconds kInvitedFor = 15 * 60;

constexpr std::string_view kUsedBy = "SELECT device FROM enrolment WHERE nonce = $1";
constexpr std::string_view kUse =
    "INSERT INTO enrolment (nonce, device) VALUES ($1, $2) ON CONFLICT (nonce) DO NOTHING";
constexpr std::string_view kPut =
    "INSERT INTO device (id, public_key, area, window_id, hall, enrolled)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET area = excluded.area,"
    " window_id = excluded.window_id, hall = excluded.hall, enrolled = excluded.enrolled";
constexpr std::string_view kFind =
    "SELECT public_key, area, window_id, hall FROM device WHERE id = $1";
constexpr std::string_view kRemove = "DELETE FROM device WHERE id = $1";
constexpr std::string_view kRemoveReport = "DELETE FROM device_report WHERE device = $1";
constexpr std::string_view kRemoveSeries = "DELETE FROM device_series WHERE device = $1";
constexpr std::string_view kRemoveGaps = "DELETE FROM device_gap WHERE device = $1";
constexpr std::string_view kFindService =
    "SELECT state, window_closes FROM service WHERE area = $1 AND case_digest = $2";
// `created` stays when the counter asks for the same again, and with it the token: a terminal knows
// an errand by that.
constexpr std::string_view kInvite =
    "INSERT INTO window_invitation (area, window_id, case_digest, round, created, asked)"
    " VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (area, window_id) DO UPDATE SET"
    " created = CASE WHEN window_invitation.case_digest = excluded.case_digest"
    " AND window_invitation.round = excluded.round THEN window_invitation.created"
    " ELSE excluded.created END,"
    " case_digest = excluded.case_digest, round = excluded.round, asked = excluded.asked";
constexpr std::string_view kInvited =
    "SELECT case_digest, round, created, asked FROM window_invitation"
    " WHERE area = $1 AND window_id = $2 AND asked > $3";

std::optional<Device> read_device(Connection& database, std::string_view id) {
  std::optional<Device> found;
  database.query(kFind, {id}, [&](const Row& row) {
    found = {std::string(id), row.hash(0), row.string(1), row.string(2), row.string(3)};
  });
  return found;
}

/// What a code that was used before answers.
std::optional<Enrolled> used_before(Connection& database, const Enrolment& enrolment) {
  std::optional<std::string> used_by;
  database.query(kUsedBy, {bytes_of(enrolment.nonce)},
                 [&](const Row& row) { used_by = row.string(0); });
  if (!used_by) return std::nullopt;
  if (used_by != enrolment.device.id) return Enrolled{DevicePut::code_used, std::nullopt};
  // A retry after a lost answer finds the device where it is now.
  return Enrolled{DevicePut::known, read_device(database, enrolment.device.id)};
}

Enrolled enrol(Transaction& transaction, const Enrolment& enrolment) {
  Connection& database = transaction.database;
  const Device& device = enrolment.device;
  if (auto used = used_before(database, enrolment)) return *std::move(used);
  if (transaction.now >= enrolment.expires) return {DevicePut::code_expired, std::nullopt};
  if (database.execute(kUse, {bytes_of(enrolment.nonce), device.id}) == 0) {
    return used_before(database, enrolment).value();  // by another collector, since we looked
  }
  database.execute(kPut, {device.id, bytes_of(device.public_key), device.area, device.window,
                          device.hall, transaction.now});
  transaction.audit.append(database, transaction.now,
                           {.kind = "device.enrolled",
                            .area = device.area,
                            .actor = device.id,
                            .subject = device.window + " " + device.hall});
  return {DevicePut::enrolled, device};
}

WindowPut invite(Transaction& transaction, const WindowInvitation& invitation) {
  std::optional<WindowPut> refused = WindowPut::service_unknown;
  transaction.database.query(
      kFindService, {invitation.area, bytes_of(invitation.case_digest)}, [&](const Row& row) {
        refused.reset();
        if (row.text(0) == "rated") {
          refused = WindowPut::already_rated;
        } else if (row.text(0) != "pending" || transaction.now >= row.integer(1)) {
          refused = WindowPut::window_closed;
        }
      });
  if (refused) return *refused;
  transaction.database.execute(
      kInvite, {invitation.area, invitation.window, bytes_of(invitation.case_digest),
                invitation.round, transaction.now});
  return WindowPut::invited;
}

}  // namespace

Enrolled Store::enrol_device(Enrolment enrolment) {
  return implementation_->write(1, sizeof enrolment,
                                [enrolment = std::move(enrolment)](Transaction& transaction) {
                                  return enrol(transaction, enrolment);
                                });
}

std::optional<Device> Store::find_device(std::string_view id) {
  return implementation_->read([&](Connection& database) { return read_device(database, id); });
}

bool Store::remove_device(const std::string& id) {
  return implementation_->write(1, 0, [id](Transaction& transaction) {
    const auto device = read_device(transaction.database, id);
    if (!device) return false;
    for (const std::string_view sql : {kRemove, kRemoveReport, kRemoveSeries, kRemoveGaps}) {
      transaction.database.execute(sql, {id});
    }
    transaction.audit.append(
        transaction.database, transaction.now,
        {.kind = "device.removed", .area = device->area, .actor = "operator", .subject = id});
    return true;
  });
}

WindowPut Store::invite_window(WindowInvitation invitation) {
  return implementation_->write(1, sizeof invitation,
                                [invitation = std::move(invitation)](Transaction& transaction) {
                                  return invite(transaction, invitation);
                                });
}

std::optional<WindowInvitation> Store::find_window_invitation(std::string_view area,
                                                              std::string_view window) {
  const Seconds since = implementation_->now() - kInvitedFor;
  return implementation_->read([&](Connection& database) {
    std::optional<WindowInvitation> found;
    database.query(kInvited, {area, window, since}, [&](const Row& row) {
      found = {std::string(area), std::string(window), row.id(0),
               row.integer(1),    row.integer(2),      row.integer(3) + kInvitedFor};
    });
    return found;
  });
}

}  // namespace yiping::collector
