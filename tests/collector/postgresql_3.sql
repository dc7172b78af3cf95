-- SPDX-License-Identifier: Apache-2.0
-- The tables of schema 3, the first that PostgreSQL had, as they were.
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
INSERT INTO schema_version (version) VALUES (3);
COMMENT ON TABLE schema_version IS 'yiping store';
