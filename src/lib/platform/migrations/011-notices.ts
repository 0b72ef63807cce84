/**
 * Whom a seller has told to say that something waits for her: phones by web push, and her shop's number by SMS. A phone's
 * address at its push service is one row, so one learner's, whoever else uses that phone. Frozen in time once released; it
 * only adds.
 */
export const ddl = `
create table push_phone (phone_hash text not null, learner_id text not null, sealed text not null, made_at {int} not null, primary key (phone_hash)) {lookup};
create index push_phone_by_learner on push_phone (learner_id);
create table seller_sms (learner_id text not null, at {int} not null, primary key (learner_id)) {learner};
`;
