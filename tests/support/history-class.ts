import { progressProjector } from '#lib/progress/index.server.ts';
import { assessmentProjector } from '#lib/assessment/index.server.ts';
import type { StaffAt } from '#lib/cohorts/index.server.ts';
import type { Course } from '#lib/catalog/index.ts';
import type { EventBodies, EventKind, ProgressEvent } from '#lib/progress/index.ts';
import type { Services } from '#lib/services.server.ts';
import { ingest } from '#lib/sync/index.server.ts';
import { DAY, HOUR } from '../../src/lib/platform/clock.ts';
import { uuidv7 } from '../../src/lib/platform/ids.ts';
import { courseA, wrongChoice } from './course-a.ts';

/** Course A and copies of it under other ids: eight lessons each. */
export function coursesLikeA(count: number): Course[] {
	const a = courseA();
	return Array.from({ length: count }, (_, i) => (i === 0 ? a : { ...a, id: `${a.id}-${i + 1}` }));
}

export interface HistoryClass {
	at: StaffAt;
	cohortId: string;
	learnerIds: string[];
	/** Takes work of one learner, days ago, as her phone sends it. */
	did<K extends EventKind>(learnerId: string, kind: K, body: EventBodies[K], daysAgo: number): Promise<void>;
	takeIn(learnerId: string, events: readonly ProgressEvent[]): Promise<void>;
	event<K extends EventKind>(
		learnerId: string,
		kind: K,
		body: EventBodies[K],
		daysAgo: number
	): ProgressEvent;
	/** The services with these courses and the projectors of progress and assessment. */
	services: Services;
}

type Some = Pick<Services, 'db' | 'clock' | 'random'>;

/** A class with its trainer and its learners; their work comes through ingest. */
export async function makeHistoryClass(
	given: Some,
	{ learners, courses, since = 70 }: { learners: number; courses: Course[]; since?: number }
): Promise<HistoryClass> {
	const { db, clock, random } = given;
	const now = clock();
	const id = () => uuidv7(now, random);
	const catalogue = {
		courses: () => courses,
		earned: () => courses,
		course: (wanted: string) => courses.find((c) => c.id === wanted),
		version: (wanted: string) => courses.find((c) => c.id === wanted)
	};
	const services = {
		...given,
		catalogue,
		projectors: [progressProjector, assessmentProjector(() => catalogue as never)]
	} as unknown as Services;
	const [organisationId, cohortId, staffId] = [id(), id(), id()];
	const enrolledAt = now - since * DAY;
	await db
		.insertInto('organisation')
		.values({ organisation_id: organisationId, name: 'ادارہ', zone: 'Asia/Karachi', created_at: enrolledAt })
		.execute();
	await db
		.insertInto('cohort')
		.values({
			organisation_id: organisationId,
			cohort_id: cohortId,
			name: 'منگل',
			course: courses[0]!.id,
			plan: JSON.stringify({ courses: courses.map((c) => c.id) }),
			created_at: enrolledAt
		})
		.execute();
	const learnerIds = Array.from({ length: learners }, id);
	for (const [i, learnerId] of learnerIds.entries()) {
		await db
			.insertInto('learner')
			.values({
				learner_id: learnerId,
				kind: 'joined',
				display_name: `نام ${i + 1}`,
				locale: 'ur',
				tile_seed: i,
				created_at: enrolledAt,
				joined_at: enrolledAt
			})
			.execute();
		await db
			.insertInto('cohort_member')
			.values({
				organisation_id: organisationId,
				cohort_id: cohortId,
				learner_id: learnerId,
				state: 'active',
				since: enrolledAt
			})
			.execute();
	}
	const seqs = new Map<string, number>();
	const event: HistoryClass['event'] = (learnerId, kind, body, daysAgo) => {
		const seq = (seqs.get(learnerId) ?? 0) + 1;
		seqs.set(learnerId, seq);
		return {
			id: id(),
			profile: `profile-${learnerId}`,
			actor: 'self',
			device: `device-${learnerId}`.slice(0, 60),
			seq,
			kind,
			v: 1,
			at: now - daysAgo * DAY + seq,
			body
		};
	};
	const takeIn: HistoryClass['takeIn'] = async (learnerId, events) => {
		const receivedAt = Math.max(...events.map((e) => e.at)) + HOUR;
		await ingest(db, services.projectors, { learnerId, actor: 'self', events, receivedAt, skew: 0 });
	};
	return {
		at: {
			staffId,
			organisationId,
			organisation: 'ادارہ',
			zone: 'Asia/Karachi',
			roles: ['trainer'],
			own: new Set([cohortId])
		},
		cohortId,
		learnerIds,
		event,
		takeIn,
		did: (learnerId, kind, body, daysAgo) => takeIn(learnerId, [event(learnerId, kind, body, daysAgo)]),
		services
	};
}

/** Ten weeks of work of one learner: cards, answers with some wrong, practices, finished lessons, a final check. */
export async function liveThrough(
	made: HistoryClass,
	learnerId: string,
	courses: readonly Course[],
	{ share, weeks = 10 }: { share: number; weeks?: number }
): Promise<void> {
	const lessons = courses.flatMap((course) => course.lessons.map((lesson) => ({ course, lesson })));
	const until = Math.round(lessons.length * share);
	for (const [i, { course, lesson }] of lessons.slice(0, until).entries()) {
		const day = weeks * 7 - 1 - Math.floor((i * (weeks * 7 - 2)) / lessons.length);
		const base = { course: course.id, version: course.version, lang: 'ur', lesson: lesson.id };
		const events = lesson.blocks.flatMap((block, n) => {
			if (block.block === 'card')
				return [made.event(learnerId, 'lesson.card', { ...base, card: block.id }, day)];
			const questions = block.block === 'practice' ? block.questions : [block];
			const answers = questions.flatMap((q, k) => {
				const wrong = (i + n + k + learnerId.charCodeAt(30)) % 4 === 0;
				const answer = (choice: string, right: boolean) =>
					made.event(learnerId, 'question.answered', { ...base, item: q.id, choice, right }, day);
				return [...(wrong ? [answer(wrongChoice(q), false)] : []), answer(q.key[0]!, true)];
			});
			return block.block === 'practice'
				? [
						...answers,
						made.event(learnerId, 'practice.done', { ...base, practice: block.id, missed: [] }, day)
					]
				: answers;
		});
		if (i < until - 1 || share === 1) events.push(made.event(learnerId, 'lesson.finished', base, day));
		for (let from = 0; from < events.length; from += 90)
			await made.takeIn(learnerId, events.slice(from, from + 90));
	}
}
