/**
 * Partners: sites that accept a badge of ours ("Continue with badge"), the keys their servers call with, what a learner
 * allowed each of them, and the claims that carry it over once. Partners, keys and requests name no learner. Frozen in time
 * once released; it only adds.
 */
export const ddl = `
create table partner (partner_id text not null, name text not null, badge text not null, origins text not null, scopes text not null, created_at {int} not null, stopped_at {int}, primary key (partner_id)) {reference};
create table partner_key (key_hash text not null, key_id text not null, partner_id text not null, per_minute {int} not null, created_at {int} not null, ends_at {int}, last_used_at {int}, primary key (key_hash)) {reference};
create index partner_key_by_partner on partner_key (partner_id);
create table partner_request (request_hash text not null, partner_id text not null, created_at {int} not null, expires_at {int} not null, answer text check (answer in ('allowed','declined')), primary key (request_hash)) {reference};
create table partner_consent (learner_id text not null, consent_id text not null, partner_id text not null, award_id text not null, contact {int} not null, text_version text not null, at {int} not null, redeemed_at {int}, withdrawn_at {int}, primary key (learner_id, consent_id)) {learner};
create table partner_claim (claim_hash text not null, learner_id text not null, consent_id text not null, partner_id text not null, challenge text, expires_at {int} not null, redeemed_at {int}, primary key (claim_hash)) {lookup};
create index partner_claim_by_learner on partner_claim (learner_id);
create table partner_seller (seller_ref text not null, learner_id text not null, partner_id text not null, primary key (seller_ref)) {lookup};
create index partner_seller_by_learner on partner_seller (learner_id);
`;
