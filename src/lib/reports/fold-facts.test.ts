import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../platform/clock.ts';
import { salesBand } from './fold-business.ts';
import { foldFacts } from './fold-facts.ts';
import { stoppedBand } from './fold-leaving.ts';
import type { Change, History, Surroundings } from './history.ts';
import { INDICATORS, type Fact } from './indicators.ts';

const at = (text: string) => Date.parse(text.length > 10 ? text : `${text}T07:00:00Z`);
const NOW = at('2026-11-28');
const LESSONS = ['a1', 'a2', 'a3', 'a4'];

const around: Surroundings = {
	zoneOf: (organisation) => (organisation === 'org-utc' ? 'UTC' : 'Asia/Karachi'),
	programmeOf: (_, cohort) => (cohort === 'free' ? '' : `programme of ${cohort}`),
	lessonsOf: (course, when) =>
		course !== 'c1' ? undefined : when < at('2026-09-01') ? LESSONS : [...LESSONS, 'a5']
};

const nobody: History = {
	learnerId: 'l',
	counts: true,
	reporting: true,
	locale: 'ur',
	about: [],
	followUps: [],
	business: '',
	enrolments: [],
	changes: [],
	worked: [],
	lessons: [],
	attended: [],
	prepost: [],
	practicals: [],
	answered: [],
	awards: [],
	sellerAt: null,
	shopOpenAt: null,
	firstProductAt: null,
	orders: [],
	troubled: []
};

type Step = [day: string, state: string, code?: string];

/** What became of her in one class, and so what she is there today. */
function inClass(
	cohortId: string,
	steps: Step[],
	organisationId = 'org'
): Pick<History, 'enrolments' | 'changes'> {
	const changes = steps.map(([day, state, code = 'number']): Change => ({
		organisationId,
		cohortId,
		at: at(day),
		state,
		reason: { code } as Change['reason']
	}));
	const { state, at: since } = changes.at(-1)!;
	return { changes, enrolments: [{ organisationId, cohortId, state, at: since }] };
}

const together = (...places: Pick<History, 'enrolments' | 'changes'>[]) => ({
	enrolments: places.flatMap((p) => p.enrolments),
	changes: places.flatMap((p) => p.changes).sort((a, b) => a.at - b.at)
});

const IN = inClass('class-1', [['2026-07-10', 'active']]);
const fold = (more: Partial<History>, now = NOW) => foldFacts({ ...nobody, ...IN, ...more }, around, now);
const short = ({ organisationId, cohortId, part, period, band, value }: Fact) =>
	[
		...(organisationId === 'org' ? [] : [organisationId]),
		cohortId,
		period,
		...(part ? [part] : []),
		...(band ? [band] : []),
		...(value === null ? [] : [value])
	].join(' ');
/** The facts of one indicator, in words. */
const told = (indicator: string, more: Partial<History>, now?: number): string[] =>
	fold(more, now)
		.facts.filter((fact) => fact.indicator === indicator)
		.map(short);
const lesson = (id: string, started: string, finished: string | null = null, course = 'c1') => ({
	course,
	lesson: id,
	startedAt: at(started),
	finishedAt: finished === null ? null : at(finished)
});

describe('who is counted', () => {
	test('M8 who does not allow it is in one number, and in no other', () => {
		const folded = fold({
			reporting: false,
			worked: [at('2026-08-01')],
			lessons: [lesson('a1', '2026-08-01')],
			troubled: [{ organisationId: 'org', at: at('2026-08-01') }]
		});
		expect(folded.people).toEqual([]);
		expect(folded.facts).toMatchObject([{ indicator: 'uncounted', period: '2026-Q3', at: at('2026-07-10') }]);
		expect(told('uncounted', {})).toEqual([]);
	});

	test('T5 of who did not join, was deleted, or goes on in another record: nothing', () => {
		expect(fold({ counts: false })).toEqual({ people: [], facts: [] });
	});

	test('M3 groups are what she told last; a difficulty counts from "a lot" on, none only where all six were told', () => {
		const six = {
			seeing: 'none',
			hearing: 'none',
			walking: 'some',
			remembering: 'none',
			self_care: 'none',
			difficulty_counted: 'yes'
		} as const;
		const groups = (...rows: History['about'][number]['told'][]) =>
			fold({ business: 'pottery', about: rows.map((row, n) => ({ at: n, told: row })) }).people[0]!.groups;
		expect(groups({ gender: 'man' }, { gender: 'woman', age: '25_34', district: 'multan', ...six })).toEqual({
			gender: 'woman',
			district: 'multan',
			age: '25_34',
			disability: 'untold',
			business: 'pottery',
			language: 'ur'
		});
		expect(groups({ ...six, communicating: 'none' }).disability).toBe('no');
		expect(groups({ walking: 'a_lot', difficulty_counted: 'yes' }).disability).toBe('yes');
		expect(groups({ walking: 'a_lot' }).disability, 'nobody asked her').toBe('untold');
		expect(groups({ ...six, communicating: 'cannot', difficulty_counted: 'no' }).disability).toBe('untold');
		expect(groups({ ...six, communicating: 'cannot' }).disability).toBe('yes');
		expect(groups()).toMatchObject({ gender: 'untold', age: 'untold', disability: 'untold' });
	});
});

describe('where a fact belongs', () => {
	test('T2 to the class she was in then, of several the one she entered first; the programme goes along', () => {
		const moved = together(
			inClass('class-1', [
				['2026-07-10', 'active'],
				['2026-08-01', 'moved', 'day']
			]),
			inClass('free', [['2026-08-01', 'active', 'day']]),
			inClass('class-3', [['2026-08-05', 'active']])
		);
		const practicals = (['2026-07-20', '2026-08-10'] as const).map((day, n) => ({
			course: `p${n}`,
			at: at(day),
			passed: true
		}));
		const { facts } = fold({ ...moved, practicals });
		expect(facts.filter((f) => f.indicator === 'practical')).toMatchObject([
			{ part: 'p0', cohortId: 'class-1', programmeId: 'programme of class-1' },
			{ part: 'p1', cohortId: 'free', programmeId: '' }
		]);
		expect(facts.filter((f) => f.indicator === 'enrolled').map(short)).toEqual(['class-1 2026-Q3']);
	});

	test('after she left, nothing belongs to the class; where she had finished, what comes of it still does', () => {
		const sale = { sellerAt: at('2026-10-05') };
		const gone = (code: string) =>
			inClass('class-1', [
				['2026-07-10', 'active'],
				['2026-09-20', 'left', code]
			]);
		expect(told('seller', { ...gone('family'), ...sale })).toEqual([]);
		expect(told('seller', { ...gone('finished'), ...sale })).toEqual(['class-1 2026-Q4']);
		// The class that she is in now goes before the one that she finished.
		const next = together(gone('finished'), inClass('class-2', [['2026-10-01', 'active']]));
		expect(told('seller', { ...next, ...sale })).toEqual(['class-2 2026-Q4']);
	});

	test('K1 what she did as a guest belongs to the organisation that she first entered, from then on', () => {
		const two = together(
			inClass('class-1', [['2026-07-10', 'active']]),
			inClass('other', [['2026-08-10', 'active']], 'org-2')
		);
		const lessons = [lesson('a1', '2026-05-01', '2026-05-02')];
		expect(told('started', { ...two, lessons })).toEqual(['class-1 2026-Q3 c1']);
		// Between two organisations, in none: it belongs to neither.
		const later = together(
			inClass('class-1', [
				['2026-07-10', 'active'],
				['2026-08-01', 'left', 'work']
			]),
			inClass('other', [['2026-09-10', 'active']], 'org-2')
		);
		expect(told('started', { ...later, lessons: [lesson('a1', '2026-08-20')] })).toEqual([]);
	});

	test('to each organisation in whose class she was, in the quarter of its own zone', () => {
		const two = together(IN, inClass('there', [['2026-07-11', 'active']], 'org-utc'));
		const lessons = [lesson('a1', '2026-09-30T20:00:00Z')];
		expect(told('started', { ...two, lessons })).toEqual(['class-1 2026-Q4 c1', 'org-utc there 2026-Q3 c1']);
	});

	test('a class without a row does not count, whatever its history says', () => {
		expect(fold({ ...IN, enrolments: [] }).facts).toEqual([]);
	});

	test('T5 taken apart again: today’s row is right from its own time on', () => {
		const history = inClass('class-1', [
			['2026-07-10', 'active'],
			['2026-07-20', 'left', 'work'],
			['2026-08-01', 'active', 'joined']
		]);
		const enrolments = [{ ...history.enrolments[0]!, state: 'left', at: at('2026-07-20') }];
		expect(told('seller', { ...history, enrolments, sellerAt: at('2026-08-05') })).toEqual([]);
		expect(told('seller', { ...history, sellerAt: at('2026-08-05') })).toEqual(['class-1 2026-Q3']);
	});
});

describe('reach', () => {
	const asked = inClass('class-1', [
		['2026-06-20', 'asked'],
		['2026-07-02', 'active', 'let_in']
	]);

	test('reached when she first asked, enrolled when she was let in, each once', () => {
		expect(told('reached', asked)).toEqual(['class-1 2026-Q2']);
		expect(told('enrolled', asked)).toEqual(['class-1 2026-Q3']);
		const again = inClass('class-1', [
			['2026-07-02', 'active'],
			['2026-08-02', 'left', 'work'],
			['2026-10-02', 'active']
		]);
		expect(told('enrolled', again)).toEqual(['class-1 2026-Q3']);
		const onlyAsked = inClass('class-1', [['2026-06-20', 'asked']]);
		expect(told('reached', onlyAsked)).toEqual(['class-1 2026-Q2']);
		expect(told('enrolled', onlyAsked)).toEqual([]);
	});

	test('activated by a lesson within seven days; it belongs to the quarter of the enrolment', () => {
		const late = inClass('class-1', [['2026-09-28', 'active']]);
		expect(told('activated', { ...late, lessons: [lesson('a1', '2026-10-05')] })).toEqual([
			'class-1 2026-Q3'
		]);
		expect(told('activated', { ...late, lessons: [lesson('a1', '2026-10-05T07:00:01Z')] })).toEqual([]);
		expect(told('activated', { ...late, lessons: [lesson('a1', '2026-03-01')] })).toEqual([
			'class-1 2026-Q3'
		]);
		expect(told('activated', late)).toEqual([]);
	});

	test('active once a quarter, and each week by its Monday, only while she was in a class', () => {
		const worked = ['2026-07-01', '2026-07-13', '2026-07-14', '2026-07-20', '2026-10-01'].map(at);
		expect(told('active', { worked })).toEqual(['class-1 2026-Q3', 'class-1 2026-Q4']);
		// The first of October lies in the week of the twenty-eighth of September.
		expect(told('active_week', { worked })).toEqual([
			'class-1 2026-Q3 2026-07-13',
			'class-1 2026-Q3 2026-07-20',
			'class-1 2026-Q3 2026-09-28'
		]);
	});

	test('attended once a quarter, by the day of the meeting', () => {
		const day = (held: string, cohortId = 'class-1') => ({ organisationId: 'org', cohortId, day: held });
		const attended = [day('2026-07-20'), day('2026-07-13'), day('2026-10-01'), day('2026-10-02', 'unknown')];
		expect(told('attended', { attended })).toEqual(['class-1 2026-Q3', 'class-1 2026-Q4']);
		const first = fold({ attended }).facts.find((f) => f.indicator === 'attended')!;
		expect(first.at).toBe(at('2026-07-12T19:00:00Z'));
	});
});

describe('learning', () => {
	const all = (ids: readonly string[], from: string) =>
		ids.map((id, n) => ({
			course: 'c1',
			lesson: id,
			startedAt: at(from) + n * DAY,
			finishedAt: at(from) + n * DAY + HOUR
		}));

	test('started by the first lesson; a course that was never live here is none', () => {
		const lessons = [
			lesson('a2', '2026-08-02'),
			lesson('a1', '2026-08-01'),
			lesson('x', '2026-08-01', null, 'gone')
		];
		expect(told('started', { lessons })).toEqual(['class-1 2026-Q3 c1']);
	});

	test('finished with the last of the lessons that the course had that day; a lesson that comes later takes nothing away', () => {
		expect(told('completed', { lessons: all(LESSONS.slice(1), '2026-08-01') })).toEqual([]);
		const whole = { lessons: all(LESSONS, '2026-08-01') };
		expect(told('completed', whole)).toEqual(['class-1 2026-Q3 c1']);
		expect(told('completed_any', whole)).toEqual(['class-1 2026-Q3']);
		expect(told('days_to_complete', whole)).toEqual([`class-1 2026-Q3 c1 ${3 + 1 / 24}`]);
		// From September on it has five.
		expect(told('completed', { lessons: all(LESSONS, '2026-09-01') })).toEqual([]);
		expect(told('completed', { lessons: all([...LESSONS, 'a5'], '2026-09-01') })).toEqual([
			'class-1 2026-Q3 c1'
		]);
	});

	test('A4 gain only of both tests, in their order, in points', () => {
		const test = (phase: string, correct: number, day: string) => ({
			course: 'c1',
			phase,
			correct,
			of: 6,
			at: at(day)
		});
		const before = test('before', 2, '2026-07-20');
		expect(told('gain', { prepost: [before] })).toEqual([]);
		expect(told('gain', { prepost: [test('after', 5, '2026-10-20'), before] })).toEqual([
			'class-1 2026-Q4 c1 50'
		]);
		expect(told('gain', { prepost: [test('after', 5, '2026-07-12'), before] })).toEqual([]);
	});

	test('badges when they were given, whatever became of them; a revoked one when it was taken back', () => {
		const awards = [
			{ badge: 'b1', at: at('2026-09-01'), revokedAt: at('2026-10-10') },
			{ badge: 'b2', at: at('2026-10-01'), revokedAt: null }
		];
		expect(told('badge', { awards })).toEqual(['class-1 2026-Q3 b1', 'class-1 2026-Q4 b2']);
		expect(told('badge_any', { awards })).toEqual(['class-1 2026-Q3']);
		expect(told('badge_revoked', { awards })).toEqual(['class-1 2026-Q4 b1']);
	});
});

describe('business', () => {
	const order = (
		confirmed: string,
		delivered: string | null,
		by: 'seller' | 'buyer' = 'seller',
		rupees = 1000
	) => ({
		confirmedAt: at(confirmed),
		deliveredAt: delivered === null ? null : at(delivered),
		buyerSaidAt: delivered !== null && by === 'buyer' ? at(delivered) : null,
		rupees
	});

	test('M12 first order, first sale and first sale said by a buyer, each once', () => {
		const orders = [
			order('2026-08-20', '2026-10-02', 'buyer'),
			order('2026-08-10', null),
			order('2026-08-15', '2026-09-01')
		];
		const done = {
			sellerAt: at('2026-07-15'),
			shopOpenAt: at('2026-07-20'),
			firstProductAt: at('2026-07-18'),
			orders
		};
		expect(told('seller', done)).toEqual(['class-1 2026-Q3']);
		expect(told('shop_open', done)).toEqual(['class-1 2026-Q3']);
		expect(told('first_product', done)).toEqual(['class-1 2026-Q3']);
		expect(told('first_order', done)).toEqual(['class-1 2026-Q3']);
		expect(told('first_sale', done)).toEqual(['class-1 2026-Q3']);
		expect(told('first_sale_confirmed', done)).toEqual(['class-1 2026-Q4']);
	});

	test('M4 sales in bands, upper ends included', () => {
		expect([0, 1, 5000, 5001, 20_000, 50_000, 50_001].map(salesBand)).toEqual([
			'none',
			'to_5000',
			'to_5000',
			'to_20000',
			'to_20000',
			'to_50000',
			'more'
		]);
	});

	test('each quarter with an open shop is in a band, up to the one that runs; the next one makes another fact', () => {
		const enrolled = inClass('class-1', [['2026-01-10', 'active']]);
		const orders = [
			order('2026-05-01', '2026-05-05', 'seller', 3000),
			order('2026-05-01', '2026-05-09', 'buyer', 2001),
			order('2026-05-01', '2026-10-09', 'buyer', 80_000)
		];
		const shop = { ...enrolled, shopOpenAt: at('2026-02-01'), orders };
		expect(told('sales', shop)).toEqual([
			'class-1 2026-Q1 none',
			'class-1 2026-Q2 to_20000',
			'class-1 2026-Q3 none',
			'class-1 2026-Q4 more'
		]);
		expect(fold(shop).people[0]!.dueAt).toBe(at('2026-12-31T19:00:00Z'));
		expect(told('sales', { ...shop, shopOpenAt: null, orders: [] })).toEqual([]);
		// What was delivered while she was in no class of theirs is not theirs.
		const left = inClass('class-1', [
			['2026-01-10', 'active'],
			['2026-05-07', 'left', 'work']
		]);
		expect(told('sales', { ...shop, ...left })).toEqual(['class-1 2026-Q1 none', 'class-1 2026-Q2 to_5000']);
		expect(fold({ ...shop, ...left }).people[0]!.dueAt).toBeNull();
	});

	test('M2 the baseline is her first answer, and only of who answered any of it', () => {
		const about = [
			{ at: at('2026-07-10'), told: { sells_now: 'no', orders: '0', earnings: 'together' } as const },
			{ at: at('2026-10-10'), told: { sells_now: 'yes', own_account: 'yes' } as const }
		];
		expect(told('asked_0', { about })).toEqual(['class-1 2026-Q3']);
		expect(told('sells_0', { about })).toEqual([]);
		expect(told('orders_0', { about })).toEqual(['class-1 2026-Q3 0']);
		expect(told('account_0', { about })).toEqual([]);
		expect(told('decides_0', { about })).toEqual(['class-1 2026-Q3']);
		expect(told('asked_0', { about: [{ at: 1, told: { gender: 'woman' } }] })).toEqual([]);
		const followUps = [
			{
				month: 3 as const,
				at: at('2026-10-12'),
				told: { sells_now: 'yes', orders: '1_5', own_account: 'yes', earnings: 'others' } as const
			}
		];
		for (const id of ['asked_3', 'sells_3', 'account_3'])
			expect(told(id, { followUps }), id).toEqual(['class-1 2026-Q4']);
		expect(told('orders_3', { followUps })).toEqual(['class-1 2026-Q4 1_5']);
		expect(told('decides_3', { followUps })).toEqual([]);
	});
});

describe('leaving and stopping', () => {
	const leaves = (...steps: Step[]) => inClass('class-1', [['2026-07-10', 'active'], ...steps]);

	test('M2 who left before the end, by reason; not who finished, was there twice or moved', () => {
		expect(told('left', leaves(['2026-08-01', 'left', 'family']))).toEqual(['class-1 2026-Q3 family']);
		for (const code of ['finished', 'double'])
			expect(told('left', leaves(['2026-08-01', 'left', code]))).toEqual([]);
		expect(told('left', leaves(['2026-08-01', 'moved', 'other']))).toEqual([]);
		const elsewhere = together(
			leaves(['2026-08-01', 'left', 'work']),
			inClass('class-2', [['2026-07-12', 'active']])
		);
		expect(told('left', elsewhere)).toEqual([]);
	});

	test('who came back before the quarter was over did not leave in it; what staff take back never was', () => {
		const back = (day: string, code: string) =>
			told('left', leaves(['2026-08-01', 'left', 'work'], [day, 'active', code]));
		expect(back('2026-09-01', 'number')).toEqual([]);
		expect(back('2026-10-02', 'number')).toEqual(['class-1 2026-Q3 work']);
		expect(back('2026-10-02', 'back')).toEqual([]);
		expect(
			told(
				'left',
				leaves(
					['2026-08-01', 'left', 'work'],
					['2026-08-09', 'active', 'number'],
					['2026-08-20', 'left', 'phone']
				)
			)
		).toEqual(['class-1 2026-Q3 phone']);
	});

	test('how far she stood, in quarters of the lessons', () => {
		expect([0, 1, 2, 3, 4, 5, 6, 7].map((n) => stoppedBand(n, 8))).toEqual([
			'not_begun',
			'first_quarter',
			'first_quarter',
			'second_quarter',
			'second_quarter',
			'third_quarter',
			'third_quarter',
			'last_quarter'
		]);
	});

	const lessons = [lesson('a1', '2026-07-20', '2026-07-20'), lesson('a2', '2026-08-01', null)];

	test('stopped: four weeks without work, a course begun and not finished, once the quarter is over', () => {
		const worked = ['2026-07-20', '2026-08-01'].map(at);
		expect(told('stopped', { lessons, worked })).toEqual(['class-1 2026-Q3 c1 first_quarter']);
		const before = fold({ lessons, worked }, at('2026-09-20'));
		expect(before.facts.filter((f) => f.indicator === 'stopped')).toEqual([]);
		expect(before.people[0]!.dueAt).toBe(at('2026-09-30T19:00:00Z'));
		// Once it is told, nothing more is to come.
		expect(fold({ lessons, worked }).people[0]!.dueAt).toBeNull();
	});

	test('who worked again before the quarter was over had not stopped; who stops again stops again', () => {
		const stopped = (...days: string[]) => told('stopped', { lessons, worked: days.map(at) });
		expect(stopped('2026-07-20', '2026-08-01', '2026-09-25')).toEqual([]);
		expect(stopped('2026-07-20', '2026-08-01', '2026-10-02')).toEqual(['class-1 2026-Q3 c1 first_quarter']);
		// Three weeks are not four.
		expect(stopped('2026-07-20', '2026-08-01', '2026-08-22', '2026-09-12', '2026-10-03')).toEqual([]);
		const early = inClass('class-1', [['2026-01-10', 'active']]);
		const twice = {
			...early,
			lessons: [lesson('a1', '2026-02-01')],
			worked: ['2026-02-01', '2026-04-20'].map(at)
		};
		expect(told('stopped', twice)).toEqual(['class-1 2026-Q1 c1 not_begun', 'class-1 2026-Q2 c1 not_begun']);
	});

	test('who has finished the course, or left her class by then, has not stopped', () => {
		const worked = ['2026-07-20', '2026-08-01'].map(at);
		const done = LESSONS.map((id) => lesson(id, '2026-07-20', '2026-08-01'));
		expect(told('stopped', { lessons: done, worked })).toEqual([]);
		expect(told('stopped', { ...leaves(['2026-08-10', 'left', 'work']), lessons, worked })).toEqual([]);
		expect(told('stopped', { ...leaves(['2026-09-10', 'left', 'work']), lessons, worked })).toEqual([
			'class-1 2026-Q3 c1 first_quarter'
		]);
	});

	test('T7 who is troubled is counted once a quarter, where she said it, in a class or not', () => {
		const troubled = ['2026-07-05', '2026-08-01', '2026-10-01'].map((day) => ({
			organisationId: 'org',
			at: at(day)
		}));
		expect(told('troubled', { troubled })).toEqual([' 2026-Q3', 'class-1 2026-Q4']);
	});
});

test('R1 every fact is of an indicator, in a band of it, with a value where it is a mean', () => {
	const known = new Map(INDICATORS.map((indicator) => [indicator.id, indicator]));
	const { facts } = fold({
		about: [
			{ at: at('2026-07-10'), told: { sells_now: 'yes', orders: '0', own_account: 'yes', earnings: 'self' } }
		],
		worked: [at('2026-07-15')],
		lessons: LESSONS.map((id) => lesson(id, '2026-07-15', '2026-07-21')),
		attended: [{ organisationId: 'org', cohortId: 'class-1', day: '2026-07-20' }],
		prepost: [
			{ course: 'c1', phase: 'before', correct: 1, of: 6, at: at('2026-07-20') },
			{ course: 'c1', phase: 'after', correct: 2, of: 6, at: at('2026-07-21') }
		],
		practicals: [{ course: 'c1', at: at('2026-07-22'), passed: true }],
		answered: [at('2026-07-22')],
		awards: [{ badge: 'b', at: at('2026-07-22'), revokedAt: at('2026-07-23') }],
		sellerAt: at('2026-07-22'),
		shopOpenAt: at('2026-07-22'),
		firstProductAt: at('2026-07-22'),
		orders: [
			{
				confirmedAt: at('2026-07-23'),
				deliveredAt: at('2026-07-24'),
				buyerSaidAt: at('2026-07-24'),
				rupees: 5
			}
		],
		troubled: [{ organisationId: 'org', at: at('2026-07-25') }]
	});
	for (const { indicator: id, band, value, part } of facts) {
		const indicator = known.get(id)!;
		expect(indicator, id).toBeDefined();
		expect(indicator.bands?.includes(band) ?? band === '', id).toBe(true);
		expect(value === null, id).toBe(indicator.kind !== 'mean');
		expect(part === '', id).toBe(indicator.parts === undefined);
	}
	const made = new Set(facts.map((fact) => fact.indicator));
	const elsewhere = INDICATORS.map(({ id }) => id).filter((id) => !/_[36]$/.test(id) && !made.has(id));
	expect(elsewhere).toEqual(['left', 'stopped', 'meetings', 'uncounted']);
});

test('R2 the order in which rows are read decides nothing', () => {
	const history = {
		...nobody,
		...together(
			IN,
			inClass('class-2', [['2026-07-10', 'active']]),
			inClass('x', [['2026-07-10', 'active']], 'a-org')
		),
		lessons: LESSONS.map((id) => lesson(id, '2026-07-20', '2026-07-21')),
		awards: ['b', 'a'].map((badge) => ({ badge, at: at('2026-07-22'), revokedAt: null }))
	};
	const turned = {
		...history,
		enrolments: history.enrolments.toReversed(),
		lessons: history.lessons.toReversed(),
		awards: history.awards.toReversed()
	};
	const sorted = (h: History) =>
		foldFacts(h, around, NOW)
			.facts.map((f) => JSON.stringify(f))
			.sort();
	expect(sorted(turned)).toEqual(sorted(history));
});
