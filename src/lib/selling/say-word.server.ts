import * as v from 'valibot';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { isBlockedBuyer } from './block-buyer.server.ts';
import type { OrderActor } from './decide-order.ts';
import { complaintReasons, wordDoor, wordFacts, type WordDoor, type WordKind } from './decide-word.ts';
import { forStrangers, lines, needed, parseForm, type FieldFault } from './form.ts';
import { findBySecret, lockOrder, updateOrder } from './order.repository.server.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { insertWord, readWords } from './word.repository.server.ts';

export const WORD_LENGTH = 300;

export interface Word {
	kind: WordKind;
	/** Of a complaint. */
	reason?: string;
	words: string;
}

export type WordRefusal =
	| { tag: 'no-order' }
	| { tag: 'words'; fault: FieldFault }
	| { tag: 'reason-missing' }
	/** The seller has blocked this number. */
	| { tag: 'blocked' }
	| { tag: 'door'; door: Exclude<WordDoor, 'open'> };

type Said = Result<null, WordRefusal>;

/** The link goes from hand to hand, so what stands on its page gives no number away, either side's (M8). */
const needsWords = v.object({ words: needed(forStrangers(lines(WORD_LENGTH))) });
const mayHaveWords = v.object({ words: forStrangers(lines(WORD_LENGTH)) });

/** What the buyer asks or complains about on the order's own page; from now on she waits for an answer. */
export const sayAsBuyer = (
	{ db, clock, secrets }: Pick<OrderDeps, 'db' | 'clock' | 'secrets'>,
	secret: string,
	word: Word & { kind: 'ask' | 'complaint' }
): Promise<Said> =>
	db.transaction().execute(async (tx) => {
		const found = await findBySecret(tx, secretHash(secrets, secret));
		if (!found) return refuse({ tag: 'no-order' });
		const { learner_id: learnerId, order_id: orderId } = found;
		const order = await lockOrder(tx, learnerId, orderId);
		if (!order) return refuse({ tag: 'no-order' });
		if (await isBlockedBuyer({ db: tx, secrets }, learnerId, [order.buyer_phone]))
			return refuse({ tag: 'blocked' });
		return say(tx, { learnerId, orderId, actor: 'buyer' }, word, clock());
	});

/** The seller's answer; nobody waits any more. */
export const answerBuyer = (
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string,
	orderId: string,
	words: string
): Promise<Said> =>
	db
		.transaction()
		.execute((tx) => say(tx, { learnerId, orderId, actor: 'seller' }, { kind: 'answer', words }, clock()));

async function say(
	tx: Tx,
	{ learnerId, orderId, actor }: { learnerId: string; orderId: string; actor: OrderActor },
	{ kind, reason = '', words: typed }: Word,
	now: number
): Promise<Said> {
	const complains = kind === 'complaint';
	if (complains && !(complaintReasons as readonly string[]).includes(reason))
		return refuse({ tag: 'reason-missing' });
	// A complaint is whole with its reason: nobody has to write.
	const read = parseForm(complains ? mayHaveWords : needsWords, { words: typed });
	if (!read.ok) return refuse({ tag: 'words', fault: read.faults.words ?? 'missing' });
	const { words } = read.value;

	const order = await lockOrder(tx, learnerId, orderId);
	if (!order) return refuse({ tag: 'no-order' });
	const before = await readWords(tx, learnerId, orderId);
	const last = before.at(-1);
	// A second tap says nothing new.
	if (last?.by_whom === actor && last.kind === kind && last.reason === reason && last.words === words)
		return ok(null);
	const said = before.filter((w) => w.by_whom === actor).length;
	const door = wordDoor(actor, wordFacts(order, now, said, before.length - said));
	if (door !== 'open') return refuse({ tag: 'door', door });
	await insertWord(tx, {
		learner_id: learnerId,
		order_id: orderId,
		n: before.length + 1,
		at: now,
		by_whom: actor,
		kind,
		reason,
		words
	});
	await updateOrder(tx, learnerId, orderId, {
		waits_since: actor === 'seller' ? null : (order.waits_since ?? now)
	});
	return ok(null);
}
