import { BUSINESS } from '../progress/index.ts';
import { isDistrict } from './districts.ts';

/** Washington Group Short Set (M3): four answers to each of six questions; counted from `a_lot` on. */
const difficulty = ['none', 'some', 'a_lot', 'cannot'] as const;

/** All optional, all by a tap; bands, never numbers (M4). The words stand in messages accounts_about_*. */
export const ABOUT_ME = {
	gender: ['woman', 'man', 'other'],
	age: ['under_18', '18_24', '25_34', '35_49', '50_plus'],
	phone: ['own', 'shared'],
	...BUSINESS,
	/** M3. Her own yes or no to these six being counted in reports; not told is no. */
	difficulty_counted: ['yes', 'no'],
	seeing: difficulty,
	hearing: difficulty,
	walking: difficulty,
	remembering: difficulty,
	self_care: difficulty,
	communicating: difficulty
} as const;

export type AboutField = keyof typeof ABOUT_ME;
export const ABOUT_FIELDS = Object.keys(ABOUT_ME) as AboutField[];
export const DIFFICULTIES = ABOUT_FIELDS.slice(-6);

export type AboutMe = { [F in AboutField]?: (typeof ABOUT_ME)[F][number] } & { district?: string };

/** Keeps what is one of the offered answers; everything else counts as not told. */
export function readAboutMe(given: (field: string) => unknown): AboutMe {
	const told: Record<string, string> = {};
	for (const field of ABOUT_FIELDS) {
		const answer = given(field);
		if ((ABOUT_ME[field] as readonly unknown[]).includes(answer)) told[field] = answer as string;
	}
	const district = given('district');
	if (typeof district === 'string' && isDistrict(district)) told.district = district;
	return told as AboutMe;
}
