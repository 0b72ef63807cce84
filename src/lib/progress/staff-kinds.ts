import type { EventBodies, EventKind } from './event.ts';

/** Kinds that only staff make; a phone's own batch with one of them is rejected. All others are the learner's alone. */
export const STAFF_KINDS = [
	'practical.marked',
	'try.granted',
	'late.decided',
	'attendance.marked',
	'followup.noted'
] as const satisfies readonly EventKind[];
export type StaffKind = (typeof STAFF_KINDS)[number];

/** What somebody of staff does to a learner's progress, before it is an event of her log. */
export type StaffAct = {
	[K in StaffKind]: {
		kind: K;
		body: EventBodies[K];
		/** What makes this act one act: sent twice with the same, it is one event. */
		act: readonly (string | number)[];
		/** When it was done by the clock it was done by, UTC milliseconds; now, when left out. Never counted after receipt (S7). */
		at?: number;
	};
}[StaffKind];

/** Whether this actor may make an event of this kind: a learner herself ('self'), or staff. */
export const mayAct = (actor: string, kind: string): boolean =>
	(actor === 'self') !== (STAFF_KINDS as readonly string[]).includes(kind);
