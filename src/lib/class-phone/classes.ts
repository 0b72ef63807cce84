import type { SentAct, SentAttendance, SentMark, SentNote } from '../progress/index.ts';
import { uuidv7, systemRandom } from '../platform/ids.ts';
import { isAct, isClass, type ActRow } from './class-store.ts';
import { readRow, sealRow, type OpenClassPhone } from './class-vault.ts';
import { withAct, type KeptClass } from './kept-class.ts';

/** An act with what became of it. */
export interface OwnAct {
	act: SentAct;
	row: ActRow;
}

const idOfClass = (cohort: string) => `class:${cohort}` as const;

/** Puts a class on the phone, or a newer one in its place. */
export async function keepClass(phone: OpenClassPhone, kept: KeptClass): Promise<void> {
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

/** Keeps an act: resolved, it is on the disk (S1). */
export async function doOffline(
	phone: OpenClassPhone,
	{ organisation, cohort }: Pick<KeptClass, 'organisation' | 'cohort'>,
	doing: Doing,
	now = Date.now(),
	random = systemRandom
): Promise<SentAct> {
	const id = uuidv7(now, random);
	const act: SentAct = { ...doing, id, at: now, organisation, cohort };
	const seqs = (await phone.store.all()).filter(isAct).map(({ seq }) => seq);
	const row = `act:${id}` as const;
	const box = await sealRow(phone, row, act);
	await phone.store.write({
		put: [{ id: row, seq: Math.max(0, ...seqs) + 1, state: 'waiting', box }]
	});
	return act;
}
