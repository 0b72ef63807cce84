/**
 * What first tries say about each item of a bank: sums over all learners, folded from the log by a job, so that nobody's
 * answer can be read back. Keyed by nobody: a row is everybody's. Frozen in time once released; it only adds.
 */
export const ddl = `
create table item_figure (course text not null, version text not null, item text not null, tries {int} not null, right_tries {int} not null, rest_sum {int} not null, rest_squares {int} not null, right_rest_sum {int} not null, choices text not null, primary key (course, version, item)) {reference};
`;
