/** What trainers did in these weeks, through the use cases behind their pages: who came, marks, notes, news, one report. */
import { practicalQueues } from '#lib/assessment/index.server.ts';
import {
	announce,
	auditProgress,
	keepNote,
	markAttendance,
	markRead,
	readAnnouncements,
	readMeetings,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import { DAY, HOUR } from '#lib/platform/clock.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { tellTrouble } from '#lib/safety/index.server.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import type { Classroom } from './classes.ts';
import { READY, type ClassName, type Plan } from './people.ts';
import type { Learner, World } from './study.ts';

/** How often she comes, out of 1: those who go on come, those who stopped came at first. */
const COMES: Partial<Record<Plan, number>> = { stopped: 0.4, joined: 0.25, started: 0.75 };
/** One practical in so many is not yet what the rubric asks for; the rest of those marked are. */
const NOT_YET = 4;
/** Of the practicals, so many in ten are marked; the others wait for their trainer. */
const MARKED = 6;

const NOTES: Partial<Record<Plan, string>> = {
	stopped: 'بیٹی بیمار ہے، دو ہفتے سے نہیں آ سکیں۔ اگلے مہینے پھر شروع کرنا چاہتی ہیں۔',
	stuck: 'کلاس میں ساتھ بیٹھ کر دیکھا: سوال کا لفظ سمجھ نہیں آیا تھا، حساب ٹھیک ہے۔',
	twice: 'پرچے سے پہلے سبق 3 اور 6 ساتھ دہرائیں گے۔'
};
const COMMENTS = {
	passed: 'بہت صاف لکھا ہے۔ قیمت میں ڈبے کا خرچ بھی آ گیا، شاباش۔',
	notYet: 'ماپ اور واپسی کی بات بھی لکھ دیں، پھر گاہک کو پوچھنا نہیں پڑے گا۔'
};
const NEWS = {
	old: {
		ur: 'اگلے ہفتے جگہ بند ہے۔ کلاس اُس سے اگلے ہفتے ہو گی، اسی وقت۔',
		en: 'The place is closed next week. The class is the week after, at the same time.'
	},
	now: {
		ur: 'اگلی کلاس میں اپنی ایک چیز ساتھ لائیں، ہم مل کر اس کی تصویر لیں گے۔',
		en: 'Bring one thing you make to the next class: we will take its picture together.'
	}
};

interface Week {
	world: World;
	at: StaffAt;
	cohortId: string;
	learners: readonly Learner[];
}

const newId = ({ services, time }: World) => uuidv7(Math.floor(time.now), services.random);

function done(what: string, result: { ok: boolean; refusal?: { tag: string } }): void {
	if (!result.ok) throw new Error(`the demo could not ${what}: ${result.refusal?.tag}`);
}

/** Lives every class's weeks; the clock stands at `today` again afterwards. */
export async function meet(
	world: World,
	classroom: Classroom,
	learners: readonly Learner[],
	today: number
): Promise<void> {
	for (const name of Object.keys(classroom.ids) as ClassName[]) {
		const week: Week = {
			world,
			at: await classroom.teacher(name),
			cohortId: classroom.ids[name],
			learners: learners.filter(({ person }) => person.class === name)
		};
		await attend(week, today);
		world.time.now = today - 2 * DAY;
		await note(week);
		await markPracticals(week);
		await tell(week, today);
	}
	// T7. One woman has used the button; only the safeguarding lead's pages know of it.
	const troubled = learners.find(({ person }) => person.plan === 'started');
	world.time.now = today - 5 * HOUR;
	if (troubled)
		await tellTrouble(world.services, troubled.learnerId, {
			lang: troubled.person.lang,
			reach: 'message',
			when: 'noon',
			topics: ['online']
		});
	world.time.now = today;
}

/** Every meeting that has been, marked on its own afternoon, of those who had joined by then. */
async function attend({ world, at, cohortId, learners }: Week, today: number): Promise<void> {
	const { services, time, random } = world;
	for (const meeting of (await readMeetings(services, at, cohortId))?.meetings ?? []) {
		// Half past five in Pakistan.
		time.now = Date.parse(`${meeting.heldOn}T12:30:00Z`);
		if (time.now > today || meeting.cancelled) continue;
		for (const { learnerId, person } of learners) {
			if (time.now < today - person.weeks * 7 * DAY) continue;
			const comes = random() < (COMES[person.plan] ?? 0.9);
			const state = comes ? 'here' : random() < 0.3 ? 'excused' : 'away';
			const marking = { cohortId, meetingId: meeting.id, whom: { learnerId }, state } as const;
			done('mark attendance', await markAttendance(services, at, marking, recordStaffEvents));
		}
	}
}

async function note({ world, at, cohortId, learners }: Week): Promise<void> {
	const told = new Set<Plan>();
	for (const { learnerId, person } of learners) {
		const text = NOTES[person.plan];
		if (!text || told.has(person.plan)) continue;
		told.add(person.plan);
		const given = { cohortId, learnerId, id: newId(world), text, replaces: '' };
		done('keep a note', await keepNote(world.services, at, given));
	}
}

async function markPracticals({ world, at, cohortId, learners }: Week): Promise<void> {
	const { services } = world;
	const course = services.catalogue.course('selling-online')!;
	const ids = learners.map(({ learnerId }) => learnerId);
	const [queue] = await practicalQueues(services.db, [course], ids);
	for (const [i, { learnerId }] of queue!.entries()) {
		if (i % 10 >= MARKED) continue;
		const passed = i % NOT_YET !== NOT_YET - 1;
		const { rubric } = course.practical;
		const marks = Object.fromEntries(rubric.map(({ id }, n) => [id, passed || n === 0]));
		const comment = passed ? COMMENTS.passed : COMMENTS.notYet;
		const body = { course: course.id, version: course.version, marks, comment };
		const act = { kind: 'practical.marked', body, act: [newId(world)] } as const;
		const also = auditProgress(services, { ...at, cohortId });
		await recordStaffEvents(services, at.staffId, learnerId, [act], { also });
	}
	for (const { learnerId } of learners.filter(({ person }) => person.ready))
		for (const id of READY) {
			const { version, practical } = services.catalogue.course(id)!;
			const marks = Object.fromEntries(practical.rubric.map((point) => [point.id, true]));
			const body = { course: id, version, marks, comment: '' };
			const act = { kind: 'practical.marked', body, act: [newId(world)] } as const;
			const also = auditProgress(services, { ...at, cohortId });
			await recordStaffEvents(services, at.staffId, learnerId, [act], { also });
		}
}

/** Two announcements, one of them standing; two of three have seen it. */
async function tell({ world, at, cohortId, learners }: Week, today: number): Promise<void> {
	const { services, time } = world;
	for (const [text, ago] of [
		[NEWS.old, 25],
		[NEWS.now, 1]
	] as const) {
		time.now = today - ago * DAY;
		done('announce', await announce(services, at, { id: newId(world), cohortId, ...text, days: 7 }));
	}
	time.now = today - 6 * HOUR;
	for (const [i, { learnerId }] of learners.entries())
		if (i % 3) {
			const standing = await readAnnouncements(services.db, learnerId, time.now);
			await markRead(
				services,
				learnerId,
				standing.map(({ id }) => id)
			);
		}
}
