/**
 * The first schema. Frozen in time: a change is a new migration.
 * `{int}` and `{blob}` are the engine's types; the mark after each table says how it is keyed
 * (platform/tables.ts): `{learner}` and `{organisation}` tables can be hash-partitioned by their first column,
 * so every unique constraint of theirs begins with it; `{lookup}` tables find a key; `{reference}` tables are small or shared.
 */
export const ddl = `
create table setting (name text not null, value text not null, primary key (name)) {reference};
create table job (job_id text not null, kind text not null, body text not null, run_at {int} not null, attempts {int} not null default 0, leased_until {int} not null default 0, done_at {int}, error text, primary key (job_id)) {reference};
create table rate_limit (name text not null, window_start {int} not null, hits {int} not null, primary key (name, window_start)) {reference};

create table learner_head (learner_id text not null, next_pos {int} not null, primary key (learner_id)) {learner};
create table learner (learner_id text not null, kind text not null check (kind in ('guest','joined')), display_name text, locale text not null, tile_seed {int} not null, created_at {int} not null, joined_at {int}, secret_kind text, secret_hash text, secret_set_at {int}, contact text, deleted_at {int}, primary key (learner_id)) {learner};
create table learner_code (code_hash text not null, learner_id text not null, created_at {int} not null, revoked_at {int}, primary key (code_hash)) {lookup};
create index learner_code_by_learner on learner_code (learner_id);
create table recovery_token (token_hash text not null, learner_id text not null, created_at {int} not null, used_at {int}, primary key (token_hash)) {lookup};
create index recovery_token_by_learner on recovery_token (learner_id);
create table join_key (key_hash text not null, learner_id text not null, created_at {int} not null, primary key (key_hash)) {lookup};
create table known_device (learner_id text not null, device_hash text not null, since {int} not null, primary key (learner_id, device_hash)) {learner};
create table secret_failure (learner_id text not null, device_hash text not null, failures {int} not null, blocked_until {int} not null, primary key (learner_id, device_hash)) {learner};
create table session (session_hash text not null, user_id text not null, created_at {int} not null, expires_at {int} not null, primary key (session_hash)) {lookup};
create index session_by_user on session (user_id);
create table upload_token (token_hash text not null, learner_id text not null, profile_id text not null, created_at {int} not null, revoked_at {int}, last_used_at {int}, primary key (token_hash)) {lookup};
create index upload_token_by_learner on upload_token (learner_id);
create table profile_claim (profile_id text not null, learner_id text not null, claimed_at {int} not null, primary key (profile_id)) {lookup};
create index profile_claim_by_learner on profile_claim (learner_id);
create table consent (learner_id text not null, purpose text not null, at {int} not null, given {int} not null, text_version text not null, primary key (learner_id, purpose, at)) {learner};
create table about_me (learner_id text not null, at {int} not null, answers text not null, primary key (learner_id, at)) {learner};
create table staff (staff_id text not null, name text not null, email text not null, password_hash text not null, created_at {int} not null, disabled_at {int}, primary key (staff_id), unique (email)) {lookup};
create table staff_role (organisation_id text not null, staff_id text not null, role text not null, granted_at {int} not null, primary key (organisation_id, staff_id, role)) {organisation};
create table setup_link (token_hash text not null, purpose text not null, created_at {int} not null, expires_at {int} not null, used_at {int}, primary key (token_hash)) {lookup};

create table organisation (organisation_id text not null, name text not null, zone text not null, created_at {int} not null, primary key (organisation_id)) {organisation};
create table cohort (organisation_id text not null, cohort_id text not null, name text not null, course text not null, created_at {int} not null, archived_at {int}, primary key (organisation_id, cohort_id)) {organisation};
create table join_code (code text not null, organisation_id text not null, cohort_id text not null, expires_at {int} not null, revoked_at {int}, primary key (code)) {lookup};
create table enrolment (learner_id text not null, organisation_id text not null, cohort_id text not null, state text not null, at {int} not null, primary key (learner_id, organisation_id, cohort_id)) {learner};
create table audit (organisation_id text not null, audit_id text not null, at {int} not null, actor text not null, act text not null, subject text not null, detail text not null, primary key (organisation_id, audit_id)) {organisation};

create table event (learner_id text not null, pos {int} not null, event_id text not null, profile_id text not null, actor text not null, device text not null, seq {int} not null, kind text not null, v {int} not null, at {int} not null, received_at {int} not null, skew {int} not null, happened_at {int} not null, outcome text not null check (outcome in ('accepted','deferred')), late {int} not null default 0, body text not null, body_hash text not null, primary key (learner_id, pos), unique (learner_id, event_id)) {learner};
create index event_by_device on event (learner_id, device, seq);
create table rejected_event (learner_id text not null, event_id text not null, body_hash text not null, device text not null, seq {int} not null, kind text not null, v {int} not null, at {int} not null, received_at {int} not null, body text not null, reason text not null, primary key (learner_id, event_id, body_hash)) {learner};
create table lesson_progress (learner_id text not null, course text not null, lesson text not null, started_at {int} not null, last_at {int} not null, tries {int} not null, finished_at {int}, state text not null, primary key (learner_id, course, lesson)) {learner};
create table device_head (learner_id text not null, device text not null, profile_id text not null, held_to {int} not null, beyond text not null, last_at {int} not null, primary key (learner_id, device, profile_id)) {learner};
create table draft_part (learner_id text not null, part text not null, body text not null, at {int} not null, event_id text not null, primary key (learner_id, part)) {learner};

create table attempt (learner_id text not null, course text not null, number {int} not null, version text not null, rule text not null, event_id text not null, submitted_at {int} not null, score {int} not null, passed {int} not null, late {int} not null, revisit text not null, opens_next_at {int}, open_bank {int} not null, primary key (learner_id, course, number)) {learner};
create table practical (learner_id text not null, course text not null, passed {int} not null, marks text not null, rule text not null, marked_by text not null, at {int} not null, event_id text not null, primary key (learner_id, course)) {learner};
create table prepost (learner_id text not null, course text not null, phase text not null, version text not null, correct {int} not null, of {int} not null, at {int} not null, event_id text not null, primary key (learner_id, course, phase)) {learner};

create table award (learner_id text not null, badge text not null, award_id text not null, course text not null, criterion_version text not null, criterion text not null, evidence text not null, open_bank {int} not null, awarded_at {int} not null, state text not null check (state in ('active','revoked','suspended')), reason text, public_name {int} not null default 0, primary key (learner_id, badge)) {learner};
create table award_lookup (award_id text not null, learner_id text not null, badge text not null, primary key (award_id)) {lookup};
create table award_history (learner_id text not null, award_id text not null, at {int} not null, act text not null, by_person text not null, reason text not null, primary key (learner_id, award_id, at, act)) {learner};
create table credential (learner_id text not null, award_id text not null, version {int} not null, key_id text not null, issued_at {int} not null, body text not null, primary key (learner_id, award_id, version)) {learner};
create table status_list (list_id text not null, purpose text not null, length {int} not null, bits {blob} not null, updated_at {int} not null, signed text, signed_at {int}, primary key (list_id)) {reference};
create table status_entry (list_id text not null, idx {int} not null, award_id text not null, primary key (list_id, idx)) {reference};
create unique index status_entry_award on status_entry (list_id, award_id);

create table seller (learner_id text not null, seller_id text not null, tier text not null, state text not null check (state in ('active','suspended')), policy text not null, award_id text not null, unlocked_at {int} not null, changed_at {int} not null, reason text, primary key (learner_id)) {learner};
create table outbox (learner_id text not null, outbox_id text not null, topic text not null, body text not null, created_at {int} not null, attempts {int} not null default 0, next_at {int} not null, done_at {int}, parked_at {int}, error text, primary key (learner_id, outbox_id)) {learner};
create table shop (learner_id text not null, handle text not null, name text not null, about text not null, category text not null, city text not null, area text not null, delivery_fee {int} not null, returns text not null, phone text, phone_shown {int} not null default 0, tile_seed {int} not null, state text not null check (state in ('open','paused')), check_state text not null check (check_state in ('waiting','approved','again','refused')), check_reason text, checked_by text, checked_at {int}, next_order {int} not null default 1, created_at {int} not null, opened_at {int}, primary key (learner_id)) {learner};
create table shop_handle (handle text not null, skeleton text not null, learner_id text not null, primary key (handle), unique (skeleton)) {lookup};
create table product (learner_id text not null, product_id text not null, title text not null, details text not null, price {int} not null, stock {int} not null check (stock >= 0), state text not null check (state in ('shown','hidden')), check_state text not null check (check_state in ('waiting','approved','again','refused')), check_reason text, checked_by text, checked_at {int}, position {int} not null, created_at {int} not null, changed_at {int} not null, primary key (learner_id, product_id)) {learner};
create table product_photo (learner_id text not null, photo_id text not null, product_id text not null, position {int} not null, width {int} not null, height {int} not null, check_state text not null check (check_state in ('waiting','approved','again','refused')), check_reason text, checked_by text, checked_at {int}, created_at {int} not null, primary key (learner_id, photo_id)) {learner};
create index product_photo_by_product on product_photo (learner_id, product_id);
create table shop_order (learner_id text not null, order_id text not null, number {int} not null, state text not null, buyer text not null, buyer_phone text not null, lines text not null, total {int} not null, delivery_fee {int} not null, secret_hash text not null, created_at {int} not null, changed_at {int} not null, promised_on text, delivered_by text, paid_at {int}, idempotency_key text not null, primary key (learner_id, order_id), unique (learner_id, idempotency_key)) {learner};
create index shop_order_by_state on shop_order (learner_id, state);
create table shop_order_history (learner_id text not null, order_id text not null, step {int} not null, at {int} not null, act text not null, state text not null, by_whom text not null, reason text not null, primary key (learner_id, order_id, step)) {learner};
create table shop_order_secret (secret_hash text not null, learner_id text not null, order_id text not null, primary key (secret_hash)) {lookup};
create table blob (learner_id text not null, blob_id text not null, type text not null, sha256 text not null, bytes {blob} not null, created_at {int} not null, primary key (learner_id, blob_id)) {learner};

create table edition (edition text not null, course text not null, lang text not null, version text not null, published_at {int} not null, current {int} not null, manifest text not null, primary key (edition)) {reference};
create table edition_part (edition text not null, path text not null, sha256 text not null, headers text not null, primary key (edition, path)) {reference};
create table part (sha256 text not null, type text not null, size {int} not null, raw {blob} not null, br {blob}, gz {blob}, primary key (sha256)) {reference};
create table course_version (course text not null, version text not null, body text not null, published_at {int} not null, primary key (course, version)) {reference};
`;
