/**
 * Who is at work on a seller's account in Vendure, until when, and which of her products a suspension hid there. Frozen in
 * time once released; it only adds.
 */
export const ddl = `
create table vendure_seller (learner_id text not null, held_until {int} not null, hidden text not null, primary key (learner_id)) {learner};
`;
