export { FORM_DEVICE } from './envelope.ts';
export {
	envelope,
	MAX_BYTES,
	MAX_EVENTS,
	type Envelope,
	type EventOutcome,
	type Outcome,
	type Receipt,
	type RejectReason,
	type SyncAnswer
} from './envelope.ts';
export { happenedAt, isLate } from './event-time.ts';
export { hold, nothingHeld, type Held } from './receipt.ts';
