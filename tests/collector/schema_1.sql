-- SPDX-License-Identifier: Apache-2.0
-- The tables of store schema 1, as its releases created them.
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

INSERT INTO schema_version (version) VALUES (1);
PRAGMA application_id = 1497976905;
