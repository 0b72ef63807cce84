import type { ClassPlan } from './class-plan.ts';

/** What a woman is in a class. `asked`: a trainer lets her in. `queued`: on the waiting list of a full class. */
export const MEMBER_STATES = ['asked', 'queued', 'active', 'left', 'moved', 'refused'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** Whether one more may come in. @param active how many are in it now */
export const hasRoom = ({ places }: Pick<ClassPlan, 'places'>, active: number): boolean =>
	places === null || active < places;

/**
 * T2. What she becomes who comes with a class number. Who is in it, or waits already, stays what she is; who was refused
 * asks again whatever the class is, so that a number alone never goes past a person's no.
 */
export function decideEntry(
	now: MemberState | undefined,
	cls: { approval: boolean; room: boolean }
): MemberState {
	if (now === 'active' || now === 'asked') return now;
	if (now === 'queued') return cls.room && !cls.approval ? 'active' : 'queued';
	if (now === 'refused' || cls.approval) return 'asked';
	return cls.room ? 'active' : 'queued';
}
