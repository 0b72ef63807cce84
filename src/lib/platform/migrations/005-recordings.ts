/**
 * Cards of lessons read aloud by a person, and their bytes beside them: the same for every learner of this installation,
 * whichever organisation recorded them. Frozen in time once released; it only adds.
 */
export const ddl = `
create table recording (recording_id text not null, course text not null, lesson text not null, card text not null, lang text not null check (lang in ('ur','en')), text_hash text not null, voice text not null check (voice in ('ur','en','skr','pa','sd','ps')), type text not null check (type in ('audio/webm','audio/ogg')), size {int} not null, ms {int} not null, recorded_by text not null, organisation_id text not null, at {int} not null, published_at {int}, published_by text, retired_at {int}, retired_by text, primary key (recording_id)) {reference};
create index recording_by_course on recording (course, lang, voice);
create table recording_bytes (recording_id text not null, bytes {blob} not null, primary key (recording_id)) {reference};
`;
