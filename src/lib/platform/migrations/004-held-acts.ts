/**
 * What a trainer did without a signal and may not do any more when it arrives: held until an administrator decides. Frozen
 * in time once released; it only adds.
 */
export const ddl = `
create table held_staff_act (organisation_id text not null, staff_id text not null, act_id text not null, cohort_id text not null, learner_id text not null, kind text not null, at {int} not null, received_at {int} not null, reason text not null check (reason in ('role_ended','class_archived','learner_left')), body text not null, body_hash text not null, accepted {int}, decided_by text, decided_at {int}, primary key (organisation_id, staff_id, act_id)) {organisation};
`;
