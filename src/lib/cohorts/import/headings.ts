import { fold } from './fold.ts';
import { MOST_COLUMNS, type Sheet } from './sheet.ts';

/** What a column of a file can be; `skip` is known and not taken (a number in a list, an identity card). */
export const IMPORT_FIELDS = [
	'name',
	'phone',
	'whose',
	'gender',
	'age',
	'born',
	'district',
	'language',
	'joined',
	'state',
	'note',
	'id'
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
export type ColumnUse = ImportField | 'skip';

/** Spellings in Urdu, English and Urdu in Latin letters, compared folded (fold.ts). */
const SPELLINGS: Record<ColumnUse, string> = {
	name: `name | full name | learner | learner name | student | student name | name of learner | name of student | participant |
		participant name | trainee | trainee name | beneficiary name | woman name | her name | naam | pura naam | khatoon ka naam |
		نام | پورا نام | مکمل نام | خاتون کا نام | طالبہ کا نام | طالبہ | سیکھنے والی | سیکھنے والی کا نام | شریک کا نام | خاتون`,
	phone: `phone | phone number | phone no | phone # | mobile | mobile number | mobile no | mobile # | cell | cell no | cell number |
		cell phone | contact | contact number | contact no | telephone | tel | whatsapp | whatsapp number | whatsapp no | number |
		mobile phone | phon | fon number | fone | raabta number | rabta number | mobail number |
		فون | فون نمبر | موبائل | موبائل نمبر | رابطہ نمبر | رابطہ | رابطے کا نمبر | واٹس ایپ | واٹس ایپ نمبر | ٹیلیفون | نمبر`,
	whose: `whose phone | whose phone is it | phone belongs to | phone owner | owner of phone | own phone | own or shared |
		shared phone | kis ka phone | phone kis ka | کس کا فون | فون کس کا | فون کس کا ہے | فون کس کا ہے؟ | کس کا نمبر | اپنا فون`,
	gender: `gender | sex | jins | جنس | صنف`,
	age: `age | age band | age group | age range | age in years | years | umar | umr | عمر | عمر کا گروپ | عمر سال | عمر (سال)`,
	born: `year of birth | birth year | date of birth | dob | d.o.b | birth date | born | tareekh e paidaish | tarikh paidaish |
		saal e paidaish | تاریخ پیدائش | پیدائش کی تاریخ | سال پیدائش | پیدائش کا سال | پیدائش`,
	district: `district | zila | city | town | district name | shehar | ضلع | ضلع کا نام | شہر`,
	language: `language | lang | preferred language | zaban | zuban | زبان`,
	joined: `joined | joined on | join date | joining date | date joined | date of joining | enrolled on | enrolment date |
		enrollment date | registration date | registered on | date of registration | start date | date | shamil hui | dakhla |
		شامل ہونے کی تاریخ | شمولیت کی تاریخ | داخلے کی تاریخ | داخلہ | تاریخ داخلہ | تاریخ شمولیت | اندراج کی تاریخ | تاریخ`,
	state: `state | status | state in class | class status | halat | حالت | کلاس میں حالت | کیفیت`,
	note: `note | notes | remarks | remark | comment | comments | noat | نوٹ | تبصرہ | ریمارکس`,
	id: `learner id | id of learner | qadam id | record id | qadam record | شناخت | قدم شناخت | ریکارڈ`,
	skip: `row | reason | no | s no | s.no | sr | sr no | sr. no | serial | serial no | serial number | # | cnic | cnic no | cnic number | nic |
		id card | id card number | father name | father's name | fathers name | husband name | husband's name | father/husband name |
		name of father | name of husband | signature | sign | address | email | walid ka naam | shohar ka naam | shanakhti card |
		قطار | وجہ | نمبر شمار | شمار | سیریل | شناختی کارڈ | شناختی کارڈ نمبر | والد کا نام | شوہر کا نام | والد یا شوہر کا نام | ولدیت | دستخط | پتہ | پتا | ای میل`
};

const KNOWN = new Map<string, ColumnUse>(
	Object.entries(SPELLINGS).flatMap(([use, list]) =>
		list
			.split('|')
			.map((spelling): [string, ColumnUse] => [fold(spelling) || spelling.trim(), use as ColumnUse])
	)
);

/** What a heading says the column is. Nothing when we do not know the word. */
export const readHeading = (heading: string): ColumnUse | undefined =>
	KNOWN.get(fold(heading) || heading.trim()) ?? KNOWN.get(fold(heading.replace(/\([^)]*\)|\[[^\]]*\]/g, '')));

/** What each column is; '' is not decided. */
export interface Mapping {
	columns: (ColumnUse | '')[];
	/** The file has no headings: its first row is a learner. */
	headless: boolean;
}

/** Where titles may stand above the headings. */
const TITLES = 10;

/** The row of the headings: the first that names a name, else the first that says anything. */
export function headingRow({ rows }: Sheet): number {
	const named = rows.slice(0, TITLES).findIndex(({ cells }) => cells.some((c) => readHeading(c) === 'name'));
	return Math.max(0, named);
}

export const widthOf = ({ rows }: Sheet): number =>
	Math.min(
		MOST_COLUMNS,
		rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
	);

export const headingsOf = (sheet: Sheet): string[] => {
	const cells = sheet.rows[headingRow(sheet)]?.cells ?? [];
	return Array.from({ length: widthOf(sheet) }, (_, i) => cells[i] ?? '');
};

/** What the headings say by themselves; of two columns with one meaning the first has it. */
export function guessMapping(headings: readonly string[]): Mapping {
	const taken = new Set<ColumnUse>();
	const columns = headings.map((heading): ColumnUse | '' => {
		const use = heading === '' ? 'skip' : readHeading(heading);
		if (!use || (use !== 'skip' && taken.has(use))) return '';
		taken.add(use);
		return use;
	});
	return { columns, headless: false };
}

/** Nothing is left to ask: every column is decided and one of them is the name. */
export const isSettled = ({ columns }: Mapping): boolean => !columns.includes('') && columns.includes('name');

/** The same headings in the same order are the same kind of file: its mapping is remembered by this text. */
export const headingsText = (headings: readonly string[]): string => headings.map(fold).join('|');
