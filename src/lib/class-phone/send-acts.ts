import type { SentReceipt } from '../progress/index.ts';
import { isClass, type ClassPhoneRow } from './class-store.ts';
import { readRow, sealRow, type OpenClassPhone } from './class-vault.ts';
import { readActs, type OwnAct } from './classes.ts';
import { withAct, type KeptClass } from './kept-class.ts';

/** So many acts, and so many characters of them, in one batch: the door takes 100 and 64 KB. */
const MOST = 50;
const MOST_CHARACTERS = 20_000;

/** What the door answered. `none`: nobody did, or not now. */
export type SendAnswer =
	| { tag: 'receipts'; receipts: SentReceipt[] }
	| { tag: 'none' }
	/** She is not logged in. */
	| { tag: 'no_session' }
	/** Somebody else is. */
	| { tag: 'other_person' };

export interface ActsDoor {
	send(body: { staff: string; sentAt: number; acts: unknown[] }): Promise<SendAnswer>;
}

export const actsDoor: ActsDoor = {
	async send(body) {
		try {
			const answer = await fetch('/api/staff/acts', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body)
			});
			if (answer.status === 401) return { tag: 'no_session' };
			if (answer.status === 409) return { tag: 'other_person' };
			if (!answer.ok) return { tag: 'none' };
			return { tag: 'receipts', receipts: ((await answer.json()) as { receipts: SentReceipt[] }).receipts };
		} catch {
			return { tag: 'none' };
		}
	}
};

/** Whether it is her own session that the server answers: what it says of her classes is said to her. */
export const isHerSession = async ({ staff }: OpenClassPhone, door: ActsDoor = actsDoor): Promise<boolean> =>
	(await door.send({ staff, sentAt: Date.now(), acts: [] })).tag === 'receipts';

/** `sent`: nothing waits any more. */
export type Sent = 'sent' | Exclude<SendAnswer['tag'], 'receipts'>;

/**
 * Sends what waits, in its order. An act leaves the queue only by an answer that names it (S6): done, it is in the kept
 * class; held and refused, it stays to be read.
 */
export async function sendActs(
	phone: OpenClassPhone,
	door: ActsDoor = actsDoor,
	now: () => number = Date.now
): Promise<Sent> {
	for (;;) {
		const waiting = (await readActs(phone)).filter(({ row }) => row.state === 'waiting');
		if (!waiting.length) return 'sent';
		const batch = nextBatch(waiting);
		const answer = await door.send({
			staff: phone.staff,
			sentAt: now(),
			acts: batch.map(({ act }) => act)
		});
		if (answer.tag !== 'receipts') return answer.tag;
		// Whoever answers about nothing that was sent would be asked for ever.
		if (!(await settle(phone, batch, answer.receipts))) return 'none';
	}
}

function nextBatch(waiting: readonly OwnAct[]): OwnAct[] {
	let characters = 0;
	const end = waiting.findIndex(({ act }, i) => {
		characters += JSON.stringify(act).length;
		return i > 0 && (i >= MOST || characters > MOST_CHARACTERS);
	});
	return end < 0 ? [...waiting] : waiting.slice(0, end);
}

/** @returns how many acts left the queue */
async function settle(
	phone: OpenClassPhone,
	batch: readonly OwnAct[],
	receipts: readonly SentReceipt[]
): Promise<number> {
	const put: ClassPhoneRow[] = [];
	const done: OwnAct[] = [];
	for (const own of batch) {
		const receipt = receipts.find(({ id }) => id === own.act.id);
		if (receipt?.outcome === 'done') done.push(own);
		else if (receipt?.outcome === 'held') put.push({ ...own.row, state: 'held' });
		else if (receipt?.outcome === 'refused')
			put.push({ ...own.row, state: 'refused', ...(receipt.reason && { reason: receipt.reason }) });
	}
	const settled = put.length + done.length;
	// In one transaction: what she did is never gone from both.
	for (const row of (await phone.store.all()).filter(isClass)) {
		const kept = await readRow<KeptClass>(phone, row);
		const after = done.reduce((now, { act }) => withAct(now, act), kept);
		if (after === kept) continue;
		const box = await sealRow(phone, row.id, after);
		put.push({ ...row, box, size: box.length });
	}
	await phone.store.write({ put, drop: done.map(({ row }) => row.id) });
	return settled;
}
