/**
 * R1. One definition per indicator feeds screen, files, interface and print. Their words (name, definition, numerator,
 * denominator) stand in messages reports_*; whose indicators they are stands in docs/reports.md.
 */

/** What people are broken down by, besides gender, which every table has (docs/decisions/025-reports.md). */
export const DIMENSIONS = [
	'programme',
	'cohort',
	'district',
	'age',
	'disability',
	'business',
	'language'
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const GENDERS = ['woman', 'man', 'other', 'untold'] as const;
export type Gender = (typeof GENDERS)[number];

/** Nothing told, or nothing that may be counted. */
export const UNTOLD = 'untold';

/** The groups that one person is counted in, but for programme and cohort, which belong to the fact. */
export interface Groups {
	gender: Gender;
	/** A district's id (accounts/districts.ts), or {@link UNTOLD}. */
	district: string;
	/** accounts/about-me.ts, or {@link UNTOLD}. */
	age: string;
	/** M3: `yes` from one answer of "a lot of difficulty" on; `no` when all six say less; else {@link UNTOLD}. */
	disability: 'yes' | 'no' | typeof UNTOLD;
	/** Goods category of her shop or draft, or {@link UNTOLD}. */
	business: string;
	language: string;
}

/** `people` a number of persons · `mean` persons and the mean of a value · `bands` persons in bands of their own, one each. */
export type Kind = 'people' | 'mean' | 'bands';

/** What a number is counted from. `buyer`: the link that the buyer alone has. */
export type Known =
	| 'class'
	| 'work'
	| 'attendance'
	| 'questions'
	| 'practical'
	| 'badge'
	| 'shop'
	| 'orders'
	| 'buyer'
	| 'told'
	| 'help'
	| 'safety'
	| 'consent';

export interface Indicator {
	id: string;
	kind: Kind;
	level: 'reach' | 'learning' | 'badges' | 'business' | 'agency' | 'left' | 'teaching' | 'safety';
	/** What one fact of it is about: one number for each. `week`: its Monday, `YYYY-MM-DD`. */
	parts?: 'course' | 'badge' | 'week';
	/** One number for the organisation, broken down by nothing, not by gender either. */
	whole?: true;
	/** Persons that its share is of, in the same quarter and part; every person of it is one of them. */
	of?: string;
	unit: 'persons' | 'days' | 'points' | 'meetings';
	/** Of `bands`, in order. Bands never give an exact sum (M4). */
	bands?: readonly string[];
	/** Decimals to which a mean is shown. */
	decimals?: 0 | 1;
	/** By what record it is known: an officer is asked that. */
	known: Known;
}

/** Rupees of delivered orders in the quarter; `none`: nothing was delivered. Upper ends included. */
export const SALES_BANDS = ['none', 'to_5000', 'to_20000', 'to_50000', 'more'] as const;
export const SALES_BAND_ENDS = [0, 5_000, 20_000, 50_000] as const;

/** Why somebody left before the end (M2), as staff record it (cohorts/change-reason.ts): who finished or was there twice did not. */
export const LEFT_BANDS = [
	'no_time',
	'family',
	'moved_away',
	'phone',
	'work',
	'health',
	'not_for_her',
	'other'
] as const;

/** How far into her course somebody stood when she stopped, in quarters of its lessons. */
export const STOPPED_BANDS = [
	'not_begun',
	'first_quarter',
	'second_quarter',
	'third_quarter',
	'last_quarter'
] as const;

/** After so many days without work, a course begun and not finished counts as stopped. */
export const STOPPED_AFTER_DAYS = 28;
/** First lesson within so many days of enrolment: activation. */
export const ACTIVATION_DAYS = 7;

/** Months after enrolment at which she is asked how her business does; 0 is the baseline of joining (M2). */
export const FOLLOW_UPS = [0, 3, 6] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];
/** Of no person: counted with the quarter (count-quarter.server.ts), and no fact of anybody. */
export const MEETINGS = 'meetings';

const ORDERS = ['0', '1_5', '6_20', '21_50', '51_plus'] as const;

const followUps = FOLLOW_UPS.flatMap((month): Indicator[] => [
	{ id: `asked_${month}`, kind: 'people', level: 'business', unit: 'persons', known: 'told' },
	{
		id: `sells_${month}`,
		kind: 'people',
		level: 'business',
		of: `asked_${month}`,
		unit: 'persons',
		known: 'told'
	},
	{ id: `orders_${month}`, kind: 'bands', level: 'business', unit: 'persons', bands: ORDERS, known: 'told' },
	{
		id: `account_${month}`,
		kind: 'people',
		level: 'agency',
		of: `asked_${month}`,
		unit: 'persons',
		known: 'told'
	},
	{
		id: `decides_${month}`,
		kind: 'people',
		level: 'agency',
		of: `asked_${month}`,
		unit: 'persons',
		known: 'told'
	}
]);

/** In the order in which a report shows them. Ids never change: files and saved views name them. */
export const INDICATORS: readonly Indicator[] = [
	{ id: 'reached', kind: 'people', level: 'reach', unit: 'persons', known: 'class' },
	{ id: 'enrolled', kind: 'people', level: 'reach', unit: 'persons', known: 'class' },
	{ id: 'activated', kind: 'people', level: 'reach', of: 'enrolled', unit: 'persons', known: 'work' },
	{ id: 'active', kind: 'people', level: 'reach', unit: 'persons', known: 'work' },
	{
		id: 'active_week',
		kind: 'people',
		level: 'reach',
		parts: 'week',
		whole: true,
		unit: 'persons',
		known: 'work'
	},
	{ id: 'attended', kind: 'people', level: 'reach', unit: 'persons', known: 'attendance' },
	{ id: 'started', kind: 'people', level: 'learning', parts: 'course', unit: 'persons', known: 'work' },
	{ id: 'completed', kind: 'people', level: 'learning', parts: 'course', unit: 'persons', known: 'work' },
	{ id: 'completed_any', kind: 'people', level: 'learning', unit: 'persons', known: 'work' },
	{
		id: 'days_to_complete',
		kind: 'mean',
		level: 'learning',
		parts: 'course',
		unit: 'days',
		decimals: 0,
		known: 'work'
	},
	{
		id: 'gain',
		kind: 'mean',
		level: 'learning',
		parts: 'course',
		unit: 'points',
		decimals: 0,
		known: 'questions'
	},
	{
		id: 'practical',
		kind: 'people',
		level: 'learning',
		parts: 'course',
		unit: 'persons',
		known: 'practical'
	},
	{ id: 'badge', kind: 'people', level: 'badges', parts: 'badge', unit: 'persons', known: 'badge' },
	{ id: 'badge_any', kind: 'people', level: 'badges', unit: 'persons', known: 'badge' },
	{ id: 'badge_revoked', kind: 'people', level: 'badges', parts: 'badge', unit: 'persons', known: 'badge' },
	{ id: 'seller', kind: 'people', level: 'business', unit: 'persons', known: 'shop' },
	{ id: 'shop_open', kind: 'people', level: 'business', unit: 'persons', known: 'shop' },
	{ id: 'first_product', kind: 'people', level: 'business', unit: 'persons', known: 'shop' },
	{ id: 'first_order', kind: 'people', level: 'business', unit: 'persons', known: 'orders' },
	{ id: 'first_sale', kind: 'people', level: 'business', unit: 'persons', known: 'orders' },
	{ id: 'first_sale_confirmed', kind: 'people', level: 'business', unit: 'persons', known: 'buyer' },
	{ id: 'sales', kind: 'bands', level: 'business', unit: 'persons', bands: SALES_BANDS, known: 'orders' },
	...followUps,
	{ id: 'left', kind: 'bands', level: 'left', unit: 'persons', bands: LEFT_BANDS, known: 'class' },
	{
		id: 'stopped',
		kind: 'bands',
		level: 'left',
		parts: 'course',
		unit: 'persons',
		bands: STOPPED_BANDS,
		known: 'work'
	},
	// What trainers did: meetings that were held, people whose work they judged and whose questions they answered.
	{ id: MEETINGS, kind: 'people', level: 'teaching', whole: true, unit: 'meetings', known: 'attendance' },
	{ id: 'marked', kind: 'people', level: 'teaching', parts: 'course', unit: 'persons', known: 'practical' },
	{ id: 'answered', kind: 'people', level: 'teaching', unit: 'persons', known: 'help' },
	// T7: where and to whom, nobody learns from a report.
	{ id: 'troubled', kind: 'people', level: 'safety', whole: true, unit: 'persons', known: 'safety' },
	// Enrolled, and did not allow that her work is counted: she is in this number and in no other.
	{ id: 'uncounted', kind: 'people', level: 'reach', whole: true, unit: 'persons', known: 'consent' }
];

export type IndicatorId = (typeof INDICATORS)[number]['id'];
const byId = new Map(INDICATORS.map((indicator) => [indicator.id, indicator]));
export const indicatorOf = (id: string): Indicator | undefined => byId.get(id);

/** From enrolled to the first sale that a buyer confirmed. */
export const FUNNEL = [
	'enrolled',
	'activated',
	'completed_any',
	'badge_any',
	'first_sale_confirmed'
] as const;
export type FunnelKey = (typeof FUNNEL)[number];

/** One milestone of one person, in one quarter. */
export interface Fact {
	organisationId: string;
	indicator: string;
	/** Course, badge or week; '' where the indicator has no parts. */
	part: string;
	period: string;
	/** When it happened, UTC ms; at most one fact of an indicator, part and quarter. */
	at: number;
	/** Days or points of a `mean`; else null. */
	value: number | null;
	/** Of `bands`; else ''. */
	band: string;
	cohortId: string;
	/** '' where the class belongs to none. */
	programmeId: string;
}
