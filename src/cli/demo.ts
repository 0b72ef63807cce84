/**
 * `npm run demo`: a believable sample in a data folder of its own, made only through the product's use cases, then the
 * server. Log-ins of every role are printed and written to logins.json there.
 */
import { addAboutMe, makeSetupLink, setUpAdministrator } from '#lib/accounts/index.server.ts';
import { readAwards } from '#lib/badges/index.server.ts';
import { compose } from '#lib/compose.server.ts';
import { DAY, HOUR, systemClock } from '#lib/platform/clock.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { boundsOf } from '#lib/reports/index.ts';
import { existsSync, writeFileSync } from 'node:fs';
import { closedQuarters, liveEarlier } from './demo/alumnae.ts';
import { classOf, found } from './demo/classes.ts';
import { readOptions } from './command.ts';
import { meet } from './demo/meet.ts';
import { people, READY, type Plan } from './demo/people.ts';
import { open, order, type Ending } from './demo/sell.ts';
import {
	askForHelp,
	getStuck,
	join,
	nextEvening,
	study,
	takeCheck,
	type Learner,
	type World
} from './demo/study.ts';
import { buildIfNeeded } from './start.ts';

process.env.QADAM_DEMO = '1';
// A sample's sellers are nobody's: no number is told, and no shop is made outside.
for (const name of ['SMS_ADAPTER', 'VENDURE_URL']) delete process.env[name];
process.env.DATA_DIR ||= 'demo-data';

/** For the demo alone, which holds nothing of anybody's. */
const PASSWORD = 'a shawl for every winter';
/** Of the sample's organisation. */
const ZONE = 'Asia/Karachi';

/** mulberry32: the same demo every time. */
function seeded(seed: number): () => number {
	let a = seed;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const ENDINGS: Ending[] = [
	'confirmed by buyer',
	'said by seller',
	'returned',
	'confirmed by buyer',
	'cancelled',
	'sent',
	'new'
];

/** How many lessons she has finished, where it is not all. */
const FINISHES: Partial<Record<Plan, number>> = {
	joined: 0,
	started: 2,
	stopped: 3,
	stuck: 4,
	asked: 4,
	halfway: 5
};

async function live(
	world: World,
	learner: Learner,
	staffId: string,
	today: number
): Promise<string | undefined> {
	const { services, time, random } = world;
	const { plan, goods } = learner.person;
	const course = services.catalogue.course('selling-online')!;
	const lessons = FINISHES[plan] ?? course.lessons.length;
	// Who goes on comes with her class, a lesson at a time, and has worked in these days; the others went at their own pace.
	const goesOn = ['started', 'halfway', 'stuck', 'asked'].includes(plan);
	const pace = goesOn ? (today - (1 + random() * 7) * DAY - time.now) / DAY / lessons : 0;
	for (const lesson of course.lessons.slice(0, lessons)) {
		nextEvening(world, goesOn ? Math.max(1, Math.floor(pace + random())) : 1 + Math.floor(random() * 3));
		if (time.now > today) return undefined;
		await study(world, learner, course, lesson);
	}
	const next = course.lessons[lessons];
	if (next && (plan === 'stuck' || plan === 'asked')) {
		time.now = Math.max(time.now, today - (2 + Math.floor(random() * 3)) * DAY);
		nextEvening(world, 0);
		if (plan === 'stuck') await getStuck(world, learner, course, next);
		else await askForHelp(world, learner, course, next);
	}
	if (!goods) return undefined;
	nextEvening(world, 2);
	if (plan === 'waiting') time.now = today - 2 * HOUR;
	if (plan === 'waiting' || plan === 'second-try' || plan === 'twice')
		await takeCheck(world, learner, course, 7);
	if (plan === 'twice') {
		time.now = Math.max(time.now, today - 3 * DAY);
		nextEvening(world, 1);
		await takeCheck(world, learner, course, 6);
	}
	if (plan === 'waiting' || plan === 'twice') return undefined;
	if (plan === 'second-try') nextEvening(world, 2);
	await takeCheck(world, learner, course, 10);
	// Badge A is there; the shop asks for the fraud check too, and some stand before it.
	if (plan === 'passed') return undefined;
	// Whose shop is not open has dice of her own, so that everybody else lives as they always did.
	const own = plan === 'unlocked' ? { ...world, random: seeded(11) } : world;
	nextEvening(own, 1);
	const fraud = services.catalogue.course('fraud-check')!;
	await takeCheck(own, learner, fraud, fraud.check.draw);
	if (learner.person.ready)
		for (const id of READY) {
			nextEvening(own, 1);
			const more = services.catalogue.course(id)!;
			await takeCheck(own, learner, more, more.check.draw);
		}
	if (plan === 'unlocked') return undefined;
	nextEvening(world, 1);
	const handle = await open(world, learner, goods, staffId);
	for (const [n, ending] of ENDINGS.entries()) {
		const days = Math.max(1, Math.floor((today - time.now) / DAY / (ENDINGS.length - n)) - 3);
		nextEvening(world, days);
		if (ending === 'new') time.now = Math.max(time.now, today - 5 * HOUR);
		if (time.now > today) break;
		await order(world, learner, handle, n + people.indexOf(learner.person), ending);
	}
	return handle;
}

async function makeSample(): Promise<object> {
	const env = readEnv(process.env);
	const today = systemClock();
	const time = { now: today - 11 * 7 * DAY };
	const { services, close } = await compose(env, { clock: () => Math.floor(time.now) });
	try {
		const token = new URL(await makeSetupLink(services), env.origin).searchParams.get('t')!;
		const administrator = { name: 'Nasreen', email: 'nasreen@qadam.example', password: PASSWORD };
		const made = await setUpAdministrator(services, { token, ...administrator });
		if (!made.ok) throw new Error(made.refusal.tag);
		const world: World = { services, time, random: seeded(7) };
		time.now = today;
		const [earliest] = closedQuarters(today, ZONE);
		const since = boundsOf(earliest!, ZONE).from;
		const classroom = await found(world, made.value.staffId, PASSWORD, since);
		const learners: object[] = [];
		const lived: Learner[] = [];
		for (const person of people) {
			time.now = today - person.weeks * 7 * DAY;
			nextEvening(world, 0);
			const learner = await join(world, person, await classOf(world, classroom, person.class));
			const gender = person.man ? 'man' : 'woman';
			await addAboutMe(services.db, learner.learnerId, { gender }, Math.floor(time.now));
			const handle = await live(world, learner, made.value.staffId, today);
			lived.push(learner);
			const [award] = await readAwards(services.db, learner.learnerId);
			learners.push({
				role: handle ? 'seller' : 'learner',
				name: person.name,
				plan: person.plan,
				code: learner.code,
				secret: learner.secret,
				...(award && { badge: `${env.origin}/${person.lang}/badge/${award.award_id}` }),
				...(handle && { shop: `${env.origin}/${person.lang}/shop/${handle}` })
			});
		}
		await meet(world, classroom, lived, today);
		await liveEarlier({ ...world, random: seeded(23) }, classroom, today);
		return {
			learnersLogIn: `${env.origin}/ur/login`,
			staffLogIn: `${env.origin}/ur/staff/login`,
			staff: [{ role: 'administrator', email: administrator.email, password: PASSWORD }, ...classroom.staff],
			learners
		};
	} finally {
		await close();
	}
}

const HELP = `npm run demo -- [--only-data]

Makes a sample in DATA_DIR (default: demo-data), once, prints the log-ins of every role, and serves.

--only-data  makes and prints, and does not serve

Ends with 0 when it is stopped, 1 when it failed, 2 for a wrong command.`;

if (import.meta.main) {
	const onlyData = readOptions(HELP, { 'only-data': { type: 'boolean', default: false } })['only-data'];
	const { dataDir } = readEnv(process.env);
	const file = `${dataDir}/logins.json`;
	if (!existsSync(file)) {
		console.log(
			'Making the sample: 60 learners of three classes, and the classes of three quarters before them …'
		);
		writeFileSync(file, `${JSON.stringify(await makeSample(), null, '\t')}\n`, { mode: 0o600 });
	}
	const { readFileSync } = await import('node:fs');
	console.log(readFileSync(file, 'utf8'));
	if (onlyData) process.exit(0);
	buildIfNeeded();
	await import('../server.ts');
}
