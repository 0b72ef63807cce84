/**
 * What opening a shop question by question needs: the answers so far, and a shop's second name. Frozen in time once
 * released; it only adds.
 */
export const ddl = `
alter table shop add column name_en text not null default '';
create table shop_answer (learner_id text not null, step text not null, body text not null, at {int} not null, primary key (learner_id, step)) {learner};
`;
