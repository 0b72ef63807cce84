/**
 * What a shop needs beside its orders: who waits for an answer, since when, and what was said. Frozen in time once
 * released; it only adds.
 */
export const ddl = `
alter table shop_order add column waits_since {int};
create index shop_order_waiting on shop_order (waits_since);
update shop_order set waits_since = created_at where state = 'new';
alter table shop add column pause_reason text;
alter table shop add column answers_from {int} not null default 0;
alter table shop add column reply_from {int};
alter table shop add column reply_to {int};
alter table shop add column raast_title text not null default '';
alter table seller add column lowered_at {int};
create table shop_unanswered (learner_id text not null, order_id text not null, since {int} not null, at {int} not null, primary key (learner_id, order_id)) {learner};
create table shop_order_word (learner_id text not null, order_id text not null, n {int} not null, at {int} not null, by_whom text not null check (by_whom in ('seller','buyer')), kind text not null check (kind in ('ask','complaint','answer')), reason text not null, words text not null, primary key (learner_id, order_id, n)) {learner};
create table shop_review (learner_id text not null, order_id text not null, verdict text not null check (verdict in ('as-shown','nearly','not-as-shown')), ticks text not null, at {int} not null, primary key (learner_id, order_id)) {learner};
create table shop_block (learner_id text not null, phone_hash text not null, order_id text not null, number {int} not null, at {int} not null, primary key (learner_id, phone_hash)) {learner};
create table shop_report (learner_id text not null, report_id text not null, reason text not null, words text not null, at {int} not null, decided_at {int}, decided_by text, decision text check (decision in ('nothing','stopped')), primary key (learner_id, report_id)) {learner};
create table shop_enquiry (learner_id text not null, enquiry_id text not null, name text not null, country text not null, contact text not null, words text not null, at {int} not null, primary key (learner_id, enquiry_id)) {learner};
create index shop_report_open on shop_report (decided_at, at);
`;
