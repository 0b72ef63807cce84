/**
 * What a phone with several tiles needs (K3, K8): a token that reads one learner's log, what a session was opened with,
 * and the way to a script of a former edition. Frozen in time, as 001; it only adds.
 */
export const ddl = `
create table reader_token (token_hash text not null, learner_id text not null, created_at {int} not null, revoked_at {int}, primary key (token_hash)) {lookup};
create index reader_token_by_learner on reader_token (learner_id);
alter table session add column proof text not null default 'secret';
create index edition_part_by_path on edition_part (path);
`;
