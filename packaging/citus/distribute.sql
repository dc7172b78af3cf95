-- SPDX-License-Identifier: Apache-2.0
-- The tables of a collector on Citus: docs/scale.md. Run once by the owner of the tables, on the
-- coordinator, after a first start of a collector made them; `CREATE EXTENSION citus` comes before.
-- What belongs to an area is together on one worker, so that a rating is a transaction of one.

SELECT create_distributed_table('service', 'area');
SELECT create_distributed_table('evaluation', 'area', colocate_with => 'service');
SELECT create_distributed_table('contact', 'area', colocate_with => 'service');
SELECT create_distributed_table('follow_up', 'area', colocate_with => 'service');
SELECT create_distributed_table('place', 'area', colocate_with => 'service');
SELECT create_distributed_table('rollup', 'area', colocate_with => 'service');
SELECT create_distributed_table('organisation', 'area', colocate_with => 'service');
SELECT create_distributed_table('rectification', 'area', colocate_with => 'service');
SELECT create_distributed_table('rectification_event', 'area', colocate_with => 'service');
SELECT create_distributed_table('delivery', 'area', colocate_with => 'service');
SELECT create_distributed_table('quarantine', 'area', colocate_with => 'service');
SELECT create_distributed_table('publication', 'area', colocate_with => 'service');
SELECT create_distributed_table('snapshot', 'area', colocate_with => 'service');
SELECT create_distributed_table('window_invitation', 'area', colocate_with => 'service');

-- Found by their own keys.
SELECT create_distributed_table('link', 'code', colocate_with => 'none');
SELECT create_distributed_table('audit', 'collector', colocate_with => 'none');

-- Small, and the same on every worker.
SELECT create_reference_table('staff');
SELECT create_reference_table('staff_session');
SELECT create_reference_table('device');
SELECT create_reference_table('enrolment');
SELECT create_reference_table('device_report');
SELECT create_reference_table('device_series');
SELECT create_reference_table('device_gap');
SELECT create_reference_table('snapshot_turn');
SELECT create_reference_table('schema_version');
