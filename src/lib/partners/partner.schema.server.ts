import * as v from 'valibot';
import { cleanLine, textOf } from '../accounts/index.server.ts';
import { latinDigits } from '../platform/digits.ts';
import { readOrigins } from './decide-origins.ts';
import { PARTNER_ID, SCOPES, type Partner } from './partner.ts';

/** Calls in a minute: what is proposed, and what may be chosen. */
export const PER_MINUTE = { proposed: 60, least: 1, most: 6000 };

const id = v.pipe(v.string(), v.trim(), v.regex(PARTNER_ID));
const name = v.pipe(v.string(), v.transform(cleanLine), v.minLength(1), v.maxLength(60));
const perMinute = v.pipe(
	v.string(),
	v.transform(latinDigits),
	v.regex(/^\d{1,4}$/),
	v.transform(Number),
	v.minValue(PER_MINUTE.least),
	v.maxValue(PER_MINUTE.most)
);

export type PartnerFaults = Partial<Record<'id' | 'name' | 'badge' | 'origins', true>>;

/** Reads the form of a partner. @param badges ids of the badges that there are; @param loopback see {@link readOrigins} */
export function readPartnerForm(
	form: FormData,
	{ badges, loopback }: { badges: readonly string[]; loopback: boolean }
): { ok: true; value: Omit<Partner, 'stoppedAt'> } | { ok: false; faults: PartnerFaults } {
	const read = {
		id: v.safeParse(id, textOf(form, 'id')),
		name: v.safeParse(name, textOf(form, 'name')),
		badge: v.safeParse(v.picklist(badges), textOf(form, 'badge'))
	};
	const origins = readOrigins(textOf(form, 'origins'), { loopback });
	if (read.id.success && read.name.success && read.badge.success && origins.ok)
		return {
			ok: true,
			value: {
				id: read.id.output,
				name: read.name.output,
				badge: read.badge.output,
				origins: origins.value,
				scopes: SCOPES.filter((scope) => form.getAll('scope').includes(scope))
			}
		};
	return {
		ok: false,
		faults: {
			...(!read.id.success && { id: true as const }),
			...(!read.name.success && { name: true as const }),
			...(!read.badge.success && { badge: true as const }),
			...(!origins.ok && { origins: true as const })
		}
	};
}

/** @returns undefined for what is no number of calls */
export const readPerMinute = (form: FormData): number | undefined => {
	const read = v.safeParse(perMinute, textOf(form, 'per_minute'));
	return read.success ? read.output : undefined;
};
