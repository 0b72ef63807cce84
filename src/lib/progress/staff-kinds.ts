import type { EventKind } from './event.ts';

/** Kinds that only staff make; a phone's own batch with one of them is rejected. All others are the learner's alone. */
export const STAFF_KINDS = [
	'practical.marked',
	'try.granted',
	'late.decided',
	'attendance.marked'
] as const satisfies readonly EventKind[];

/** Whether this actor may make an event of this kind: a learner herself ('self'), or staff. */
export const mayAct = (actor: string, kind: string): boolean =>
	(actor === 'self') !== (STAFF_KINDS as readonly string[]).includes(kind);
