/** Holds a log against what phones were told. */
import type { Db } from '../../src/lib/platform/db.server.ts';
import { rebuildAndCompare } from '../../src/lib/projections.server.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { bodyOf, type Phone } from './phone.ts';

/** @returns what is wrong with the log of one learner, and with what her phone was told of it */
async function faultsOf(db: Db, phone: Phone): Promise<string[]> {
	const { learnerId } = phone;
	const rows = await db
		.selectFrom('event')
		.select(['event_id', 'pos', 'device', 'seq', 'kind', 'body'])
		.where('learner_id', '=', learnerId)
		.orderBy('pos')
		.execute();
	const faults = phone.faults.map((fault) => `the phone met: ${fault}`);
	const recorded = new Map(phone.log.map((event) => [event.id, event]));
	const held = new Map(rows.map((row) => [row.event_id, row]));

	const lost = [...phone.safe].filter((id) => !held.has(id));
	if (lost.length) faults.push(`LOST: ${lost.length} acknowledged events, first ${lost[0]}`);
	if (held.size !== rows.length) faults.push(`TWICE: ${rows.length - held.size} events`);
	const seqs = new Set(rows.filter((row) => row.device === phone.device).map((row) => row.seq));
	if (seqs.size !== rows.length) faults.push(`TWICE: ${rows.length - seqs.size} numbers of the phone`);
	if (rows.some((row, i) => row.pos !== i + 1)) faults.push('positions are not 1, 2, 3 …');
	for (const row of rows) {
		const event = recorded.get(row.event_id);
		if (!event) faults.push(`an event that nobody recorded: ${row.event_id}`);
		else if (
			bodyOf({ kind: row.kind, body: JSON.parse(row.body) as Record<string, unknown> }) !== bodyOf(event)
		)
			faults.push(`another body: ${row.event_id}`);
	}

	const missing = ({ heldTo, beyond }: { heldTo: number; beyond: number[] }) =>
		[...Array.from({ length: heldTo }, (_, i) => i + 1), ...beyond].filter((seq) => !seqs.has(seq));
	const overclaimed = missing(phone.claimed);
	if (overclaimed.length) faults.push(`a receipt claimed ${overclaimed.length} numbers that are not held`);
	if (phone.claimed.pos > rows.length)
		faults.push(`a cursor stood at ${phone.claimed.pos} of ${rows.length} events`);
	const heads = await db
		.selectFrom('device_head')
		.select(['held_to', 'beyond'])
		.where('learner_id', '=', learnerId)
		.where('device', '=', phone.device)
		.execute();
	for (const head of heads)
		if (missing({ heldTo: head.held_to, beyond: JSON.parse(head.beyond) as number[] }).length)
			faults.push('the stored receipt claims more than is held');

	// The check and the listing are in: then so is the badge, of the same transaction (B2, M2).
	const partsOf = (row: (typeof rows)[number]) =>
		(JSON.parse(row.body) as { part?: string }).part ?? row.kind;
	const parts = new Set(rows.map(partsOf));
	const awards = await db.selectFrom('award').select('badge').where('learner_id', '=', learnerId).execute();
	const earned = ['listing', 'price', 'check.submitted'].every((part) => parts.has(part)) ? 1 : 0;
	if (awards.length !== earned) faults.push(`${awards.length} badges instead of ${earned}`);
	return faults.map((fault) => `${learnerId}: ${fault}`);
}

/** Holds everything against the phones, and the projections against a rebuild. @throws with every fault named */
export async function verify(
	services: Pick<Services, 'allLearners' | 'projectors'>,
	phones: readonly Phone[]
): Promise<{ events: number }> {
	const faults: string[] = [];
	for (const phone of phones) faults.push(...(await faultsOf(services.allLearners, phone)));
	const { changed, events } = await rebuildAndCompare(services, {
		learnerIds: phones.map((phone) => phone.learnerId)
	});
	if (changed) faults.push(`a rebuild changed ${changed} rows`);
	if (faults.length) throw new Error(faults.join('\n'));
	return { events };
}
