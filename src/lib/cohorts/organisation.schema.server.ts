import { ZONE } from '../platform/country/made/country.ts';
import * as v from 'valibot';
import { cleanLine, textOf } from '#lib/accounts/index.server.ts';
import { latinDigits } from '../platform/digits.ts';
import {
	MOST_SIGNATORIES,
	REPORT_THRESHOLD,
	reportThreshold,
	type OrganisationDetails
} from './organisation-details.ts';

const MOST = 80;

/** Zones that are offered; any other of IANA's that an organisation has is kept. */
export const ZONES: readonly string[] = [
	...new Set([
		ZONE,
		'Asia/Kabul',
		'Asia/Dhaka',
		'Asia/Dubai',
		'Asia/Kathmandu',
		'Asia/Kolkata',
		'Asia/Riyadh',
		'Africa/Nairobi',
		'Europe/London',
		'UTC'
	])
];

const isZone = (zone: string): boolean => {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
};

const line = v.pipe(v.string(), v.transform(cleanLine), v.maxLength(MOST));
const name = v.pipe(line, v.minLength(1));
const zone = v.pipe(
	v.string(),
	v.maxLength(60),
	v.regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/),
	v.check(isZone)
);

export type SettingsFaults = Partial<
	Record<string, { tag: 'name' | 'zone' | 'title' | 'long' | 'threshold' }>
>;

export type OrganisationForm = { name: string; zone: string } & Omit<OrganisationDetails, 'logos'>;

/** Left empty, it is the usual one. */
const threshold = v.pipe(
	v.string(),
	v.transform((text) => Number(latinDigits(text.trim()) || REPORT_THRESHOLD.usual)),
	reportThreshold
);

/** The fields of one who signs, by her place in the form. */
export const signatoryFields = (i: number) =>
	({ name: `signs_${i}`, ur: `title_ur_${i}`, en: `title_en_${i}` }) as const;

/** Reads the settings. A title in one language stands for the other until it is written; an empty place is nobody. */
export function readOrganisationForm(
	form: FormData
): { ok: true; value: OrganisationForm } | { ok: false; faults: SettingsFaults } {
	const faults: SettingsFaults = {};
	const named = v.safeParse(name, textOf(form, 'name'));
	if (!named.success) faults.name = { tag: 'name' };
	const zoned = v.safeParse(zone, textOf(form, 'zone'));
	if (!zoned.success) faults.zone = { tag: 'zone' };
	const shown = v.safeParse(threshold, textOf(form, 'threshold'));
	if (!shown.success) faults.threshold = { tag: 'threshold' };
	const signatories: OrganisationDetails['signatories'] = [];
	for (let i = 1; i <= MOST_SIGNATORIES; i++) {
		const fields = signatoryFields(i);
		const [who, ur, en] = [fields.name, fields.ur, fields.en].map((field) => {
			const read = v.safeParse(line, textOf(form, field));
			if (!read.success) faults[field] = { tag: 'long' };
			return read.success ? read.output : '';
		}) as [string, string, string];
		if (!who && !ur && !en) continue;
		if (!who) faults[fields.name] ??= { tag: 'name' };
		if (!ur && !en) faults[fields.ur] ??= { tag: 'title' };
		signatories.push({ name: who, title: { ur: ur || en, en: en || ur } });
	}
	if (!named.success || !zoned.success || !shown.success || Object.keys(faults).length)
		return { ok: false, faults };
	return {
		ok: true,
		value: { name: named.output, zone: zoned.output, signatories, reportThreshold: shown.output }
	};
}
