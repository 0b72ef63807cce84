/** T3. One row of a file as a learner, or every reason why it is none. */
import { OWN, type Lang } from '#lib/platform/country/lang.ts';
import { cleanLine, readContactPhone } from '#lib/accounts/index.server.ts';
import { LANGUAGE_NAME, PHONE } from '../../platform/country/made/country.ts';
import { isMobile } from '../../platform/country/phone.ts';
import { ABOUT_ME, DISTRICTS, latinDigits, type AboutMe } from '#lib/accounts/index.ts';
import { isUuid } from '../../platform/ids.ts';
import type { CohortMemberRow } from '../../platform/schema.ts';
import { fold } from './fold.ts';
import type { ImportField } from './headings.ts';
import { readDay } from './read-day.ts';

export type RowFault =
	| 'name_missing'
	| 'name_long'
	| 'phone'
	| 'phone_two'
	| 'phone_shortened'
	| 'gender'
	| 'age'
	| 'born'
	| 'language'
	| 'joined'
	| 'joined_future'
	| 'state'
	| 'note_long';

export interface ImportRow {
	/** As the spreadsheet counts. */
	number: number;
	name: string;
	/** E.164. */
	phone?: string;
	/** `own`, `shared`, or the words of the file. */
	whose?: string;
	gender?: AboutMe['gender'];
	age?: AboutMe['age'];
	/** An id of accounts/districts.ts, or the words of the file. */
	district?: string;
	districtKnown?: boolean;
	language?: Lang;
	/** YYYY-MM-DD */
	joined?: string;
	state?: CohortMemberRow['state'];
	note?: string;
	/** From an export of ours. */
	id?: string;
	/** None: she can be imported. */
	faults: { fault: RowFault; typed: string }[];
}

const NAME_MOST = 80;
const WORDS_MOST = 60;
const NOTE_MOST = 300;

const words = <T extends string>(lists: Record<T, string>): Map<string, T> =>
	new Map(
		Object.entries<string>(lists).flatMap(([value, list]) =>
			list.split('|').map((word): [string, T] => [fold(word), value as T])
		)
	);

const GENDER = words<NonNullable<AboutMe['gender']>>({
	woman: 'woman | female | f | w | lady | girl | aurat | khatoon | عورت | خاتون | لڑکی | زنانہ | مؤنث',
	man: 'man | male | m | boy | mard | مرد | لڑکا | مردانہ | مذکر',
	other: 'other | x | something else | transgender | trans | khwaja sira | کچھ اور | دیگر | خواجہ سرا'
});
const WHOSE = words<'own' | 'shared'>({
	own: 'own | my own | self | yes | y | her own | personal | apna | khud | اپنا | اپنا فون | میرا اپنا | خود | ہاں | ذاتی',
	shared:
		'shared | no | n | family | shared at home | home | ghar | mushtarka | گھر کا | مشترکہ | سب کا | گھر میں سب کا | گھر | نہیں'
});
const LANGUAGE_WORDS = words<Lang>({
	[OWN]: OWN === 'ur' ? 'ur | urdu | اردو | اُردو' : `${OWN} | ${LANGUAGE_NAME}`,
	en: 'en | eng | english | angrezi | انگریزی | انگلش'
});
const STATE = words<CohortMemberRow['state']>({
	active: 'active | in class | enrolled | current | yes | کلاس میں | شامل | فعال',
	left: 'left | dropped | dropped out | drop out | inactive | چھوڑ دی | کلاس چھوڑ دی | چھوڑ گئی',
	moved: 'moved | moved to another class | transferred | دوسری کلاس میں | دوسری کلاس',
	queued: 'queued | waiting list | waiting | انتظار میں | انتظار کی فہرست',
	asked: 'asked | asked to join | pending | شامل ہونا چاہتی ہیں | درخواست',
	refused: 'refused | not let in | rejected | شامل نہیں کیا | انکار'
});
const DISTRICT = new Map(
	DISTRICTS.flatMap(({ id, name }) => [...Object.values(name), id].map((n) => [fold(n), id]))
);

const BANDS: [least: number, band: NonNullable<AboutMe['age']>][] = [
	[50, '50_plus'],
	[35, '35_49'],
	[25, '25_34'],
	[18, '18_24'],
	[0, 'under_18']
];
const bandOf = (years: number) =>
	years >= 5 && years <= 110 ? BANDS.find(([least]) => years >= least)![1] : undefined;

/** Years, or one of our bands however it is written: `25-34`, `18 سے 24`, `50+`, `under 18`. */
function readAge(typed: string): AboutMe['age'] | undefined {
	const text = latinDigits(typed.normalize('NFKC')).toLowerCase();
	if ((ABOUT_ME.age as readonly string[]).includes(text)) return text as AboutMe['age'];
	const numbers = (text.match(/\d+/g) ?? []).map(Number);
	const [first, second] = numbers;
	if (first === undefined || numbers.length > 2) return undefined;
	if (second === undefined) {
		if (/under|below|less|<|کم/.test(text)) return first === 18 ? 'under_18' : undefined;
		return bandOf(first);
	}
	const band = bandOf(first);
	return band !== undefined && band === bandOf(second) ? band : undefined;
}

function readBorn(typed: string, today: string): AboutMe['age'] | undefined {
	const text = latinDigits(typed.normalize('NFKC')).trim();
	const year = /^(19|20)\d\d$/.test(text) ? Number(text) : undefined;
	const day = year ? undefined : readDay(text);
	if (year) return bandOf(Number(today.slice(0, 4)) - year);
	if (!day) return undefined;
	const years = Number(today.slice(0, 4)) - Number(day.slice(0, 4));
	return bandOf(years - (today.slice(5) < day.slice(5) ? 1 : 0));
}

/** With its country and without the plus: 923001234567, also a digit short, which is then said. */
const ABROAD = new RegExp(`^(?:00)?${PHONE.country}\\d{${PHONE.mobile.digits - 1},${PHONE.mobile.digits}}$`);

/** K2. What spreadsheets do to numbers is mended: the zero that Excel takes, 92 without its plus. */
export function readPhone(typed: string): { phone: string } | { fault: RowFault } {
	const text = latinDigits(cleanLine(typed.normalize('NFKC'))).replace(/\.0+$/, '');
	// 9.23E+11 is what is left of a number: its last digits are gone, and nobody can guess them.
	if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text)) return { fault: 'phone_shortened' };
	if (
		text.split(/[/,;،؛|&]|\b(?:or|and)\b|یا|اور/).filter((part) => part.replace(/\D/g, '').length >= 9)
			.length > 1
	)
		return { fault: 'phone_two' };
	const digits = text.replace(/[\s().-]/g, '');
	const mended = isMobile(digits)
		? PHONE.trunk + digits
		: ABROAD.test(digits)
			? `+${digits.replace(/^00/, '')}`
			: text;
	const read = readContactPhone(mended);
	return read.ok ? { phone: read.value } : { fault: 'phone' };
}

/** @param today of the organisation, YYYY-MM-DD */
export function readRow(number: number, cell: (field: ImportField) => string, today: string): ImportRow {
	const row: ImportRow = { number, name: cleanLine(cell('name')), faults: [] };
	const fault = (named: RowFault, typed: string) =>
		row.faults.push({ fault: named, typed: typed.slice(0, WORDS_MOST) });
	if (!row.name) fault('name_missing', '');
	else if (row.name.length > NAME_MOST) fault('name_long', row.name);

	/** Reads what is written there; what cannot be read is a fault of the row. */
	const take = <T>(field: ImportField & RowFault, read: (typed: string) => T | undefined): T | undefined => {
		const typed = cleanLine(cell(field));
		const found = typed ? read(typed) : undefined;
		if (typed && found === undefined) fault(field, typed);
		return found;
	};
	const phone = cleanLine(cell('phone'));
	if (phone && !/^[-–—.?]+$/.test(phone)) {
		const read = readPhone(phone);
		if ('phone' in read) row.phone = read.phone;
		else fault(read.fault, phone);
	}
	const whose = cleanLine(cell('whose')).slice(0, WORDS_MOST);
	const district = cleanLine(cell('district')).slice(0, WORDS_MOST);
	const known = district ? DISTRICT.get(fold(district.replace(/^ضلع\s|\bdistrict\b/giu, ''))) : undefined;
	const joined = take('joined', readDay);
	if (joined && joined > today) fault('joined_future', joined);
	const note = cleanLine(cell('note'));
	if (note.length > NOTE_MOST) fault('note_long', note);
	const id = cleanLine(cell('id')).toLowerCase();
	const told = {
		whose: whose && (WHOSE.get(fold(whose)) ?? whose),
		gender: take('gender', (typed) => GENDER.get(fold(typed))),
		age: take('age', readAge) ?? take('born', (typed) => readBorn(typed, today)),
		district: district && (known ?? district),
		districtKnown: district ? known !== undefined : undefined,
		language: take('language', (typed) => LANGUAGE_WORDS.get(fold(typed))),
		joined,
		state: take('state', (typed) => STATE.get(fold(typed))),
		note,
		id: isUuid(id) ? id : undefined
	};
	return Object.assign(
		row,
		Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== ''))
	);
}
