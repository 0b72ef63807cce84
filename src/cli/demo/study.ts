/** Joins and studies as a phone would: events recorded over days, sent in batches through the sync use case. */
import { joinLearner, profilesOf } from '#lib/accounts/index.server.ts';
import { openCheck } from '#lib/assessment/index.server.ts';
import type { Course, Lesson, PlayData, Practice, Question } from '#lib/catalog/index.ts';
import { DAY, MINUTE } from '#lib/platform/clock.ts';
import type { Tx } from '#lib/platform/db.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import type {
	BusinessAnswers,
	EventBodies,
	EventKind,
	FollowUpMonth,
	ProgressEvent
} from '#lib/progress/index.ts';
import type { Services } from '#lib/services.server.ts';
import { syncPhone } from '#lib/sync/index.server.ts';
import type { Person } from './people.ts';

/** The demo's own time: use cases read it, histories move it. */
export interface Time {
	now: number;
}

export interface Learner {
	person: Person;
	learnerId: string;
	code: string;
	secret: string;
	profile: string;
	device: string;
	seq: number;
	queue: ProgressEvent[];
}

export interface World {
	services: Services;
	time: Time;
	/** 0 ≤ x < 1, seeded: the same demo every time. */
	random: () => number;
}

const hex32 = (random: () => number) =>
	Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');

export async function join(
	world: World,
	person: Person,
	enters: (tx: Tx, learnerId: string) => Promise<unknown>
): Promise<Learner> {
	const { services, time, random } = world;
	const profile = uuidv7(Math.floor(time.now), services.random);
	const secret = String(100_000 + Math.floor(random() * 900_000));
	const joined = await joinLearner(
		services,
		{
			key: hex32(random),
			name: person.name,
			// Four of five tell a number, in a block that begins with zeros.
			...(Number(secret) % 5 !== 0 && { contactPhone: `+92300000${secret.slice(0, 4)}` }),
			lang: person.lang,
			secret: { kind: 'digits', text: secret },
			consents: random() < 0.8 ? ['reporting'] : [],
			profiles: [profile],
			tileSeed: 1 + Math.floor(random() * 2 ** 31),
			deviceHash: services.secrets.lookup('device', hex32(random))
		},
		enters
	);
	if (!joined.ok) throw new Error(`the demo's ${person.name} could not join: ${joined.refusal.tag}`);
	const { learnerId, card } = joined.value;
	return { person, learnerId, code: card!.code, secret, profile, device: hex32(random), seq: 0, queue: [] };
}

function record<K extends EventKind>(world: World, learner: Learner, kind: K, body: EventBodies[K]): void {
	learner.queue.push({
		id: uuidv7(Math.floor(world.time.now), world.services.random),
		profile: learner.profile,
		actor: 'self',
		device: learner.device,
		seq: ++learner.seq,
		kind,
		v: 1,
		at: Math.floor(world.time.now),
		body
	});
}

/** Sends what waits, as the phone does when there is signal. */
export async function flush(world: World, learner: Learner): Promise<void> {
	const { services, time } = world;
	const profiles = await profilesOf(services.db, learner.learnerId);
	while (learner.queue.length) {
		const events = learner.queue.splice(0, 40);
		const answer = await syncPhone(services, {
			learnerId: learner.learnerId,
			profiles,
			envelope: { device: learner.device, sentAt: Math.floor(time.now), events },
			reads: false
		});
		const refused = answer.outcomes.find((o) => o.outcome === 'rejected');
		if (refused) throw new Error(`the demo made a bad event: ${refused.reason} ${refused.detail ?? ''}`);
	}
}

/** To the next evening, when the work is done and the phone is free. */
export function nextEvening(world: World, days: number): void {
	const { time, random } = world;
	const midnight = Math.floor(time.now / DAY) * DAY;
	// 17:00 to 21:00 in Pakistan is 12:00 to 16:00 UTC.
	time.now = midnight + days * DAY + (12 + random() * 4) * 60 * MINUTE;
}

const wrongChoices = (question: Question): string[] => {
	if (question.type === 'amount') return ['1'].filter((c) => !question.key.includes(c));
	const letters = question.options.map((o) => o.letter);
	if (question.type === 'sort')
		return [letters.toReversed().join('')].filter((c) => !question.key.includes(c));
	return letters.filter((l) => !question.key.includes(l));
};

function answer(world: World, learner: Learner, course: Course, lesson: Lesson, question: Question): boolean {
	const base = { course: course.id, version: course.version, lang: learner.person.lang, lesson: lesson.id };
	const say = (choice: string, right: boolean) => {
		world.time.now += (12 + world.random() * 30) * 1000;
		record(world, learner, 'question.answered', { ...base, item: question.id, choice, right });
	};
	const wrong = world.random() < 0.28 ? wrongChoices(question)[0] : undefined;
	if (wrong) say(wrong, false);
	say(question.key[0]!, true);
	return !wrong;
}

/** One lesson from the first card to the last, with a slip here and there. */
export async function study(world: World, learner: Learner, course: Course, lesson: Lesson): Promise<void> {
	const base = { course: course.id, version: course.version, lang: learner.person.lang, lesson: lesson.id };
	for (const block of lesson.blocks) {
		world.time.now += (25 + world.random() * 50) * 1000;
		if (block.block === 'card') record(world, learner, 'lesson.card', { ...base, card: block.id });
		else if (block.block === 'question') answer(world, learner, course, lesson, block);
		else {
			const asked = block.questions.filter((q) => !answer(world, learner, course, lesson, q));
			const scenes = block.type === 'play' ? (block.data.ur as PlayData).scenes : [];
			const missed = [...asked, ...scenes.filter(() => world.random() < 0.15)].map(({ id }) => id);
			keepDraft(world, learner, block.type);
			record(world, learner, 'practice.done', { ...base, practice: block.id, missed });
		}
	}
	record(world, learner, 'lesson.finished', base);
	await flush(world, learner);
}

/** Begins a lesson and answers its first question wrong three times, as somebody who is stuck. */
export async function getStuck(
	world: World,
	learner: Learner,
	course: Course,
	lesson: Lesson
): Promise<void> {
	const base = { course: course.id, version: course.version, lang: learner.person.lang, lesson: lesson.id };
	for (const block of lesson.blocks) {
		world.time.now += 40_000;
		if (block.block === 'card') record(world, learner, 'lesson.card', { ...base, card: block.id });
		if (block.block !== 'question') continue;
		const wrong = wrongChoices(block);
		for (const n of [0, 1, 2]) {
			world.time.now += 30_000;
			const choice = wrong[n % wrong.length]!;
			record(world, learner, 'question.answered', { ...base, item: block.id, choice, right: false });
		}
		break;
	}
	await flush(world, learner);
}

/** Asks her trainer for help with a lesson. */
export async function askForHelp(
	world: World,
	learner: Learner,
	course: Course,
	lesson: Lesson
): Promise<void> {
	world.time.now += 60_000;
	record(world, learner, 'help.asked', { course: course.id, lesson: lesson.id });
	await flush(world, learner);
}

function keepDraft(world: World, learner: Learner, type: Practice['type']): void {
	const goods = learner.person.goods;
	if (!goods) return;
	if (type === 'listing')
		record(world, learner, 'draft.saved', { part: 'listing', value: { ...goods.listing } });
	if (type === 'price') record(world, learner, 'draft.saved', { part: 'price', value: { ...goods.price } });
}

/** Takes the final check and gets `right` of its items right. */
export async function takeCheck(
	world: World,
	learner: Learner,
	course: Course,
	right: number
): Promise<void> {
	const open = await openCheck(world.services, learner.learnerId, course);
	if (!open.ok) throw new Error(`no check is open to ${learner.person.name}: ${open.refusal.tag}`);
	const answers: Record<string, string> = {};
	open.value.items.forEach(({ id }, i) => {
		const item = course.check.items.find((q) => q.id === id)!;
		answers[id] = i < right ? item.key[0]! : (wrongChoices(item)[0] ?? '0');
		world.time.now += 40_000;
	});
	const { version, number } = open.value;
	record(world, learner, 'check.submitted', { course: course.id, version, number, answers });
	await flush(world, learner);
}

/** The questions before or after a course. @param knows how many of them she knows, 0 to 1 */
export async function answerPrePost(
	world: World,
	learner: Learner,
	course: Course,
	phase: 'before' | 'after',
	knows: number
): Promise<void> {
	if (!course.prepost.length) return;
	const answers = Object.fromEntries(
		course.prepost.map((question) => [
			question.id,
			world.random() < knows ? question.key[0]! : (wrongChoices(question)[0] ?? '0')
		])
	);
	world.time.now += 5 * MINUTE;
	record(world, learner, 'prepost.answered', { course: course.id, version: course.version, phase, answers });
	await flush(world, learner);
}

/** What she says of her business when she is asked again. */
export async function answerFollowUp(
	world: World,
	learner: Learner,
	month: FollowUpMonth,
	answers: BusinessAnswers
): Promise<void> {
	record(world, learner, 'followup.answered', { month, answers });
	await flush(world, learner);
}
