import type { SentAct, SentAttendance, SentMark, SentNote } from '../progress/index.ts';
import { uuidv7, systemRandom } from '../platform/ids.ts';
import { isAct, isClass, isLock, type ActRow, type ClassPhoneRow } from './class-store.ts';
import { readRow, sealRow, type OpenClassPhone } from './class-vault.ts';
import { withAct, type KeptClass } from './kept-class.ts';

/** An act with what became of it. */
export interface OwnAct {
	act: SentAct;
	row: ActRow;
}

const idOfClass = (cohort: string) => `class:${cohort}` as const;

/** @throws where all was wiped meanwhile, in another page: what is sealed now could never be opened again */
async function stillHere({ store }: OpenClassPhone): Promise<ClassPhoneRow[]> {
	const rows = await store.all();
	if (!rows.some(isLock)) throw new Error('taken off this phone');
	return rows;
}

/** Puts a class on the phone, or a newer one in its place. */
export async function keepClass(phone: OpenClassPhone, kept: KeptClass): Promise<void> {
	await stillHere(phone);
	const id = idOfClass(kept.cohort);
	const box = await sealRow(phone, id, kept);
	await phone.store.write({ put: [{ id, box, size: box.length }] });
}

export const dropClass = (phone: OpenClassPhone, cohort: string): Promise<void> =>
	phone.store.write({ drop: [idOfClass(cohort)] });

/** Her acts, in the order in which she did them. */
export async function readActs(phone: OpenClassPhone): Promise<OwnAct[]> {
	const rows = (await phone.store.all()).filter(isAct).sort((a, b) => a.seq - b.seq);
	return Promise.all(rows.map(async (row) => ({ row, act: await readRow<SentAct>(phone, row) })));
}

/** Her classes by name, each with what she did in it since and the bytes that it takes here. */
export async function readClasses(phone: OpenClassPhone): Promise<{ kept: KeptClass; size: number }[]> {
	const acts = (await readActs(phone)).filter(({ row }) => row.state === 'waiting');
	const rows = (await phone.store.all()).filter(isClass);
	const classes = await Promise.all(
		rows.map(async (row) => ({
			kept: acts.reduce((kept, { act }) => withAct(kept, act), await readRow<KeptClass>(phone, row)),
			size: row.size
		}))
	);
	return classes.sort((a, b) => a.kept.name.localeCompare(b.kept.name));
}

/** What she does: one of the three kinds, without what is the same for all. */
export type Doing =
	| Pick<SentAttendance, 'kind' | 'learner' | 'meeting' | 'state'>
	| Pick<SentMark, 'kind' | 'learner' | 'course' | 'version' | 'met' | 'comment'>
	| Pick<SentNote, 'kind' | 'learner' | 'text'>;

/** Keeps acts, all or none: resolved, they are on the disk (S1). */
export async function doOffline(
	phone: OpenClassPhone,
	{ organisation, cohort }: Pick<KeptClass, 'organisation' | 'cohort'>,
	doings: readonly Doing[],
	now = Date.now(),
	random = systemRandom
): Promise<SentAct[]> {
	const before = (await stillHere(phone)).filter(isAct).map(({ seq }) => seq);
	const last = Math.max(0, ...before);
	const acts = doings.map((doing): SentAct => ({
		...doing,
		id: uuidv7(now, random),
		at: now,
		organisation,
		cohort
	}));
	const rows = acts.map(async (act, i): Promise<ActRow> => {
		const id = `act:${act.id}` as const;
		return { id, seq: last + i + 1, state: 'waiting', box: await sealRow(phone, id, act) };
	});
	await phone.store.write({ put: await Promise.all(rows) });
	return acts;
}
