// SPDX-License-Identifier: Apache-2.0
#include "collector/sqlite/schema.hpp"

#include <iterator>
#include <string>

#include "collector/sqlite/file.hpp"
#include "collector/store.hpp"

namespace yiping::collector::sqlite {
namespace {

// In `PRAGMA application_id`: tells our files from anyone's SQLite file.
constexpr std::int64_t kApplicationId = 0x59495049;  // "YIPI"

// Keys begin with the area, so that a hash-distributed engine can hold the same tables.
// Wide rows keep their rowid: a random key would move whole documents when a page splits.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);

CREATE TABLE service (
  area TEXT NOT NULL, case_digest BLOB NOT NULL,
  case_no TEXT NOT NULL, service_no INTEGER NOT NULL, service_name TEXT NOT NULL,
  service_time INTEGER NOT NULL, month TEXT NOT NULL,
  item_code TEXT NOT NULL, item_name TEXT NOT NULL,
  org_code TEXT NOT NULL, org_name TEXT NOT NULL, org_area TEXT NOT NULL,
  channel TEXT NOT NULL, rater_kind TEXT NOT NULL, status TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'rated', 'unrated')),
  window_closes INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (area, case_digest)) STRICT;
CREATE INDEX service_pending ON service (window_closes) WHERE state = 'pending';

CREATE TABLE evaluation (
  area TEXT NOT NULL, submission BLOB NOT NULL,
  case_digest BLOB NOT NULL, round INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('case', 'open')),
  via TEXT NOT NULL CHECK (via IN ('portal', 'sms', 'qr', 'window')),
  document TEXT NOT NULL, digest TEXT NOT NULL, receipt_hash BLOB NOT NULL,
  level TEXT NOT NULL, questionnaire_id TEXT NOT NULL, questionnaire_version INTEGER NOT NULL,
  language TEXT NOT NULL, submitted INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (area, submission)) STRICT;
CREATE INDEX evaluation_receipt ON evaluation (receipt_hash);

CREATE TABLE token_use (
  area TEXT NOT NULL, case_digest BLOB NOT NULL, round INTEGER NOT NULL, submission BLOB NOT NULL,
  PRIMARY KEY (area, case_digest, round)) STRICT, WITHOUT ROWID;

CREATE TABLE rollup (
  area TEXT NOT NULL, month TEXT NOT NULL, org_code TEXT NOT NULL, item_code TEXT NOT NULL,
  channel TEXT NOT NULL, collector INTEGER NOT NULL,
  pending INTEGER NOT NULL, unrated INTEGER NOT NULL,
  very_satisfied INTEGER NOT NULL, satisfied INTEGER NOT NULL,
  basically_satisfied INTEGER NOT NULL, dissatisfied INTEGER NOT NULL,
  very_dissatisfied INTEGER NOT NULL, bad_replied INTEGER NOT NULL,
  PRIMARY KEY (area, month, org_code, item_code, channel, collector)) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
  area TEXT NOT NULL, org_code TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (area, org_code)) STRICT, WITHOUT ROWID;

CREATE TABLE rectification (
  area TEXT NOT NULL, id BLOB NOT NULL, submission BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('opened', 'replied', 'reopened', 'closed')),
  version INTEGER NOT NULL, level TEXT NOT NULL, month TEXT NOT NULL,
  item_code TEXT NOT NULL, item_name TEXT NOT NULL, org_code TEXT NOT NULL, org_name TEXT NOT NULL,
  channel TEXT NOT NULL, week TEXT NOT NULL, opened INTEGER NOT NULL, due INTEGER NOT NULL,
  reply TEXT NOT NULL, replied INTEGER NOT NULL, outcome TEXT NOT NULL,
  PRIMARY KEY (area, id)) STRICT;
CREATE INDEX rectification_due ON rectification (area, due);

CREATE TABLE rectification_event (
  area TEXT NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL,
  move TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (area, id, version)) STRICT;

CREATE TABLE outbox (
  area TEXT NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, submission BLOB NOT NULL,
  created INTEGER NOT NULL, sent INTEGER NOT NULL, attempts INTEGER NOT NULL,
  PRIMARY KEY (area, id)) STRICT;

CREATE TABLE quarantine (
  area TEXT NOT NULL, id BLOB NOT NULL, reason TEXT NOT NULL, subject BLOB NOT NULL,
  body TEXT NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (area, id)) STRICT;
CREATE INDEX quarantine_subject ON quarantine (area, subject);

CREATE TABLE publication (
  area TEXT NOT NULL, month TEXT NOT NULL, org_code TEXT NOT NULL, cut_off INTEGER NOT NULL,
  name TEXT NOT NULL,
  pending INTEGER NOT NULL, unrated INTEGER NOT NULL,
  very_satisfied INTEGER NOT NULL, satisfied INTEGER NOT NULL,
  basically_satisfied INTEGER NOT NULL, dissatisfied INTEGER NOT NULL,
  very_dissatisfied INTEGER NOT NULL, bad_replied INTEGER NOT NULL,
  PRIMARY KEY (area, month, org_code, cut_off)) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  area TEXT NOT NULL, month TEXT NOT NULL, cut_off INTEGER NOT NULL, next INTEGER NOT NULL,
  PRIMARY KEY (area, month)) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  name TEXT NOT NULL PRIMARY KEY, display_name TEXT NOT NULL, area TEXT NOT NULL,
  password_hash TEXT NOT NULL) STRICT;

CREATE TABLE staff_session (
  token_hash BLOB NOT NULL PRIMARY KEY, staff TEXT NOT NULL, csrf TEXT NOT NULL,
  created INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT;

CREATE TABLE audit (
  collector INTEGER NOT NULL, boot BLOB NOT NULL, sequence INTEGER NOT NULL,
  at INTEGER NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL, actor TEXT NOT NULL,
  subject TEXT NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (collector, boot, sequence)) STRICT;
)sql";

constexpr const char* kVersion2 = R"sql(
CREATE TABLE device (
  id TEXT NOT NULL PRIMARY KEY, public_key BLOB NOT NULL, area TEXT NOT NULL,
  window_id TEXT NOT NULL, hall TEXT NOT NULL, enrolled INTEGER NOT NULL) STRICT;

CREATE TABLE enrolment (
  nonce BLOB NOT NULL PRIMARY KEY, device TEXT NOT NULL) STRICT;

CREATE TABLE window_invitation (
  area TEXT NOT NULL, window_id TEXT NOT NULL, case_digest BLOB NOT NULL, round INTEGER NOT NULL,
  created INTEGER NOT NULL, asked INTEGER NOT NULL,
  PRIMARY KEY (area, window_id)) STRICT, WITHOUT ROWID;
)sql";

// A refused body may be anything, so it is bytes; `slot` bounds what a subject keeps by a unique
// key and no count, and `snapshot_turn` says which collector publishes: more than one may write
// now.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE quarantine RENAME TO quarantine_of_2;
CREATE TABLE quarantine (
  area TEXT NOT NULL, id BLOB NOT NULL, reason TEXT NOT NULL, subject BLOB NOT NULL,
  slot INTEGER NOT NULL, body BLOB NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (area, id), UNIQUE (area, subject, slot)) STRICT;
INSERT INTO quarantine (area, id, reason, subject, slot, body, received)
  SELECT area, id, reason, subject,
    ROW_NUMBER() OVER (PARTITION BY area, subject ORDER BY received, id) - 1,
    CAST(body AS BLOB), received FROM quarantine_of_2;
DROP TABLE quarantine_of_2;

CREATE TABLE snapshot_turn (name TEXT NOT NULL PRIMARY KEY, due INTEGER NOT NULL) STRICT;
INSERT INTO snapshot_turn (name, due)
  SELECT 'publication', COALESCE(MAX(next), 0) FROM snapshot;
)sql";

// Every count of the core has a column; events know their stage, kind and group; a rating knows how
// it counts, and what took its place; contacts stand apart, sealed. `rated_by` is the one word on
// who used the rating of a service, and the outbox is in the order of time: a page that one rating
// alone touches is a page to write.
constexpr const char* kVersion4 = R"sql(
ALTER TABLE service RENAME TO service_of_3;
DROP INDEX service_pending;
CREATE TABLE service (
  area TEXT NOT NULL, case_digest BLOB NOT NULL,
  case_no TEXT NOT NULL, service_no INTEGER NOT NULL, service_name TEXT NOT NULL,
  service_time INTEGER NOT NULL, month TEXT NOT NULL,
  item_code TEXT NOT NULL, item_name TEXT NOT NULL,
  org_code TEXT NOT NULL, org_name TEXT NOT NULL, org_area TEXT NOT NULL,
  channel TEXT NOT NULL, rater_kind TEXT NOT NULL, status TEXT NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('service', 'update', 'withdrawn')),
  business TEXT NOT NULL CHECK (business IN ('single', 'batch', 'theme')),
  case_group TEXT NOT NULL,
  commitment TEXT NOT NULL CHECK (commitment IN ('immediate', 'promised', 'other')),
  updated INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('not_counted', 'pending', 'rated', 'unrated', 'voided')),
  rated_by BLOB, window_closes INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (area, case_digest)) STRICT;
INSERT INTO service SELECT area, case_digest, case_no, service_no, service_name, service_time, month, item_code,
    item_name, org_code, org_name, org_area, channel, rater_kind, status,
    CASE status WHEN 'applied' THEN 'application' WHEN 'accepted' THEN 'acceptance'
      ELSE 'completion' END,
    'service', 'single', '', 'other', 0, state,
    (SELECT u.submission FROM token_use u
      WHERE u.area = o.area AND u.case_digest = o.case_digest AND u.round = 1),
    window_closes, received FROM service_of_3 o;
DROP TABLE service_of_3;
DROP TABLE token_use;
CREATE TABLE follow_up (
  area TEXT NOT NULL, case_digest BLOB NOT NULL, round INTEGER NOT NULL, submission BLOB NOT NULL,
  PRIMARY KEY (area, case_digest, round)) STRICT, WITHOUT ROWID;

ALTER TABLE outbox RENAME TO outbox_of_3;
CREATE TABLE outbox (
  area TEXT NOT NULL, created INTEGER NOT NULL, submission BLOB NOT NULL, kind TEXT NOT NULL,
  sent INTEGER NOT NULL, attempts INTEGER NOT NULL,
  PRIMARY KEY (area, created, submission)) STRICT, WITHOUT ROWID;
INSERT INTO outbox SELECT area, created, submission, kind, sent, attempts FROM outbox_of_3;
DROP TABLE outbox_of_3;

CREATE INDEX service_pending ON service (window_closes) WHERE state = 'pending';
CREATE INDEX service_case ON service (area, case_no);
CREATE INDEX service_group ON service (area, case_group) WHERE case_group <> '';

ALTER TABLE evaluation ADD COLUMN way TEXT NOT NULL DEFAULT 'anonymous'
  CHECK (way IN ('anonymous', 'call_back', 'named'));
ALTER TABLE evaluation ADD COLUMN timing TEXT NOT NULL DEFAULT 'on_time'
  CHECK (timing IN ('on_time', 'late'));
ALTER TABLE evaluation ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evaluation ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evaluation ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evaluation ADD COLUMN replaced_by BLOB;
UPDATE evaluation SET judged = received;
CREATE INDEX evaluation_replaced ON evaluation (area, replaced_by) WHERE replaced_by IS NOT NULL;

ALTER TABLE rectification ADD COLUMN dispatched INTEGER NOT NULL DEFAULT 0;
UPDATE rectification SET dispatched = opened;

CREATE TABLE contact (
  area TEXT NOT NULL, submission BLOB NOT NULL, key_id INTEGER NOT NULL, sealed BLOB NOT NULL,
  blind BLOB NOT NULL, keep_until INTEGER NOT NULL,
  PRIMARY KEY (area, submission)) STRICT;
CREATE INDEX contact_blind ON contact (area, blind);
CREATE INDEX contact_keep ON contact (keep_until);

ALTER TABLE rollup RENAME TO rollup_of_3;
CREATE TABLE rollup (
  area TEXT NOT NULL, month TEXT NOT NULL, tally TEXT NOT NULL, org_code TEXT NOT NULL,
  item_code TEXT NOT NULL, channel TEXT NOT NULL, collector INTEGER NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0, unrated INTEGER NOT NULL DEFAULT 0,
  very_satisfied INTEGER NOT NULL DEFAULT 0, satisfied INTEGER NOT NULL DEFAULT 0,
  basically_satisfied INTEGER NOT NULL DEFAULT 0, dissatisfied INTEGER NOT NULL DEFAULT 0,
  very_dissatisfied INTEGER NOT NULL DEFAULT 0, bad_replied INTEGER NOT NULL DEFAULT 0,
  default_very_satisfied INTEGER NOT NULL DEFAULT 0,
  default_satisfied INTEGER NOT NULL DEFAULT 0,
  default_basically_satisfied INTEGER NOT NULL DEFAULT 0,
  default_dissatisfied INTEGER NOT NULL DEFAULT 0,
  default_very_dissatisfied INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,
  voided INTEGER NOT NULL DEFAULT 0, mistaken INTEGER NOT NULL DEFAULT 0,
  malicious INTEGER NOT NULL DEFAULT 0, corrected INTEGER NOT NULL DEFAULT 0,
  bad_reachable INTEGER NOT NULL DEFAULT 0, bad_unreachable INTEGER NOT NULL DEFAULT 0,
  bad_rectified INTEGER NOT NULL DEFAULT 0, bad_closed INTEGER NOT NULL DEFAULT 0,
  named_bad INTEGER NOT NULL DEFAULT 0, named_bad_closed INTEGER NOT NULL DEFAULT 0,
  call_back_answers INTEGER NOT NULL DEFAULT 0, call_back_satisfied INTEGER NOT NULL DEFAULT 0,
  rechecked INTEGER NOT NULL DEFAULT 0, cross_province_offered INTEGER NOT NULL DEFAULT 0,
  cross_province_used INTEGER NOT NULL DEFAULT 0, integrated_offered INTEGER NOT NULL DEFAULT 0,
  integrated_used INTEGER NOT NULL DEFAULT 0, one_thing_offered INTEGER NOT NULL DEFAULT 0,
  one_thing_used INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (area, month, tally, org_code, item_code, channel, collector)) STRICT, WITHOUT ROWID;
INSERT INTO rollup (area, month, tally, org_code, item_code, channel, collector,
    pending, unrated, very_satisfied, satisfied, basically_satisfied, dissatisfied,
    very_dissatisfied, bad_replied)
  SELECT area, month, 'cases', org_code, item_code, channel, collector,
    pending, unrated, very_satisfied, satisfied, basically_satisfied, dissatisfied,
    very_dissatisfied, bad_replied FROM rollup_of_3;
DROP TABLE rollup_of_3;

ALTER TABLE publication RENAME TO publication_of_3;
CREATE TABLE publication (
  area TEXT NOT NULL, month TEXT NOT NULL, tally TEXT NOT NULL, org_code TEXT NOT NULL,
  cut_off INTEGER NOT NULL, name TEXT NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0, unrated INTEGER NOT NULL DEFAULT 0,
  very_satisfied INTEGER NOT NULL DEFAULT 0, satisfied INTEGER NOT NULL DEFAULT 0,
  basically_satisfied INTEGER NOT NULL DEFAULT 0, dissatisfied INTEGER NOT NULL DEFAULT 0,
  very_dissatisfied INTEGER NOT NULL DEFAULT 0, bad_replied INTEGER NOT NULL DEFAULT 0,
  default_very_satisfied INTEGER NOT NULL DEFAULT 0,
  default_satisfied INTEGER NOT NULL DEFAULT 0,
  default_basically_satisfied INTEGER NOT NULL DEFAULT 0,
  default_dissatisfied INTEGER NOT NULL DEFAULT 0,
  default_very_dissatisfied INTEGER NOT NULL DEFAULT 0, late INTEGER NOT NULL DEFAULT 0,
  voided INTEGER NOT NULL DEFAULT 0, mistaken INTEGER NOT NULL DEFAULT 0,
  malicious INTEGER NOT NULL DEFAULT 0, corrected INTEGER NOT NULL DEFAULT 0,
  bad_reachable INTEGER NOT NULL DEFAULT 0, bad_unreachable INTEGER NOT NULL DEFAULT 0,
  bad_rectified INTEGER NOT NULL DEFAULT 0, bad_closed INTEGER NOT NULL DEFAULT 0,
  named_bad INTEGER NOT NULL DEFAULT 0, named_bad_closed INTEGER NOT NULL DEFAULT 0,
  call_back_answers INTEGER NOT NULL DEFAULT 0, call_back_satisfied INTEGER NOT NULL DEFAULT 0,
  rechecked INTEGER NOT NULL DEFAULT 0, cross_province_offered INTEGER NOT NULL DEFAULT 0,
  cross_province_used INTEGER NOT NULL DEFAULT 0, integrated_offered INTEGER NOT NULL DEFAULT 0,
  integrated_used INTEGER NOT NULL DEFAULT 0, one_thing_offered INTEGER NOT NULL DEFAULT 0,
  one_thing_used INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (area, month, tally, org_code, cut_off)) STRICT, WITHOUT ROWID;
INSERT INTO publication (area, month, tally, org_code, cut_off, name,
    pending, unrated, very_satisfied, satisfied, basically_satisfied, dissatisfied,
    very_dissatisfied, bad_replied)
  SELECT area, month, 'cases', org_code, cut_off, name,
    pending, unrated, very_satisfied, satisfied, basically_satisfied, dissatisfied,
    very_dissatisfied, bad_replied FROM publication_of_3;
DROP TABLE publication_of_3;
)sql";

// Places that anybody may rate; cases by the whole machine of the core.
constexpr const char* kVersion5 = R"sql(
ALTER TABLE service ADD COLUMN standing TEXT NOT NULL DEFAULT 'case'
  CHECK (standing IN ('case', 'visit', 'general'));
CREATE TABLE place (
  area TEXT NOT NULL, digest BLOB NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('visit', 'general')),
  id TEXT NOT NULL, name TEXT NOT NULL, org_code TEXT NOT NULL, org_name TEXT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (area, digest)) STRICT, WITHOUT ROWID;

-- The machine of a case, with what is due and whether that was told. The moment of the rating is
-- kept no longer: a desk goes by its week.
ALTER TABLE rectification RENAME TO rectification_of_4;
DROP INDEX rectification_due;
CREATE TABLE rectification (
  area TEXT NOT NULL, id BLOB NOT NULL, submission BLOB NOT NULL, version INTEGER NOT NULL,
  level TEXT NOT NULL, month TEXT NOT NULL, item_code TEXT NOT NULL, item_name TEXT NOT NULL,
  org_code TEXT NOT NULL, org_name TEXT NOT NULL, channel TEXT NOT NULL, week TEXT NOT NULL,
  reply TEXT NOT NULL, draft TEXT NOT NULL, duty TEXT NOT NULL, warns INTEGER NOT NULL,
  due INTEGER NOT NULL, told INTEGER NOT NULL, state TEXT NOT NULL, origin TEXT NOT NULL,
  way TEXT NOT NULL, owner TEXT NOT NULL, co_handlers TEXT NOT NULL, rated TEXT NOT NULL,
  finding TEXT NOT NULL, proposal TEXT NOT NULL, ruling TEXT NOT NULL, extension TEXT NOT NULL,
  appeal TEXT NOT NULL, outcome TEXT NOT NULL, drafted_from TEXT NOT NULL,
  weight INTEGER NOT NULL, returned INTEGER NOT NULL, reopened INTEGER NOT NULL,
  urged INTEGER NOT NULL, attempt_days INTEGER NOT NULL, merged_into TEXT NOT NULL,
  dispatched INTEGER NOT NULL, updated INTEGER NOT NULL, entered INTEGER NOT NULL,
  assigned INTEGER NOT NULL, reply_from INTEGER NOT NULL, noticed INTEGER NOT NULL,
  replied INTEGER NOT NULL, appealed INTEGER NOT NULL, last_attempt INTEGER NOT NULL,
  ledger_date INTEGER NOT NULL,
  CHECK (state IN ('opened', 'signed_for', 'returned', 'verifying', 'fixing', 'ledger', 'explaining',
    'proposed', 'excluded', 'drafted', 'replied', 'reopened', 'closed', 'merged')),
  PRIMARY KEY (area, id)) STRICT;
INSERT INTO rectification (area, id, submission, version, level, month, item_code, item_name,
    org_code, org_name, channel, week, reply, draft, duty, warns, due, told, state, origin, way,
    owner, co_handlers, rated, finding, proposal, ruling, extension, appeal, outcome, drafted_from,
    weight, returned, reopened, urged, attempt_days, merged_into, dispatched, updated, entered,
    assigned, reply_from, noticed, replied, appealed, last_attempt, ledger_date)
  SELECT o.area, o.id, o.submission, o.version, o.level, o.month, o.item_code, o.item_name,
    o.org_code, o.org_name, o.channel, o.week, o.reply, '',
    CASE o.state WHEN 'closed' THEN '' WHEN 'replied' THEN 'call_back' ELSE 'reply' END,
    o.due, o.due, 0, o.state, 'bad_rating', e.way, o.org_code, '', '', 'none', 'none', 'none',
    'none', 'none',
    CASE WHEN o.outcome <> '' THEN o.outcome WHEN o.state = 'closed' THEN 'by_office'
      ELSE 'none' END,
    'opened', 1, 0, (SELECT COUNT(*) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id
      AND v.move = 'not_satisfied'), 0, 0, '', o.dispatched,
    MAX(o.dispatched, (SELECT MAX(v.at) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id)),
    MAX(o.dispatched, (SELECT MAX(v.at) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id)), 0,
    COALESCE((SELECT MAX(v.at) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id
      AND v.move = 'not_satisfied'), o.dispatched),
    0, o.replied, 0, 0, 0
  FROM rectification_of_4 o
  JOIN evaluation e ON e.area = o.area AND e.submission = o.submission;
DROP TABLE rectification_of_4;
CREATE INDEX rectification_due ON rectification (area, due, id);
CREATE INDEX rectification_open ON rectification (area, due, id) WHERE duty <> '';
CREATE INDEX rectification_of_rating ON rectification (area, submission);
CREATE INDEX rectification_of_unit ON rectification (area, owner, due, id);
CREATE INDEX rectification_warns ON rectification (warns) WHERE duty <> '' AND told = 0;
CREATE INDEX rectification_late ON rectification (due) WHERE duty <> '' AND told < 2;
ALTER TABLE rectification_event ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE rectification_event ADD COLUMN actor_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE rectification_event ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE rectification_event ADD COLUMN date INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rectification_event ADD COLUMN into_case TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN roles TEXT NOT NULL DEFAULT 'handler';
ALTER TABLE staff ADD COLUMN unit TEXT NOT NULL DEFAULT '';
INSERT INTO rollup (area, month, tally, org_code, item_code, channel, collector,
    bad_reachable, call_back_answers, call_back_satisfied)
  SELECT r.area, r.month, CASE WHEN e.round > 1 THEN 'follow_ups' ELSE 'cases' END, r.org_code,
    r.item_code, r.channel, 0, SUM(CASE r.way WHEN 'anonymous' THEN 1 ELSE 0 END), COUNT(*),
    SUM(CASE r.outcome WHEN 'satisfied' THEN 1 ELSE 0 END)
  FROM rectification r JOIN evaluation e ON e.area = r.area AND e.submission = r.submission
  WHERE r.outcome IN ('satisfied', 'not_satisfied') AND e.timing = 'on_time'
  GROUP BY r.area, r.month, CASE WHEN e.round > 1 THEN 'follow_ups' ELSE 'cases' END, r.org_code,
    r.item_code, r.channel;

-- What another system is to be told. No relay has read the outbox before.
DROP TABLE outbox;
CREATE TABLE delivery (
  area TEXT NOT NULL, created INTEGER NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('relay', 'notices')),
  attempts INTEGER NOT NULL, next INTEGER NOT NULL, dead INTEGER NOT NULL, error TEXT NOT NULL,
  PRIMARY KEY (area, created, id, kind)) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (target, next) WHERE dead = 0;
INSERT INTO snapshot_turn (name, due) VALUES ('recount', 0);

-- A short link is found by its code alone.
CREATE TABLE link (
  code TEXT NOT NULL PRIMARY KEY, area TEXT NOT NULL, case_digest BLOB NOT NULL,
  round INTEGER NOT NULL, kind INTEGER NOT NULL, via INTEGER NOT NULL,
  expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX link_expires ON link (expires);

-- What devices say of themselves, and which of their numbered ratings never arrived.
CREATE TABLE device_report (
  device TEXT NOT NULL PRIMARY KEY, seen INTEGER NOT NULL, version TEXT NOT NULL,
  waiting INTEGER NOT NULL, refused INTEGER NOT NULL) STRICT;
CREATE TABLE device_series (
  device TEXT NOT NULL, series TEXT NOT NULL, issued INTEGER NOT NULL, arrived INTEGER NOT NULL,
  PRIMARY KEY (device, series)) STRICT, WITHOUT ROWID;
CREATE TABLE device_gap (
  device TEXT NOT NULL, series TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (device, series, first)) STRICT, WITHOUT ROWID;
)sql";

// What people rated elsewhere is entered for them. A column's rule goes with its column alone.
constexpr const char* kVersion6 = R"sql(
ALTER TABLE evaluation ADD COLUMN came_by TEXT NOT NULL DEFAULT 'portal'
  CHECK (came_by IN ('portal', 'sms', 'qr', 'window', 'phone', 'paper', 'import'));
UPDATE evaluation SET came_by = via;
ALTER TABLE evaluation DROP COLUMN via;
ALTER TABLE evaluation RENAME COLUMN came_by TO via;
)sql";

/// Each leads from the version before; a fresh file takes all of them.
constexpr const char* kSteps[] = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6};
static_assert(std::size(kSteps) == kSchemaVersion);

std::int64_t number(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  const std::unique_ptr<sqlite3_stmt, FinalizeStatement> owner(statement);
  if (code != SQLITE_OK) fail(database, code);
  code = sqlite3_step(statement);
  if (code == SQLITE_DONE) return 0;
  if (code != SQLITE_ROW) fail(database, code);
  return sqlite3_column_int64(statement, 0);
}

[[noreturn]] void refuse_foreign(const std::filesystem::path& path) {
  throw StoreRefused(path.string() +
                     " is not a database of Yiping. Give another path to `store`. / 不是一评的"
                     "数据库文件，请更换 store 路径。");
}

}  // namespace

std::int64_t check_schema(sqlite3* database, const std::filesystem::path& path) {
  const std::int64_t application = number(database, "PRAGMA application_id");
  const std::int64_t tables = number(database, "SELECT COUNT(*) FROM sqlite_schema");
  if (tables == 0 && application == 0) return 0;
  if (application != kApplicationId) refuse_foreign(path);
  const std::int64_t version = number(database, "SELECT MAX(version) FROM schema_version");
  if (version >= 1 && version <= kSchemaVersion) return version;
  refuse_schema(path.string(), std::to_string(version));
}

void upgrade_schema(sqlite3* database, std::int64_t version) {
  // One transaction: a crash leaves either nothing or everything.
  std::string sql = "BEGIN IMMEDIATE;";
  for (std::int64_t next = version + 1; next <= kSchemaVersion; ++next) {
    sql.append(kSteps[next - 1]);
    sql.append("INSERT INTO schema_version (version) VALUES (" + std::to_string(next) + ");");
  }
  sql.append("PRAGMA application_id = " + std::to_string(kApplicationId) + "; COMMIT;");
  run(database, sql.c_str());
}

}  // namespace yiping::collector::sqlite
