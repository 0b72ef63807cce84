export { answer, type Sources } from './answer.ts';
export { append } from './append.ts';
export { cacheRule, offlinePage, shellOf, speaksForHer, type CacheRule } from './cache-rules.ts';
export { bareNotice, keepNotice, readNotice, type Notice } from './notices.ts';
export { planDownload, type Plan } from './download-plan.ts';
export { dropCourse, keepCourse, roomOf, updateKept, type Outcome as KeepOutcome } from './downloads.ts';
export type { Progress as KeepProgress } from './fetch-parts.ts';
export { closeIfLeft, isShared, keepWatch, setInitial, setShared } from './auto-lock.ts';
export { keepDraft, keepHers, readDraft, readHers } from './drafts.ts';
export {
	answerForm,
	countForms,
	dropAnswered,
	isQuiet,
	dropForm,
	keepForm,
	readForms,
	sendFormAgain,
	type KeptForm
} from './forms.ts';
export { canKeep, isDear } from './ground.ts';
export { openIndexedDb } from './indexeddb-store.ts';
export { findKept, keptCourses, type Kept } from './kept.ts';
export { forgetLoss, readErased, readLoss, readUntold, type Loss } from './loss.ts';
export { markTile } from './marker.ts';
export { openTile, waitOf } from './open-tile.ts';
export { outbox, sendWaiting } from './outbox.ts';
export { openPhone, workState, WORK_CHANGED, type Phone, type WorkState } from './phone.ts';
export {
	active,
	adopt,
	closeWork,
	removeTile,
	tiles,
	unlock,
	whoIsOpen,
	type Joined,
	type Tile
} from './profiles.ts';
export { canBeTold, endPush } from './push-phone.ts';
export { readDrafts, readLog } from './read-log.ts';
export { readPhone, type OpenProfile, type PhoneView } from './read.ts';
export { server } from './send.ts';
export { sendHere, sendNow } from './send-here.ts';
export { closePages, closeSession, ensureSession, openSession } from './session.ts';
export type { LogPage, Outcome, SendAnswer, Server } from './server.ts';
export { standing, type Standing } from './standing.ts';
export type { EventRow, EventState, Hers, Lock, PhoneEvent, PhoneStore, Profile } from './store.ts';
export { serviceWorker, tell } from './tell.ts';
export { announceClosed, watchTile, whoPage } from './watch.ts';
export {
	askVoices,
	dropVoice,
	findVoice,
	keepVoice,
	keptVoices,
	voiceStanding,
	type Recording,
	type Voices,
	type VoiceStanding
} from './voices.ts';
export { importKey, keyOf, newKey, seal, sealBytes, toBase64, unseal } from './vault.ts';
export { findVisited, visit, visitedPaths, visitOpen, visitSafe, visitShells } from './visited.ts';
export { within } from './within.ts';
export { errands, type Errands } from './worker.ts';
