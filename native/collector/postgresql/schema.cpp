// SPDX-License-Identifier: Apache-2.0
#include "collector/postgresql/schema.hpp"

#include <iterator>

namespace yiping::collector::postgresql {
namespace {

// Any number that no other program takes for a lock of its own; "YIPI", as in our files.
constexpr const char* kLock = "SELECT pg_advisory_xact_lock(1497976905)";
// Tells our tables from anyone's.
constexpr const char* kMark = "COMMENT ON TABLE schema_version IS 'yiping store'";
constexpr const char* kMarked =
    "SELECT obj_description(to_regclass('schema_version'), 'pg_class') = 'yiping store'";
constexpr const char* kTables =
    "SELECT COUNT(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
    " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";
constexpr const char* kInvalid =
    "SELECT COUNT(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema()"
    " AND NOT (i.indisvalid AND i.indisready AND i.indislive)";

// Texts order by their bytes, as in SQLite: a snapshot lists offices alike on both.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY);

CREATE TABLE service (
  area TEXT COLLATE "C" NOT NULL, case_digest BYTEA NOT NULL,
  case_no TEXT COLLATE "C" NOT NULL, service_no BIGINT NOT NULL,
  service_name TEXT COLLATE "C" NOT NULL,
  service_time BIGINT NOT NULL, month TEXT COLLATE "C" NOT NULL,
  item_code TEXT COLLATE "C" NOT NULL, item_name TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, org_name TEXT COLLATE "C" NOT NULL,
  org_area TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL, rater_kind TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'rated', 'unrated')),
  window_closes BIGINT NOT NULL, received BIGINT NOT NULL,
  PRIMARY KEY (area, case_digest));
CREATE INDEX service_pending ON service (window_closes) WHERE state = 'pending';

CREATE TABLE evaluation (
  area TEXT COLLATE "C" NOT NULL, submission BYTEA NOT NULL,
  case_digest BYTEA NOT NULL, round BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('case', 'open')),
  via TEXT COLLATE "C" NOT NULL CHECK (via IN ('portal', 'sms', 'qr', 'window')),
  document TEXT COLLATE "C" NOT NULL, digest TEXT COLLATE "C" NOT NULL, receipt_hash BYTEA NOT NULL,
  level TEXT COLLATE "C" NOT NULL, questionnaire_id TEXT COLLATE "C" NOT NULL,
  questionnaire_version BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL, submitted BIGINT NOT NULL, received BIGINT NOT NULL,
  PRIMARY KEY (area, submission));
CREATE INDEX evaluation_receipt ON evaluation (receipt_hash);

CREATE TABLE token_use (
  area TEXT COLLATE "C" NOT NULL, case_digest BYTEA NOT NULL, round BIGINT NOT NULL,
  submission BYTEA NOT NULL,
  PRIMARY KEY (area, case_digest, round));

CREATE TABLE rollup (
  area TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, item_code TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL, collector BIGINT NOT NULL,
  pending BIGINT NOT NULL, unrated BIGINT NOT NULL,
  very_satisfied BIGINT NOT NULL, satisfied BIGINT NOT NULL,
  basically_satisfied BIGINT NOT NULL, dissatisfied BIGINT NOT NULL,
  very_dissatisfied BIGINT NOT NULL, bad_replied BIGINT NOT NULL,
  PRIMARY KEY (area, month, org_code, item_code, channel, collector));

CREATE TABLE organisation (
  area TEXT COLLATE "C" NOT NULL, org_code TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, org_code));

CREATE TABLE rectification (
  area TEXT COLLATE "C" NOT NULL, id BYTEA NOT NULL, submission BYTEA NOT NULL,
  state TEXT COLLATE "C" NOT NULL CHECK (state IN ('opened', 'replied', 'reopened', 'closed')),
  version BIGINT NOT NULL, level TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL,
  item_code TEXT COLLATE "C" NOT NULL, item_name TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, org_name TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL, week TEXT COLLATE "C" NOT NULL, opened BIGINT NOT NULL,
  due BIGINT NOT NULL,
  reply TEXT COLLATE "C" NOT NULL, replied BIGINT NOT NULL, outcome TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, id));
CREATE INDEX rectification_due ON rectification (area, due);

CREATE TABLE rectification_event (
  area TEXT COLLATE "C" NOT NULL, id BYTEA NOT NULL, version BIGINT NOT NULL,
  move TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, actor TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, id, version));

CREATE TABLE outbox (
  area TEXT COLLATE "C" NOT NULL, id BYTEA NOT NULL, kind TEXT COLLATE "C" NOT NULL,
  submission BYTEA NOT NULL,
  created BIGINT NOT NULL, sent BIGINT NOT NULL, attempts BIGINT NOT NULL,
  PRIMARY KEY (area, id));

CREATE TABLE quarantine (
  area TEXT COLLATE "C" NOT NULL, id BYTEA NOT NULL, reason TEXT COLLATE "C" NOT NULL,
  subject BYTEA NOT NULL,
  slot BIGINT NOT NULL, body BYTEA NOT NULL, received BIGINT NOT NULL,
  PRIMARY KEY (area, id), UNIQUE (area, subject, slot));

CREATE TABLE publication (
  area TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, cut_off BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  pending BIGINT NOT NULL, unrated BIGINT NOT NULL,
  very_satisfied BIGINT NOT NULL, satisfied BIGINT NOT NULL,
  basically_satisfied BIGINT NOT NULL, dissatisfied BIGINT NOT NULL,
  very_dissatisfied BIGINT NOT NULL, bad_replied BIGINT NOT NULL,
  PRIMARY KEY (area, month, org_code, cut_off));

CREATE TABLE snapshot (
  area TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL, cut_off BIGINT NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (area, month));

CREATE TABLE staff (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY, display_name TEXT COLLATE "C" NOT NULL,
  area TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C" NOT NULL);

CREATE TABLE staff_session (
  token_hash BYTEA NOT NULL PRIMARY KEY, staff TEXT COLLATE "C" NOT NULL,
  csrf TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL, expires BIGINT NOT NULL);

CREATE TABLE audit (
  collector BIGINT NOT NULL, boot BYTEA NOT NULL, sequence BIGINT NOT NULL,
  at BIGINT NOT NULL, kind TEXT COLLATE "C" NOT NULL, area TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL, hash BYTEA NOT NULL,
  PRIMARY KEY (collector, boot, sequence));

CREATE TABLE device (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY, public_key BYTEA NOT NULL,
  area TEXT COLLATE "C" NOT NULL,
  window_id TEXT COLLATE "C" NOT NULL, hall TEXT COLLATE "C" NOT NULL, enrolled BIGINT NOT NULL);

CREATE TABLE enrolment (
  nonce BYTEA NOT NULL PRIMARY KEY, device TEXT COLLATE "C" NOT NULL);

CREATE TABLE window_invitation (
  area TEXT COLLATE "C" NOT NULL, window_id TEXT COLLATE "C" NOT NULL, case_digest BYTEA NOT NULL,
  round BIGINT NOT NULL,
  created BIGINT NOT NULL, asked BIGINT NOT NULL,
  PRIMARY KEY (area, window_id));

CREATE TABLE snapshot_turn (name TEXT COLLATE "C" NOT NULL PRIMARY KEY, due BIGINT NOT NULL);
INSERT INTO snapshot_turn (name, due) VALUES ('publication', 0);
)sql";

constexpr const char* kVersion4 = R"sql(
ALTER TABLE service DROP CONSTRAINT service_state_check;
ALTER TABLE service ADD CHECK
  (state IN ('not_counted', 'pending', 'rated', 'unrated', 'voided'));
ALTER TABLE service
  ADD COLUMN stage TEXT COLLATE "C" NOT NULL DEFAULT 'completion',
  ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'service'
    CHECK (kind IN ('service', 'update', 'withdrawn')),
  ADD COLUMN business TEXT COLLATE "C" NOT NULL DEFAULT 'single'
    CHECK (business IN ('single', 'batch', 'theme')),
  ADD COLUMN case_group TEXT COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN commitment TEXT COLLATE "C" NOT NULL DEFAULT 'other'
    CHECK (commitment IN ('immediate', 'promised', 'other')),
  ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE service ADD COLUMN rated_by BYTEA;
UPDATE service s SET rated_by = u.submission FROM token_use u
  WHERE u.area = s.area AND u.case_digest = s.case_digest AND u.round = 1;
DROP TABLE token_use;
CREATE TABLE follow_up (
  area TEXT COLLATE "C" NOT NULL, case_digest BYTEA NOT NULL, round BIGINT NOT NULL,
  submission BYTEA NOT NULL,
  PRIMARY KEY (area, case_digest, round));
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey, DROP COLUMN id,
  ADD PRIMARY KEY (area, created, submission);
UPDATE service SET stage = CASE status WHEN 'applied' THEN 'application'
  WHEN 'accepted' THEN 'acceptance' ELSE 'completion' END;
CREATE INDEX service_case ON service (area, case_no);
CREATE INDEX service_group ON service (area, case_group) WHERE case_group <> '';

ALTER TABLE evaluation
  ADD COLUMN way TEXT COLLATE "C" NOT NULL DEFAULT 'anonymous'
    CHECK (way IN ('anonymous', 'call_back', 'named')),
  ADD COLUMN timing TEXT COLLATE "C" NOT NULL DEFAULT 'on_time'
    CHECK (timing IN ('on_time', 'late')),
  ADD COLUMN judged BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN corrections BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN replaced_by BYTEA;
UPDATE evaluation SET judged = received;
CREATE INDEX evaluation_replaced ON evaluation (area, replaced_by) WHERE replaced_by IS NOT NULL;

ALTER TABLE rectification ADD COLUMN dispatched BIGINT NOT NULL DEFAULT 0;
UPDATE rectification SET dispatched = opened;

CREATE TABLE contact (
  area TEXT COLLATE "C" NOT NULL, submission BYTEA NOT NULL, key_id BIGINT NOT NULL,
  sealed BYTEA NOT NULL, blind BYTEA NOT NULL, keep_until BIGINT NOT NULL,
  PRIMARY KEY (area, submission));
CREATE INDEX contact_blind ON contact (area, blind);
CREATE INDEX contact_keep ON contact (keep_until);

ALTER TABLE rollup DROP CONSTRAINT rollup_pkey,
  ADD COLUMN tally TEXT COLLATE "C" NOT NULL DEFAULT 'cases',
  ADD COLUMN default_very_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_basically_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_dissatisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_very_dissatisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN late BIGINT NOT NULL DEFAULT 0, ADD COLUMN voided BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN mistaken BIGINT NOT NULL DEFAULT 0, ADD COLUMN malicious BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_reachable BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_unreachable BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_rectified BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_closed BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN named_bad BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN named_bad_closed BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN call_back_answers BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN call_back_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN rechecked BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN cross_province_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN cross_province_used BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN integrated_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN integrated_used BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN one_thing_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN one_thing_used BIGINT NOT NULL DEFAULT 0,
  ADD PRIMARY KEY (area, month, tally, org_code, item_code, channel, collector);

ALTER TABLE publication DROP CONSTRAINT publication_pkey,
  ADD COLUMN tally TEXT COLLATE "C" NOT NULL DEFAULT 'cases',
  ADD COLUMN default_very_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_basically_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_dissatisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN default_very_dissatisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN late BIGINT NOT NULL DEFAULT 0, ADD COLUMN voided BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN mistaken BIGINT NOT NULL DEFAULT 0, ADD COLUMN malicious BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_reachable BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_unreachable BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_rectified BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN bad_closed BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN named_bad BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN named_bad_closed BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN call_back_answers BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN call_back_satisfied BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN rechecked BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN cross_province_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN cross_province_used BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN integrated_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN integrated_used BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN one_thing_offered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN one_thing_used BIGINT NOT NULL DEFAULT 0,
  ADD PRIMARY KEY (area, month, tally, org_code, cut_off);
)sql";

// Places that anybody may rate; cases by the whole machine of the core.
constexpr const char* kVersion5 = R"sql(
ALTER TABLE service ADD COLUMN standing TEXT COLLATE "C" NOT NULL DEFAULT 'case'
  CHECK (standing IN ('case', 'visit', 'general'));
CREATE TABLE place (
  area TEXT COLLATE "C" NOT NULL, digest BYTEA NOT NULL,
  standing TEXT COLLATE "C" NOT NULL CHECK (standing IN ('visit', 'general')),
  id TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, org_name TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, digest));

-- The machine of a case, with what is due and whether that was told. The moment of the rating is
-- kept no longer: a desk goes by its week.
ALTER TABLE rectification RENAME TO rectification_of_4;
ALTER TABLE rectification_of_4 RENAME CONSTRAINT rectification_pkey TO rectification_of_4_pkey;
DROP INDEX rectification_due;
CREATE TABLE rectification (
  area TEXT COLLATE "C" NOT NULL, id BYTEA NOT NULL, submission BYTEA NOT NULL,
  version BIGINT NOT NULL, level TEXT COLLATE "C" NOT NULL, month TEXT COLLATE "C" NOT NULL,
  item_code TEXT COLLATE "C" NOT NULL, item_name TEXT COLLATE "C" NOT NULL,
  org_code TEXT COLLATE "C" NOT NULL, org_name TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL, week TEXT COLLATE "C" NOT NULL,
  reply TEXT COLLATE "C" NOT NULL, draft TEXT COLLATE "C" NOT NULL,
  duty TEXT COLLATE "C" NOT NULL, warns BIGINT NOT NULL, due BIGINT NOT NULL,
  told BIGINT NOT NULL, state TEXT COLLATE "C" NOT NULL, origin TEXT COLLATE "C" NOT NULL,
  way TEXT COLLATE "C" NOT NULL, owner TEXT COLLATE "C" NOT NULL,
  co_handlers TEXT COLLATE "C" NOT NULL, rated TEXT COLLATE "C" NOT NULL,
  finding TEXT COLLATE "C" NOT NULL, proposal TEXT COLLATE "C" NOT NULL,
  ruling TEXT COLLATE "C" NOT NULL, extension TEXT COLLATE "C" NOT NULL,
  appeal TEXT COLLATE "C" NOT NULL, outcome TEXT COLLATE "C" NOT NULL,
  drafted_from TEXT COLLATE "C" NOT NULL, weight BIGINT NOT NULL, returned BIGINT NOT NULL,
  reopened BIGINT NOT NULL, urged BIGINT NOT NULL, attempt_days BIGINT NOT NULL,
  merged_into TEXT COLLATE "C" NOT NULL, dispatched BIGINT NOT NULL, updated BIGINT NOT NULL,
  entered BIGINT NOT NULL, assigned BIGINT NOT NULL, reply_from BIGINT NOT NULL,
  noticed BIGINT NOT NULL, replied BIGINT NOT NULL, appealed BIGINT NOT NULL,
  last_attempt BIGINT NOT NULL, ledger_date BIGINT NOT NULL,
  CHECK (state IN ('opened', 'signed_for', 'returned', 'verifying', 'fixing', 'ledger', 'explaining',
    'proposed', 'excluded', 'drafted', 'replied', 'reopened', 'closed', 'merged')),
  PRIMARY KEY (area, id));
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
    GREATEST(o.dispatched, (SELECT MAX(v.at) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id)),
    GREATEST(o.dispatched, (SELECT MAX(v.at) FROM rectification_event v WHERE v.area = o.area AND v.id = o.id)), 0,
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
ALTER TABLE rectification_event
  ADD COLUMN role TEXT COLLATE "C" NOT NULL DEFAULT '', ADD COLUMN actor_unit TEXT COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN unit TEXT COLLATE "C" NOT NULL DEFAULT '', ADD COLUMN date BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN into_case TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN roles TEXT COLLATE "C" NOT NULL DEFAULT 'handler',
  ADD COLUMN unit TEXT COLLATE "C" NOT NULL DEFAULT '';
INSERT INTO rollup (area, month, tally, org_code, item_code, channel, collector,
    pending, unrated, very_satisfied, satisfied, basically_satisfied, dissatisfied,
    very_dissatisfied, bad_replied, bad_reachable, call_back_answers, call_back_satisfied)
  SELECT r.area, r.month, CASE WHEN e.round > 1 THEN 'follow_ups' ELSE 'cases' END, r.org_code,
    r.item_code, r.channel, 0, 0, 0, 0, 0, 0, 0, 0, 0, SUM(CASE r.way WHEN 'anonymous' THEN 1 ELSE 0 END), COUNT(*),
    SUM(CASE r.outcome WHEN 'satisfied' THEN 1 ELSE 0 END)
  FROM rectification r JOIN evaluation e ON e.area = r.area AND e.submission = r.submission
  WHERE r.outcome IN ('satisfied', 'not_satisfied') AND e.timing = 'on_time'
  GROUP BY r.area, r.month, CASE WHEN e.round > 1 THEN 'follow_ups' ELSE 'cases' END, r.org_code,
    r.item_code, r.channel;

-- What another system is to be told. No relay has read the outbox before.
DROP TABLE outbox;
CREATE TABLE delivery (
  area TEXT COLLATE "C" NOT NULL, created BIGINT NOT NULL, id BYTEA NOT NULL, kind TEXT COLLATE "C" NOT NULL,
  target TEXT COLLATE "C" NOT NULL CHECK (target IN ('relay', 'notices')),
  attempts BIGINT NOT NULL, next BIGINT NOT NULL, dead BIGINT NOT NULL, error TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (area, created, id, kind));
CREATE INDEX delivery_due ON delivery (target, next) WHERE dead = 0;
INSERT INTO snapshot_turn (name, due) VALUES ('recount', 0);

-- A short link is found by its code alone.
CREATE TABLE link (
  code TEXT COLLATE "C" NOT NULL PRIMARY KEY, area TEXT COLLATE "C" NOT NULL, case_digest BYTEA NOT NULL,
  round BIGINT NOT NULL, kind BIGINT NOT NULL, via BIGINT NOT NULL,
  expires BIGINT NOT NULL);
CREATE INDEX link_expires ON link (expires);

-- What devices say of themselves, and which of their numbered ratings never arrived.
CREATE TABLE device_report (
  device TEXT COLLATE "C" NOT NULL PRIMARY KEY, seen BIGINT NOT NULL, version TEXT COLLATE "C" NOT NULL,
  waiting BIGINT NOT NULL, refused BIGINT NOT NULL);
CREATE TABLE device_series (
  device TEXT COLLATE "C" NOT NULL, series TEXT COLLATE "C" NOT NULL, issued BIGINT NOT NULL, arrived BIGINT NOT NULL,
  PRIMARY KEY (device, series));
CREATE TABLE device_gap (
  device TEXT COLLATE "C" NOT NULL, series TEXT COLLATE "C" NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL,
  PRIMARY KEY (device, series, first));
)sql";

// What people rated elsewhere is entered for them.
constexpr const char* kVersion6 = R"sql(
ALTER TABLE evaluation DROP CONSTRAINT evaluation_via_check;
ALTER TABLE evaluation ADD CONSTRAINT evaluation_via_check
  CHECK (via IN ('portal', 'sms', 'qr', 'window', 'phone', 'paper', 'import'));
)sql";

/// Each leads from the version before. The first that PostgreSQL had is 3.
constexpr std::int64_t kFirst = 3;
constexpr const char* kSteps[] = {kVersion3, kVersion4, kVersion5, kVersion6};
static_assert(kFirst + std::size(kSteps) - 1 == kSchemaVersion);

[[noreturn]] void refuse_foreign(const std::string& name) {
  throw StoreRefused(name +
                     " holds tables that are not of Yiping. Give another database, or a schema of"
                     " its own by search_path. / 该数据库里已有不属于一评的表，请另建数据库，或用"
                     " search_path 指定单独的 schema。");
}

/// The database's version, `kFirst - 1` for an empty one. Under the lock only: its statements do
/// not see one moment, and between two of them another collector may create the tables.
std::int64_t version_of(Session& session, const std::string& name) {
  if (session.run("SELECT current_schema()").empty()) {
    throw DatabaseError(DatabaseError::Kind::storage, "search_path names no schema that is there");
  }
  if (session.run(kMarked) != "t") {
    if (session.run(kTables) != "0") refuse_foreign(name);
    return kFirst - 1;
  }
  const std::string found = session.run("SELECT MAX(version) FROM schema_version");
  const std::int64_t version = found.empty() ? 0 : std::stoll(found);
  if (version < kFirst || version > kSchemaVersion) refuse_schema(name, found);
  return version;
}

bool is_ours(Session& session) {
  return session.run(kMarked) == "t" &&
         session.run("SELECT MAX(version) FROM schema_version") == std::to_string(kSchemaVersion);
}

}  // namespace

void bring_to_schema(Session& session, const std::string& name) {
  if (is_ours(session)) return;
  session.patient();
  session.run("BEGIN");
  session.run(kLock);
  std::string sql;
  for (std::int64_t next = version_of(session, name) + 1; next <= kSchemaVersion; ++next) {
    sql.append(kSteps[next - kFirst]);
    sql.append("INSERT INTO schema_version (version) VALUES (" + std::to_string(next) + ");");
  }
  if (!sql.empty()) session.run(sql + kMark);
  session.commit();
  session.impatient();
}

bool indexes_are_valid(Session& session) { return session.run(kInvalid) == "0"; }

}  // namespace yiping::collector::postgresql
