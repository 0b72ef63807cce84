/** Editions of reports, what was frozen of them, targets and keys; the audit's seal (K6). Frozen in time once released; it only adds. */
export const ddl = `
alter table audit add column seal {int};
create index audit_unsealed on audit (organisation_id, audit_id) where seal is null;
create table audit_seal (organisation_id text not null, number {int} not null, sealed_at {int} not null, acts {int} not null, last_id text not null, head text not null, primary key (organisation_id, number)) {organisation};
create table report_edition (organisation_id text not null, period text not null, edition {int} not null, made_at {int} not null, threshold {int} not null, settings text not null, made_by text not null, primary key (organisation_id, period, edition)) {organisation};
create table report_table (organisation_id text not null, period text not null, edition {int} not null, name text not null, figure text not null, body text not null, primary key (organisation_id, period, edition, name, figure)) {organisation};
create table report_counted (organisation_id text not null, period text not null, edition {int} not null, contribution text not null, people {int} not null, primary key (organisation_id, period, edition, contribution)) {organisation};
create table report_snapshot (organisation_id text not null, snapshot_id text not null, period text not null, edition {int} not null, name text not null, made_at {int} not null, made_by text not null, body text not null, hash text not null, key_id text not null, signature text not null, audit_number {int} not null, audit_head text not null, primary key (organisation_id, snapshot_id)) {organisation};
create table report_target (organisation_id text not null, indicator text not null, part text not null, gender text not null, disability text not null, period text not null, baseline {int}, target {int}, set_at {int} not null, set_by text not null, primary key (organisation_id, indicator, part, gender, disability, period)) {organisation};
create table report_key (key_hash text not null, organisation_id text not null, key_id text not null, name text not null, scopes text not null, made_at {int} not null, made_by text not null, last_used_at {int}, ended_at {int}, primary key (key_hash)) {lookup};
create index report_key_organisation on report_key (organisation_id);
`;
