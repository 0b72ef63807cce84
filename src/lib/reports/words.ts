/** Names of indicators, groups and bands, in both languages: for every door the same. */
import { LANGUAGE_NAME, OWN } from '#lib/platform/country/made/country.ts';
import { districtName } from '../accounts/index.ts';
import { m } from '../platform/i18n/paraglide/messages.js';
import type { Locale } from '../platform/i18n/paraglide/runtime.js';
import { monthText } from '../platform/month.ts';
import { FOLLOW_UPS, indicatorOf, UNTOLD, type Gender, type Indicator } from './indicators.ts';
import { splitKey, type TableName } from './tally.ts';

type Word = (inputs: { part: string; n: string }, options: { locale: Locale }) => string;

/** Name and definition. A month of the follow-up is told apart from the baseline, which is joining itself. */
const INDICATOR_WORDS: Record<string, readonly [name: Word, definition: Word]> = {
	reached: [m.reports_i_reached, m.reports_d_reached],
	enrolled: [m.reports_i_enrolled, m.reports_d_enrolled],
	activated: [m.reports_i_activated, m.reports_d_activated],
	active: [m.reports_i_active, m.reports_d_active],
	active_week: [m.reports_i_active_week, m.reports_d_active_week],
	attended: [m.reports_i_attended, m.reports_d_attended],
	started: [m.reports_i_started, m.reports_d_started],
	completed: [m.reports_i_completed, m.reports_d_completed],
	completed_any: [m.reports_i_completed_any, m.reports_d_completed_any],
	days_to_complete: [m.reports_i_days_to_complete, m.reports_d_days_to_complete],
	gain: [m.reports_i_gain, m.reports_d_gain],
	practical: [m.reports_i_practical, m.reports_d_practical],
	badge: [m.reports_i_badge, m.reports_d_badge],
	badge_any: [m.reports_i_badge_any, m.reports_d_badge_any],
	badge_revoked: [m.reports_i_badge_revoked, m.reports_d_badge_revoked],
	seller: [m.reports_i_seller, m.reports_d_seller],
	shop_open: [m.reports_i_shop_open, m.reports_d_shop_open],
	first_product: [m.reports_i_first_product, m.reports_d_first_product],
	first_order: [m.reports_i_first_order, m.reports_d_first_order],
	first_sale: [m.reports_i_first_sale, m.reports_d_first_sale],
	first_sale_confirmed: [m.reports_i_first_sale_confirmed, m.reports_d_first_sale_confirmed],
	sales: [m.reports_i_sales, m.reports_d_sales],
	left: [m.reports_i_left, m.reports_d_left],
	stopped: [m.reports_i_stopped, m.reports_d_stopped],
	meetings: [m.reports_i_meetings, m.reports_d_meetings],
	marked: [m.reports_i_marked, m.reports_d_marked],
	answered: [m.reports_i_answered, m.reports_d_answered],
	troubled: [m.reports_i_troubled, m.reports_d_troubled],
	uncounted: [m.reports_i_uncounted, m.reports_d_uncounted],
	asked_0: [m.reports_i_asked_0, m.reports_d_asked_0],
	sells_0: [m.reports_i_sells_0, m.reports_d_sells_0],
	orders_0: [m.reports_i_orders_0, m.reports_d_orders_0],
	account_0: [m.reports_i_account_0, m.reports_d_account_0],
	decides_0: [m.reports_i_decides_0, m.reports_d_decides_0],
	...Object.fromEntries(
		FOLLOW_UPS.filter((month) => month > 0).flatMap((month) => [
			[`asked_${month}`, [m.reports_i_asked, m.reports_d_asked]],
			[`sells_${month}`, [m.reports_i_sells, m.reports_d_sells]],
			[`orders_${month}`, [m.reports_i_orders, m.reports_d_orders]],
			[`account_${month}`, [m.reports_i_account, m.reports_d_account]],
			[`decides_${month}`, [m.reports_i_decides, m.reports_d_decides]]
		])
	)
};

type Plain = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const GENDER_WORDS: Record<Gender | 'everybody', Plain> = {
	everybody: m.reports_everybody,
	woman: m.reports_gender_woman,
	man: m.reports_gender_man,
	other: m.reports_gender_other,
	untold: m.reports_gender_untold
};

const TABLE_WORDS: Record<TableName | 'gender', Plain> = {
	programme: m.reports_dim_programme,
	cohort: m.reports_dim_cohort,
	district: m.reports_dim_district,
	age: m.reports_dim_age,
	disability: m.reports_dim_disability,
	business: m.reports_dim_business,
	language: m.reports_dim_language,
	band: m.reports_dim_band,
	gender: m.reports_dim_gender
};

const AGE_WORDS: Record<string, Plain> = {
	under_18: m.accounts_about_age_under_18,
	'18_24': m.accounts_about_age_18_24,
	'25_34': m.accounts_about_age_25_34,
	'35_49': m.accounts_about_age_35_49,
	'50_plus': m.accounts_about_age_50_plus
};

const BUSINESS_WORDS: Record<string, Plain> = {
	clothes: m.selling_goods_clothes,
	embroidery: m.selling_goods_embroidery,
	shoes: m.selling_goods_shoes,
	bags: m.selling_goods_bags,
	jewellery: m.selling_goods_jewellery,
	pottery: m.selling_goods_pottery,
	home: m.selling_goods_home,
	food: m.selling_goods_food,
	care: m.selling_goods_care,
	toys: m.selling_goods_toys,
	books: m.selling_goods_books,
	plants: m.selling_goods_plants,
	other: m.selling_goods_other
};

const BAND_WORDS: Record<string, Plain> = {
	none: m.reports_band_none,
	to_5000: m.reports_band_to_5000,
	to_20000: m.reports_band_to_20000,
	to_50000: m.reports_band_to_50000,
	more: m.reports_band_more,
	'0': m.reports_band_0,
	'1_5': m.reports_band_1_5,
	'6_20': m.reports_band_6_20,
	'21_50': m.reports_band_21_50,
	'51_plus': m.reports_band_51_plus,
	no_time: m.reports_band_no_time,
	family: m.reports_band_family,
	moved_away: m.reports_band_moved_away,
	phone: m.reports_band_phone,
	work: m.reports_band_work,
	health: m.reports_band_health,
	not_for_her: m.reports_band_not_for_her,
	other: m.reports_band_other,
	not_begun: m.reports_band_not_begun,
	first_quarter: m.reports_band_first_quarter,
	second_quarter: m.reports_band_second_quarter,
	third_quarter: m.reports_band_third_quarter,
	last_quarter: m.reports_band_last_quarter
};

/** What only the installation knows. Each gives back the id where nothing has this id any more. */
export interface Names {
	course(id: string): string;
	badge(id: string): string;
	cohort(id: string): string;
	programme(id: string): string;
}

/** '13 جولائی', of the week's Monday: the year is the quarter's. @param monday YYYY-MM-DD */
const weekText = (monday: string, locale: Locale): string => {
	const [, month, day] = monday.split('-').map(Number);
	return `${day} ${monthText(month!, locale)}`;
};

function partText(indicator: string, part: string, names: Names, locale: Locale): string {
	if (indicator === 'active_week') return weekText(part, locale);
	const parts = indicatorOf(indicator)?.parts;
	return parts === 'course' ? names.course(part) : parts === 'badge' ? names.badge(part) : part;
}

const inputsOf = (key: string, names: Names, locale: Locale) => {
	const { indicator, part } = splitKey(key);
	const named = partText(indicator, part, names, locale);
	return { words: INDICATOR_WORDS[indicator], inputs: { part: named, n: indicator.split('_').at(-1)! } };
};

/** @param key indicator and part (tally.ts) */
export function indicatorName(key: string, names: Names, locale: Locale): string {
	const { words, inputs } = inputsOf(key, names, locale);
	return words?.[0](inputs, { locale }) ?? key;
}

/** How it is counted: who is in it, and of whom its share is. */
export function indicatorDefinition(key: string, names: Names, locale: Locale): string {
	const { words, inputs } = inputsOf(key, names, locale);
	return words?.[1](inputs, { locale }) ?? key;
}

const UNIT_WORDS = {
	persons: m.reports_unit_persons,
	days: m.reports_unit_days,
	points: m.reports_unit_points,
	meetings: m.reports_unit_meetings
};
export const unitName = (unit: Indicator['unit'], locale: Locale): string => UNIT_WORDS[unit]({}, { locale });

const KNOWN_WORDS = {
	class: m.reports_known_class,
	work: m.reports_known_work,
	attendance: m.reports_known_attendance,
	questions: m.reports_known_questions,
	practical: m.reports_known_practical,
	badge: m.reports_known_badge,
	shop: m.reports_known_shop,
	orders: m.reports_known_orders,
	buyer: m.reports_known_buyer,
	told: m.reports_known_told,
	help: m.reports_known_help,
	safety: m.reports_known_safety,
	consent: m.reports_known_consent
};
/** By what record a number is known. @param key of an indicator, with its part */
export function knownName(key: string, locale: Locale): string | null {
	const definition = indicatorOf(splitKey(key).indicator);
	return definition ? KNOWN_WORDS[definition.known]({}, { locale }) : null;
}

export const genderName = (gender: Gender | 'everybody', locale: Locale): string =>
	GENDER_WORDS[gender]({}, { locale });

export const tableName = (table: TableName | 'gender', locale: Locale): string =>
	TABLE_WORDS[table]({}, { locale });

/** A row of a table; its id where a newer version knows its name. */
export function rowName(table: TableName, row: string, names: Names, locale: Locale): string {
	if (row === UNTOLD) return m.reports_untold({}, { locale });
	// As an address says it: what every object has is no word.
	const word = (words: Record<string, Plain>) =>
		Object.hasOwn(words, row) ? words[row]!({}, { locale }) : row;
	switch (table) {
		case 'programme':
			return row === '' ? m.reports_no_programme({}, { locale }) : names.programme(row);
		case 'cohort':
			return names.cohort(row);
		case 'district':
			return districtName(row, locale) ?? row;
		case 'age':
			return word(AGE_WORDS);
		case 'disability':
			return row === 'yes'
				? m.reports_disability_yes({}, { locale })
				: m.reports_disability_no({}, { locale });
		case 'business':
			return word(BUSINESS_WORDS);
		case 'language':
			return row === OWN ? LANGUAGE_NAME : row === 'en' ? 'English' : row;
		case 'band':
			return word(BAND_WORDS);
	}
}
