import * as v from 'valibot';
import { cleanLine } from '#lib/accounts/index.server.ts';
import { isRole, type Role } from '#lib/accounts/index.ts';
import { isUuid } from '../platform/ids.ts';

const id = v.pipe(v.string(), v.check(isUuid));
const role = v.custom<Role>((given) => typeof given === 'string' && isRole(given));
const line = (most: number) => v.pipe(v.string(), v.transform(cleanLine), v.minLength(1), v.maxLength(most));
/** A class, or none chosen. */
const cohort = v.union([
	v.pipe(
		v.literal(''),
		v.transform(() => undefined)
	),
	id
]);

/** Each form of the people page; a fault is named by its field. */
export const peopleForms = {
	invite: v.object({ id, label: line(80), role, cohort, email: v.optional(v.string(), '') }),
	revoke: v.object({ id }),
	give: v.object({ staff: id, role, cohort }),
	take: v.object({ staff: id, role, reason: line(200) }),
	back: v.object({ id }),
	reset: v.object({ id, staff: id, factor: v.optional(v.literal('lift')) })
} as const;

/** What a role that was taken away left in the audit. */
const taken = v.object({ role, reason: v.string(), at: v.number() });

export function readTaken(detail: string): v.InferOutput<typeof taken> | undefined {
	const read = v.safeParse(taken, JSON.parse(detail));
	return read.success ? read.output : undefined;
}
