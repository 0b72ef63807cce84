/**
 * Who learned here before: the classes of the three quarters that are closed, lived through the same use cases, so that an
 * officer finds reports to read. All invented. They have no log-in here: the sample's other women are there for that.
 */
import { addAboutMe, sealAudit } from '#lib/accounts/index.server.ts';
import type { AboutMe } from '#lib/accounts/index.ts';
import {
	answerHelp,
	enrol,
	leaveClass,
	makeCohort,
	makeProgramme,
	markAttendance,
	readHelpRequests,
	readMeetings,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import type { LeaveReason } from '#lib/cohorts/index.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { DAY, HOUR } from '#lib/platform/clock.ts';
import { FOLLOW_UP_MONTHS } from '#lib/progress/index.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { boundsOf, closesAt, periodOf, previousPeriod, type Period } from '#lib/reports/index.ts';
import {
	foldDirty,
	freezeReport,
	makeDueEditions,
	setTargets,
	type Typed
} from '#lib/reports/index.server.ts';
import type { Classroom } from './classes.ts';
import { must } from './must.ts';
import type { Goods, Person } from './people.ts';
import { open, order } from './sell.ts';
import {
	answerFollowUp,
	answerPrePost,
	askForHelp,
	join,
	nextEvening,
	study,
	takeCheck,
	type Learner,
	type World
} from './study.ts';

const COUNTED = 3;
/** A buyer like those of sell.ts, who is nobody else's. */
const NEIGHBOUR = 99;

/** One place, its class of each quarter, and how many women came; in the programme of the classes that run, or in the one before. */
interface Place {
	district: string;
	city: string;
	places: string;
	women: readonly [number, number, number];
	programme: 'running' | 'first';
}

const PLACES: readonly Place[] = [
	{
		district: 'punjab-multan',
		city: 'ملتان',
		places: 'خواتین سنٹر، ملتان',
		women: [20, 26, 64],
		programme: 'first'
	},
	{
		district: 'punjab-bahawalpur',
		city: 'بہاولپور',
		places: 'کمیونٹی ہال، بہاولپور',
		women: [14, 16, 40],
		programme: 'running'
	}
];
const NTH = ['پہلی', 'دوسری', 'تیسری'] as const;

const NAMES = [
	['نادیہ', 'Nadia'],
	['حمیرا', 'Humaira'],
	['سلمیٰ', 'Salma'],
	['عذرا', 'Azra'],
	['بتول', 'Batool'],
	['زاہدہ', 'Zahida'],
	['انیلا', 'Anila'],
	['مسرت', 'Musarrat'],
	['ارشاد', 'Irshad'],
	['نائلہ', 'Naila'],
	['ساجدہ', 'Sajida'],
	['عاصمہ', 'Asma'],
	['رفعت', 'Riffat'],
	['فہمیدہ', 'Fahmida'],
	['شاہین', 'Shaheen'],
	['امبر', 'Amber'],
	['کنول', 'Kanwal'],
	['مدیحہ', 'Madiha'],
	['صفیہ', 'Safia'],
	['طلعت', 'Talat']
] as const;

interface Trade {
	word: string;
	latin: string;
	category: string;
	good: string;
	details: string;
	price: number;
}
const TRADES: readonly Trade[] = [
	{
		word: 'کی کڑھائی',
		latin: 'Embroidery',
		category: 'embroidery',
		good: 'کڑھائی والا دوپٹہ',
		details: 'سوتی کپڑا\n2.5 میٹر',
		price: 1450
	},
	{
		word: 'کے کپڑے',
		latin: 'Clothes',
		category: 'clothes',
		good: 'بچی کا فراک',
		details: 'لان\n4 سال کے لیے',
		price: 1200
	},
	{
		word: 'کا اچار',
		latin: 'Pickles',
		category: 'food',
		good: 'آم کا اچار',
		details: 'گھر کا بنا\nایک کلو',
		price: 850
	}
];

const AGES = ['18_24', '25_34', '25_34', '35_49', '35_49', '50_plus'] as const;
const LEFT: readonly LeaveReason[] = ['family', 'no_time', 'phone', 'work'];

/** How far she gets, in turn: of ten, four sell something that the buyer confirms. */
const WAYS = [
	'confirmed',
	'badge',
	'confirmed',
	'stops',
	'confirmed',
	'sold',
	'halfway',
	'confirmed',
	'joins',
	'shop'
] as const;
type Way = (typeof WAYS)[number];

/** The newest quarters that are closed, the oldest first. */
export function closedQuarters(today: number, zone: string): Period[] {
	let last = previousPeriod(periodOf(today, zone));
	if (closesAt(last, zone) > today) last = previousPeriod(last);
	const quarters = [last];
	while (quarters.length < COUNTED) quarters.unshift(previousPeriod(quarters[0]!));
	return quarters;
}

/** Who still sells when the quarter is over. */
const sellsOn = (n: number) => n % 15 === 2;

function goodsOf([name, latin]: (typeof NAMES)[number], n: number, city: string): Goods {
	const trade = TRADES[n % TRADES.length]!;
	const rupees = String(trade.price);
	return {
		shop: {
			name: `${name} ${trade.word}`,
			name_en: `${latin} ${trade.latin}`,
			handle: `${latin}-${trade.latin}-${n}`.toLowerCase(),
			category: trade.category,
			city,
			about: 'گھر میں، ہاتھ سے',
			area: 'پورا پنجاب',
			fee: 200
		},
		listing: {
			what: trade.good,
			made_of: trade.details.split('\n')[0]!,
			size: trade.details.split('\n')[1]!,
			colour: 'جیسا تصویر میں',
			time: 'تیار ہے',
			price: `${rupees} روپے`,
			delivery: 'ملتان اور بہاولپور میں 2 دن',
			returns: '3 دن میں واپس، چیز ویسی ہی ہو'
		},
		price: {
			goods: 180,
			hours: 2,
			hour_rate: 120,
			packing: 40,
			courier: 200,
			tax_percent: 0,
			returns_of_ten: 1,
			return_cost: 300,
			price: trade.price
		},
		photos: [],
		more: sellsOn(n) ? [{ title: 'دسترخوان', details: 'سوتی\nچھ لوگوں کا', price: 1100, stock: 5 }] : []
	};
}

/** What she told about herself. @param all whether she went through every question, or only the first two */
function aboutHer(n: number, district: string, all: boolean): AboutMe {
	const first = { gender: 'woman', age: AGES[n % AGES.length]! } as const;
	if (!all) return first;
	return {
		...first,
		district,
		phone: n % 3 ? 'shared' : 'own',
		sells_now: n % 4 === 0 ? 'yes' : 'no',
		orders: n % 4 === 0 ? '1_5' : '0',
		own_account: n % 3 === 0 ? 'yes' : 'no',
		earnings: n % 5 < 2 ? 'others' : n % 5 === 2 ? 'self' : 'together',
		difficulty_counted: n % 7 ? 'yes' : 'no',
		seeing: n % 9 === 4 ? 'a_lot' : 'none',
		hearing: 'none',
		walking: n % 11 === 7 ? 'some' : 'none',
		remembering: 'none',
		self_care: 'none',
		communicating: 'none'
	};
}

interface Stage {
	world: World;
	at: StaffAt;
	administratorId: string;
	/** Of the whole sample, so that names, shops and buyers' numbers differ. */
	n: number;
	today: number;
}

/** Joins in the quarter's first weeks, learns, and goes her way until the quarter ends. */
async function live(
	stage: Stage,
	place: Place,
	{ cohortId, from, all }: { cohortId: string; from: number; all: boolean }
): Promise<string> {
	const { world, at, n, today } = stage;
	const { services, time, random } = world;
	const names = NAMES[n % NAMES.length]!;
	const goods = goodsOf(names, n, place.city);
	const person: Person = { name: names[0], lang: 'ur', plan: 'seller', weeks: 0, class: 'thursday', goods };
	time.now = from;
	nextEvening(world, 2 + Math.floor(random() * 12));
	const entry = { organisationId: at.organisationId, cohortId };
	const learner = await join(world, person, (tx, learnerId) => enrol(tx, services, learnerId, entry));
	const told = aboutHer(n, place.district, all);
	await addAboutMe(services.db, learner.learnerId, told, Math.floor(time.now));
	const handle = await goHerWay(stage, learner, goods, WAYS[n % WAYS.length]!, cohortId);
	// Months later she is asked how it goes; after six, not all are reached.
	const sells = WAYS[n % WAYS.length] === 'confirmed';
	for (const month of FOLLOW_UP_MONTHS) {
		time.now = from + (month * 31 + 22) * DAY;
		nextEvening(world, 0);
		if (time.now > today || (month === 6 && n % 3 === 2)) break;
		await answerFollowUp(world, learner, month, {
			sells_now: sells || n % 8 === 0 ? 'yes' : 'no',
			orders: sells && month === 6 ? '6_20' : sells ? '1_5' : '0',
			own_account: n % 3 && !sells ? 'no' : 'yes',
			earnings: n % 5 < 1 ? 'others' : n % 4 === 2 ? 'self' : 'together'
		});
	}
	// One phone buys in several of these shops: a reason to look, for whoever reads the signs.
	if (handle && sellsOn(n) && today - from < 180 * DAY) {
		time.now = today - (16 + (n % 7)) * DAY;
		nextEvening(world, 0);
		await order(world, learner, handle, NEIGHBOUR, 'confirmed by buyer');
	}
	return learner.learnerId;
}

/** So many meetings of a class were held; the others fell to the harvest. */
const MEETINGS = 6;

async function attend(
	{ services, time, random }: World,
	at: StaffAt,
	cohortId: string,
	learnerIds: readonly string[]
): Promise<void> {
	const { meetings = [] } = (await readMeetings(services, at, cohortId)) ?? {};
	for (const { id: meetingId, heldOn } of meetings.slice(2, 2 + MEETINGS)) {
		time.now = Date.parse(`${heldOn}T12:30:00Z`);
		for (const learnerId of learnerIds) {
			const state = random() < 0.7 ? 'here' : 'away';
			const marking = { cohortId, meetingId, whom: { learnerId }, state } as const;
			must('mark attendance', await markAttendance(services, at, marking, recordStaffEvents));
		}
	}
}

/** @returns her shop, where she opened one */
async function goHerWay(
	{ world, at, administratorId, n }: Stage,
	learner: Learner,
	goods: Goods,
	way: Way,
	cohortId: string
): Promise<string | undefined> {
	const { services, random } = world;
	if (way === 'joins') return undefined;
	const course = services.catalogue.course('selling-online')!;
	const tested = n % 3 !== 1;
	if (tested) await answerPrePost(world, learner, course, 'before', 0.45);
	const lessons = { stops: 2, halfway: 5 }[way as 'stops'] ?? course.lessons.length;
	for (const lesson of course.lessons.slice(0, lessons)) {
		nextEvening(world, 1 + Math.floor(random() * 3));
		await study(world, learner, course, lesson);
	}
	if (n % 5 < 2) {
		await askForHelp(world, learner, course, course.lessons[lessons - 1]!);
		const [asked] = await readHelpRequests(services.db, learner.learnerId);
		world.time.now += 5 * HOUR;
		const which = { cohortId, learnerId: learner.learnerId, eventId: asked!.event_id };
		must('answer', await answerHelp(services, at, which));
	}
	if (way === 'stops') {
		nextEvening(world, 3);
		const code = LEFT[n % LEFT.length]!;
		must('leave a class', await leaveClass(services, at, cohortId, learner.learnerId, { code }));
	}
	if (lessons < course.lessons.length) return undefined;
	if (tested) await answerPrePost(world, learner, course, 'after', 0.8);
	nextEvening(world, 1);
	await takeCheck(world, learner, course, course.check.draw);
	if (way === 'badge') return undefined;
	const fraud = services.catalogue.course('fraud-check')!;
	nextEvening(world, 1);
	await takeCheck(world, learner, fraud, fraud.check.draw);
	nextEvening(world, 1);
	const handle = await open(world, learner, goods, administratorId);
	if (way === 'shop') return handle;
	nextEvening(world, 3 + Math.floor(random() * 6));
	await order(world, learner, handle, 100 + n, way === 'sold' ? 'said by seller' : 'confirmed by buyer');
	return handle;
}

/** What the programme wants of its last quarter, as an officer types it. */
const TARGETS: readonly Typed[] = [
	{ key: 'enrolled', group: 'woman', baseline: '0', target: '100' },
	{ key: 'completed_any', group: 'woman', baseline: '0', target: '70' },
	{ key: 'badge_any', group: 'woman', baseline: '0', target: '60' },
	{ key: 'first_sale_confirmed', group: 'woman', baseline: '0', target: '40' }
];

/**
 * Lives the three closed quarters, counts them, sets the last one's targets and freezes the one before.
 * @param classroom of whom the administrator may do all of it
 */
export async function liveEarlier(
	world: World,
	{ at, programmeId }: Pick<Classroom, 'at' | 'programmeId'>,
	today: number
): Promise<void> {
	const { services, time } = world;
	const quarters = closedQuarters(today, at.zone);
	const newId = () => uuidv7(Math.floor(time.now), services.random);
	time.now = boundsOf(quarters[0]!, at.zone).from;
	let n = 0;
	const first = newId();
	must('make a programme', await makeProgramme(services, at, { id: first, name: 'پہلا قدم' }));
	for (const [q, quarter] of quarters.entries()) {
		const { from } = boundsOf(quarter, at.zone);
		for (const place of PLACES) {
			time.now = from;
			const cohortId = newId();
			must(
				'make a class',
				await makeCohort(services, at, {
					id: cohortId,
					name: `${place.city} کی ${NTH[q]} کلاس`,
					programmeId: place.programme === 'first' ? first : programmeId,
					plan: {
						courses: ['selling-online'],
						startsOn: new Date(from + 2 * DAY).toISOString().slice(0, 10),
						weeks: 10,
						weekday: 2,
						time: '15:00',
						place: place.places,
						places: 60
					},
					approval: false
				})
			);
			const learnerIds: string[] = [];
			for (let i = 0; i < place.women[q]!; i++, n++) {
				const learnerId = await live({ world, at, administratorId: at.staffId, n, today }, place, {
					cohortId,
					from,
					// Of the last quarter's, some left off early.
					all: q < 2 || i % 5 !== 0
				});
				// Who left comes no more.
				if (WAYS[n % WAYS.length] !== 'stops') learnerIds.push(learnerId);
			}
			await attend(world, at, cohortId, learnerIds);
		}
	}
	time.now = today;
	await foldDirty(services, Infinity);
	await makeDueEditions(services);
	await sealAudit(services.allLearners, today);
	must('set targets', await setTargets(services, at, quarters[2]!, TARGETS));
	must(
		'freeze a report',
		await freezeReport(services, at, {
			period: quarters[1]!,
			name: quarters[1]!.replace(/(.*)-(.*)/, '$2 $1')
		})
	);
}
