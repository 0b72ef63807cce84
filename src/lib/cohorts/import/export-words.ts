/** The words of an exported sheet, in the language of the page; import knows each of them (headings.ts, read-row.server.ts). */
import { LANGUAGE_NAME } from '#lib/platform/country/made/country.ts';
import { OWN, type Lang, wordsIn } from '#lib/platform/country/lang.ts';
import { ABOUT_ME } from '#lib/accounts/index.ts';
import type { ImportField } from './headings.ts';

type Words = Record<'ur' | 'en', string>;

/** In the order of the sheet. */
export const EXPORT_COLUMNS: readonly { field: ImportField; width: number; heading: Words }[] = [
	{ field: 'name', width: 26, heading: { ur: 'نام', en: 'Name' } },
	{ field: 'phone', width: 16, heading: { ur: 'فون نمبر', en: 'Phone' } },
	{ field: 'whose', width: 14, heading: { ur: 'کس کا فون', en: 'Whose phone' } },
	{ field: 'gender', width: 10, heading: { ur: 'جنس', en: 'Gender' } },
	{ field: 'age', width: 12, heading: { ur: 'عمر', en: 'Age' } },
	{ field: 'district', width: 20, heading: { ur: 'ضلع', en: 'District' } },
	{ field: 'language', width: 10, heading: { ur: 'زبان', en: 'Language' } },
	{ field: 'joined', width: 14, heading: { ur: 'شامل ہونے کی تاریخ', en: 'Joined on' } },
	{ field: 'state', width: 16, heading: { ur: 'حالت', en: 'State' } },
	{ field: 'note', width: 30, heading: { ur: 'نوٹ', en: 'Note' } },
	{ field: 'id', width: 38, heading: { ur: 'شناخت', en: 'Learner id' } }
];

const WORDS: Partial<Record<ImportField, Record<string, Words>>> = {
	whose: { own: { ur: 'اپنا', en: 'Own' }, shared: { ur: 'گھر کا', en: 'Shared' } },
	gender: {
		woman: { ur: 'عورت', en: 'Woman' },
		man: { ur: 'مرد', en: 'Man' },
		other: { ur: 'کچھ اور', en: 'Other' }
	},
	age: {
		under_18: { ur: '18 سے کم', en: 'under 18' },
		...Object.fromEntries(
			ABOUT_ME.age
				.filter((band) => /^\d+_\d+$/.test(band))
				.map((band) => [band, { ur: band.replace('_', ' سے '), en: band.replace('_', ' to ') }])
		),
		'50_plus': { ur: '50 یا زیادہ', en: '50 or more' }
	},
	language: {
		[OWN]: { ur: LANGUAGE_NAME, en: OWN === 'ur' ? 'Urdu' : LANGUAGE_NAME },
		en: { ur: 'انگریزی', en: 'English' }
	},
	state: {
		active: { ur: 'کلاس میں', en: 'In class' },
		left: { ur: 'چھوڑ دی', en: 'Left' },
		moved: { ur: 'دوسری کلاس میں', en: 'Moved' },
		queued: { ur: 'انتظار میں', en: 'Waiting list' },
		asked: { ur: 'درخواست', en: 'Asked' },
		refused: { ur: 'شامل نہیں کیا', en: 'Refused' }
	}
};

export const exportWord = (field: ImportField, value: string, lang: Lang): string =>
	wordsFor(WORDS[field]?.[value], lang) ?? value;

/** Where the country's own language is not Urdu, a sheet is in English. */
const wordsFor = (words: Words | undefined, lang: Lang) => words && wordsIn(words, lang);
