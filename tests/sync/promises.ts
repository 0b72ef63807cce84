import { isDeepStrictEqual } from 'node:util';
import type { PhoneEvent, Profile } from '../../src/lib/offline/index.ts';
import { counted } from '../../src/lib/offline/read-log.ts';
import { fold, lessonKinds, type LessonProgress, type Progress } from '../../src/lib/progress/index.ts';
import { readProgress } from '../../src/lib/progress/index.server.ts';
import type { Made } from './ledger.ts';
import type { SimulatedPhone } from './simulated-phone.ts';
import { LEARNERS, type LearnerId } from './simulated-server.ts';
import type { World } from './world.ts';

interface Stored {
	learner_id: LearnerId;
	event_id: string;
	profile_id: string;
	device: string;
	seq: number;
	kind: string;
	at: number;
	received_at: number;
	happened_at: number;
	outcome: string;
	body: string;
}

const show = (made: Made) => `${made.kind} ${made.profile} ${made.seq}, made on ${made.phone.name}`;

/** Events of which the server counts something; the others are only kept. */
const projected = [...lessonKinds, 'draft.saved'] as readonly string[];

/** What the phone shows of one open tile, against the truth and against the server. */
export async function checkTile(
	world: World,
	phone: SimulatedPhone,
	{ profile, log }: { profile: Profile; sealed: boolean; log: PhoneEvent[]; told: unknown }
): Promise<void> {
	const { ledger, server } = world;
	const learner = profile.learnerId as LearnerId | undefined;
	for (const event of log) {
		const made = ledger.events.get(event.id);
		if (!made) return world.breaks(`P1 an event on ${phone.name} that nobody made`);
		if (learner ? ledger.owner(made.profile) !== learner : made.profile !== profile.id)
			world.breaks(`K8 another's event in the log of ${profile.id}: ${show(made)}`);
		if (made.kind !== event.kind || !isDeepStrictEqual(made.body, event.body))
			world.breaks(`P1 not what was done: ${show(made)}`);
		if (event.state === 'here' && learner) world.breaks(`S2 waits for ever on ${phone.name}: ${show(made)}`);
		if (event.state === 'rejected' && !event.reason)
			world.breaks(`S3 rejected without a reason: ${show(made)}`);
		if ((event.state === 'rejected') !== made.bad && learner)
			world.breaks(`S3 ${event.state}: ${show(made)}`);
	}
	const here = new Set(log.map((event) => event.id));
	for (const made of ledger.events.values())
		if (made.phone === phone && made.profile === profile.id && made.said && !made.gone && !here.has(made.id))
			if (!(await isElsewhere(world, made))) world.breaks(`S6 not on its phone any more: ${show(made)}`);
	if (!learner) return;
	// One log: all that the server counts is here too, and nothing else.
	const held = server.rows<Stored>('select * from event where learner_id = ? order by pos', learner);
	const lacks = held.filter((row) => !here.has(row.event_id));
	if (lacks.length && !phone.plain)
		world.breaks(
			`S10 ${phone.name} lacks what the server holds: ${show(ledger.events.get(lacks[0]!.event_id)!)}`
		);
	if (lacks.length) return;
	const happened = new Map(held.map((row) => [row.event_id, row.happened_at]));
	const good = counted(log);
	const theirs = onlyStored(await readProgress(server.db, learner));
	// Times are the server's: it corrected them (S7). By the phone's own clock only the times may differ.
	const mine = onlyStored(fold(good, {}, (event) => happened.get(event.id)!));
	if (!isDeepStrictEqual(mine, theirs))
		world.breaks(
			`P2 ${phone.name} and the server make another progress of one log: ${JSON.stringify(mine)} and ${JSON.stringify(theirs)}`
		);
	if (!isDeepStrictEqual(timeless(onlyStored(fold(good))), timeless(theirs)))
		world.breaks(`P2 by its own clock ${phone.name} counts otherwise than the server`);
}

/** Erased from this phone since, and brought back by none: another storage of hers or the server holds it. */
async function isElsewhere(world: World, made: Made): Promise<boolean> {
	if (world.server.has(made.id)) return true;
	for (const { bare } of world.phones) if (await bare.read((t) => t.get('events', made.id))) return true;
	return false;
}

/** What the server's projection keeps: lessons and drafts. */
const onlyStored = ({ courses, draft }: Progress) => ({ lessons: courses['c1']?.lessons ?? {}, draft });

const timeless = ({ lessons, draft }: ReturnType<typeof onlyStored>) => ({
	lessons: Object.fromEntries(
		Object.entries(lessons).map(([name, { state, cards, items, practices }]: [string, LessonProgress]) => [
			name,
			{
				state,
				cards,
				tries: Object.entries(items)
					.map(([item, { tries, rightAt }]) => [item, tries, rightAt !== null])
					.sort(),
				practices: Object.entries(practices)
					.map(([practice, { missed }]) => [practice, missed])
					.sort()
			}
		])
	),
	parts: Object.keys(draft).sort()
});

/** The whole server, against the truth. */
export async function checkLogs(world: World): Promise<void> {
	const { ledger, server } = world;
	const rows = server.rows<Stored>('select * from event order by learner_id, pos');
	const inLog = new Map<string, Stored>();
	for (const row of rows) {
		const made = ledger.events.get(row.event_id);
		if (!made) return world.breaks(`P1 the server holds what nobody made: ${row.kind}`);
		if (inLog.has(row.event_id)) world.breaks(`S5 counted twice: ${show(made)}`);
		inLog.set(row.event_id, row);
		if (ledger.owner(made.profile) !== row.learner_id)
			world.breaks(`K8 in the log of another: ${show(made)}`);
		if (made.bad) world.breaks(`S3 what is no event was taken: ${show(made)}`);
		const same =
			made.profile === row.profile_id &&
			made.device === row.device &&
			made.seq === row.seq &&
			made.kind === row.kind;
		if (!same || !isDeepStrictEqual(JSON.parse(row.body), made.body))
			world.breaks(`P1 kept otherwise than done: ${show(made)}`);
		checkTime(world, row, made);
	}
	for (const made of ledger.events.values()) {
		if (!made.said || made.gone || made.bad || inLog.has(made.id)) continue;
		// A guest's work goes with her profile: it stays on the phone.
		if (!(await onItsPhoneAsGuests(made))) world.breaks(`S6 lost: ${show(made)}`);
	}
	for (const learner of LEARNERS) {
		const hers = rows.filter((row) => row.learner_id === learner);
		const again = new Set(hers.map((row) => row.event_id));
		const stored = onlyStored(await readProgress(server.db, learner));
		const tries = Object.values(stored.lessons).flatMap(({ items }) =>
			Object.values(items).map((item) => item.tries)
		);
		const answers = hers.filter((row) => row.kind === 'question.answered' && again.delete(row.event_id));
		const sum = tries.reduce((a, b) => a + b, 0);
		if (sum !== answers.length)
			world.breaks(`S5 ${answers.length} answers of ${learner} were counted as ${sum}`);
		const uncounted = hers.find((row) => row.outcome !== 'accepted' && projected.includes(row.kind));
		if (uncounted)
			world.breaks(`S3 not counted after the upgrade: ${show(ledger.events.get(uncounted.event_id)!)}`);
	}
	const tables = () =>
		['lesson_progress', 'draft_part', 'event'].map((table) =>
			server.rows(`select * from ${table} order by 1, 2, 3`)
		);
	const before = tables();
	await server.rebuild();
	if (!isDeepStrictEqual(tables(), before)) world.breaks('P3 rebuild changed rows');
}

async function onItsPhoneAsGuests({ id, phone }: Made): Promise<boolean> {
	return phone.bare.read(async (t) => {
		const row = await t.get<{ profile: string; state: string }>('events', id);
		const profile = row && (await t.get<Profile>('profiles', row.profile));
		return row?.state === 'here' && !!profile && !profile.learnerId;
	});
}

/** S7. Never after its receipt; as near to the truth as one measured skew can bring it. */
function checkTime(world: World, row: Stored, made: Made): void {
	if (row.happened_at > row.received_at || row.happened_at < 0)
		world.breaks(`S7 after its receipt: ${show(made)}`);
	const { taken, off, trueAt, phone } = made;
	if (!taken) return;
	const measured = taken.by === phone && taken.device === made.device;
	const fault = Math.abs(row.happened_at - trueAt);
	// A clock that was set in between cannot be measured; another phone's clock says nothing of this one's.
	const most = 2 * 60_000 + taken.flight + (measured ? Math.abs(off - taken.off) : Math.abs(off));
	if (fault > most)
		world.breaks(
			`S7 ${Math.round(fault / 1000)} s from the truth, at most ${Math.round(most / 1000)} s: ${show(made)}`
		);
}
