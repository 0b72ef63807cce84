/**
 * How a learner's business does, three and six months after she was enrolled: made from her log by the projector of
 * lib/follow-up. Frozen in time once released; it only adds.
 */
export const ddl = `
create table follow_up (learner_id text not null, month {int} not null, answers text not null, at {int} not null, by_person text not null, event_id text not null, primary key (learner_id, month)) {learner};
create mark on follow_up;
`;
