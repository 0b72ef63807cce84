/** Who waits for a second look at a badge is found without reading every badge's history. Frozen in time once released; it only adds. */
export const ddl = `
create index award_history_appealed on award_history (at) where act = 'appealed';
`;
