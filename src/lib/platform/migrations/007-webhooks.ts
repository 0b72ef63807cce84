/**
 * Where news of sellers goes: each row of the outbox has a target (our own connectors, or an endpoint of somebody's server)
 * and stands in the order of its learner. Endpoints and their secrets belong to the installation; one that
 * belongs to a partner knows sellers by the partner's ids. What an operator was told
 * of a seller by a marketplace that has no interface. Frozen in time once released; it only adds.
 */
export const ddl = `
alter table outbox add column target text not null default 'connectors';
alter table outbox add column seq {int} not null default 0;
alter table outbox add column last_at {int};
create index outbox_waiting on outbox (target, next_at) where done_at is null;
create table webhook_endpoint (endpoint_id text not null, name text not null, address text not null, state text not null check (state in ('active','paused','closed')), made_at {int} not null, made_by text not null, changed_at {int} not null, partner_id text, primary key (endpoint_id)) {reference};
create table webhook_secret (endpoint_id text not null, version {int} not null, sealed text not null, made_at {int} not null, until {int}, primary key (endpoint_id, version)) {reference};
create table seller_decision (learner_id text not null, marketplace text not null, decision text not null check (decision in ('accepted','refused')), reason text not null, at {int} not null, by_staff text not null, primary key (learner_id, marketplace)) {learner};
`;
