export { keepDraft, readDraft } from './drafts.ts';
export { openPhone, workState, WORK_CHANGED, type Phone, type WorkState } from './phone.ts';
export { active, adopt, closeWork, type Joined } from './profiles.ts';
export { readLog } from './read-log.ts';
export { refresh } from './refresh.ts';
export { readPhone, type PhoneView } from './read.ts';
export type { Outcome } from './outbox.ts';
export type { EventState, PhoneEvent, PhoneStore, Profile } from './store.ts';
