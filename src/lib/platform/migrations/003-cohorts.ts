/**
 * Organisations, their people and classes (issue of trainers: T1–T7, K2, K6). Frozen in time once released; it only adds.
 *
 * An organisation's tables find people by id; what belongs to a woman stays keyed by her. `cohort_member` says in the
 * organisation's own shard who is in a class, `enrolment` says it in hers: both are written in one transaction.
 */
export const ddl = `
alter table organisation add column details text not null default '{}';
create table programme (organisation_id text not null, programme_id text not null, name text not null, created_at {int} not null, archived_at {int}, primary key (organisation_id, programme_id)) {organisation};
create table organisation_file (organisation_id text not null, file_id text not null, kind text not null, type text not null, bytes {blob} not null, created_at {int} not null, primary key (organisation_id, file_id)) {organisation};

create table staff_place (staff_id text not null, organisation_id text not null, primary key (staff_id, organisation_id)) {lookup};
insert into staff_place (staff_id, organisation_id) select distinct staff_id, organisation_id from staff_role;
create table staff_link (token_hash text not null, purpose text not null check (purpose in ('invite','reset')), organisation_id text not null, link_id text not null, role text, cohort_id text, staff_id text, label text not null, made_by text not null, created_at {int} not null, expires_at {int} not null, used_at {int}, revoked_at {int}, primary key (token_hash)) {lookup};
create index staff_link_by_organisation on staff_link (organisation_id, link_id);
create table staff_factor (staff_id text not null, secret text not null, created_at {int} not null, confirmed_at {int}, last_step {int} not null default 0, primary key (staff_id)) {lookup};
create table staff_recovery (code_hash text not null, staff_id text not null, created_at {int} not null, used_at {int}, primary key (code_hash)) {lookup};
create index staff_recovery_by_staff on staff_recovery (staff_id);
create table cohort_staff (organisation_id text not null, cohort_id text not null, staff_id text not null, role text not null check (role in ('trainer','co_trainer')), since {int} not null, ended_at {int}, primary key (organisation_id, cohort_id, staff_id)) {organisation};

create table cohort_template (organisation_id text not null, template_id text not null, name text not null, plan text not null, created_at {int} not null, archived_at {int}, primary key (organisation_id, template_id)) {organisation};
alter table cohort add column programme_id text;
alter table cohort add column plan text not null default '{}';
alter table cohort add column approval {int} not null default 1;
create table cohort_member (organisation_id text not null, cohort_id text not null, learner_id text not null, state text not null check (state in ('asked','queued','active','left','moved','refused')), since {int} not null, primary key (organisation_id, cohort_id, learner_id)) {organisation};
insert into cohort_member (organisation_id, cohort_id, learner_id, state, since) select organisation_id, cohort_id, learner_id, state, at from enrolment;
create index cohort_member_by_learner on cohort_member (organisation_id, learner_id);
create table enrolment_change (learner_id text not null, change_id text not null, organisation_id text not null, cohort_id text not null, at {int} not null, state text not null, reason text not null, by_person text not null, primary key (learner_id, change_id)) {learner};

create table meeting (organisation_id text not null, cohort_id text not null, meeting_id text not null, number {int} not null, held_on text not null, course text not null, lesson text not null, note text not null default '', created_at {int} not null, cancelled_at {int}, primary key (organisation_id, cohort_id, meeting_id)) {organisation};
create table attendance (learner_id text not null, organisation_id text not null, cohort_id text not null, meeting_id text not null, state text not null check (state in ('here','away','excused')), at {int} not null, by_person text not null, event_id text not null, primary key (learner_id, organisation_id, cohort_id, meeting_id)) {learner};

create table import_draft (organisation_id text not null, draft_id text not null, cohort_id text not null, by_person text not null, created_at {int} not null, file_name text not null, body text not null, primary key (organisation_id, draft_id)) {organisation};
create table import_mapping (organisation_id text not null, fingerprint text not null, mapping text not null, at {int} not null, primary key (organisation_id, fingerprint)) {organisation};
create table import_run (organisation_id text not null, import_id text not null, cohort_id text not null, by_person text not null, at {int} not null, file_name text not null, rows_made {int} not null, learners text not null, undone_at {int}, primary key (organisation_id, import_id)) {organisation};
alter table learner add column merged_into text;
create table learner_merge (learner_id text not null, merge_id text not null, gone_id text not null, organisation_id text not null, at {int} not null, by_person text not null, body text not null, undone_at {int}, primary key (learner_id, merge_id)) {learner};
create table learner_detail (learner_id text not null, organisation_id text not null, body text not null, at {int} not null, by_person text not null, primary key (learner_id, organisation_id)) {learner};

create table contact_preference (learner_id text not null, organisation_id text not null, whose text not null, hours text not null, ways text not null, at {int} not null, by_person text not null, primary key (learner_id, organisation_id)) {learner};
create table message_template (organisation_id text not null, template_id text not null, name text not null, ur text not null, en text not null, at {int} not null, archived_at {int}, primary key (organisation_id, template_id)) {organisation};
create table message_opened (learner_id text not null, opened_id text not null, organisation_id text not null, cohort_id text not null, template text not null, way text not null, at {int} not null, by_person text not null, primary key (learner_id, opened_id)) {learner};
create table staff_note (learner_id text not null, note_id text not null, organisation_id text not null, cohort_id text not null, body text not null, at {int} not null, by_person text not null, removed_at {int}, primary key (learner_id, note_id)) {learner};
create table help_request (learner_id text not null, event_id text not null, course text not null, lesson text not null, at {int} not null, answered_at {int}, answered_by text, primary key (learner_id, event_id)) {learner};
alter table practical add column comment text not null default '';
create table granted_try (learner_id text not null, course text not null, event_id text not null, at {int} not null, by_person text not null, primary key (learner_id, course, event_id)) {learner};
create table late_decision (learner_id text not null, of_event text not null, accepted {int} not null, at {int} not null, by_person text not null, event_id text not null, primary key (learner_id, of_event)) {learner};
create table announcement (organisation_id text not null, announcement_id text not null, cohort_id text not null, ur text not null, en text not null, at {int} not null, expires_at {int} not null, by_person text not null, withdrawn_at {int}, primary key (organisation_id, announcement_id)) {organisation};
create table announcement_read (learner_id text not null, organisation_id text not null, announcement_id text not null, at {int} not null, primary key (learner_id, organisation_id, announcement_id)) {learner};
create table phone_state (learner_id text not null, device text not null, waiting {int} not null, no_room {int} not null, at {int} not null, primary key (learner_id, device)) {learner};

create table item_tries (learner_id text not null, course text not null, lesson text not null, item text not null, kind text not null check (kind in ('question','practice')), tries {int} not null, wrong {int} not null, right_at {int}, last_at {int} not null, first_at {int} not null, first_event text not null, first_choice text not null, first_right {int} not null, primary key (learner_id, course, lesson, item)) {learner};

create table safeguarding_report (organisation_id text not null, report_id text not null, learner_id text not null, at {int} not null, due_at {int} not null, body text not null, state text not null check (state in ('new','taken','closed')), taken_by text, taken_at {int}, closed_at {int}, outcome text, primary key (organisation_id, report_id)) {organisation};
create table safeguarding_note (organisation_id text not null, report_id text not null, note_id text not null, body text not null, at {int} not null, by_person text not null, primary key (organisation_id, report_id, note_id)) {organisation};
create table saved_view (organisation_id text not null, staff_id text not null, view_id text not null, cohort_id text not null, name text not null, query text not null, created_at {int} not null, primary key (organisation_id, staff_id, view_id)) {organisation};
`;
