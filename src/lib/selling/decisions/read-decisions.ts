/**
 * What a marketplace wrote into the list of sellers: accepted, or refused and why. Every bad row is named, and one bad row is
 * enough for nothing to be done.
 */
import { ok, refuse, type Result } from '../../platform/result.ts';
import { holdsPrivateNumber } from '../private-text.ts';

export type Decision = 'accepted' | 'refused';

export interface Decided {
	learnerId: string;
	/** What stands there now. */
	decision: Decision | null;
	reason: string;
}

export type DecisionFault = 'unknown' | 'twice' | 'decision' | 'reason' | 'long' | 'private';

export interface DecisionRow {
	/** Of the row, as the spreadsheet counts. */
	number: number;
	/** The seller's on this list. */
	id: string;
	learnerId: string;
	decision: Decision;
	reason: string;
}

export interface DecisionsRead {
	/** What is new. */
	rows: DecisionRow[];
	/** Stands so already. */
	same: number;
	/** Nothing is said of her yet. */
	blank: number;
	faults: { number: number; id: string; fault: DecisionFault }[];
}

export const REASON_MAX = 200;
export const COLUMNS = ['id', 'tier', 'state', 'unlocked', 'decision', 'reason'] as const;

const WORDS: Record<Decision, readonly string[]> = {
	accepted: ['accepted', 'accept', 'approved', 'yes', 'قبول', 'منظور'],
	refused: ['refused', 'refuse', 'rejected', 'declined', 'no', 'نامنظور', 'رد']
};
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
// eslint-disable-next-line no-control-regex -- what no text has, and PostgreSQL refuses
const CONTROL = /[\u0000-\u001f\u007f]/g;
const readWord = (text: string): Decision | undefined =>
	(['accepted', 'refused'] as const).find((one) => WORDS[one].includes(plain(text)));

/** A table as it was read from a file, text only. */
export interface Table {
	rows: readonly { number: number; cells: readonly string[] }[];
}

/** No list of ours; or one heading twice, so that nobody knows which of the two is meant. */
export type HeadingsFault = { tag: 'headings' } | { tag: 'doubled'; heading: string };

/** @param known sellers by their id on this list */
export function readDecisions(
	{ rows }: Table,
	known: ReadonlyMap<string, Decided>
): Result<DecisionsRead, HeadingsFault> {
	const [first, ...rest] = rows;
	const headings = (first?.cells ?? []).map(plain);
	const column = (name: (typeof COLUMNS)[number]) => headings.indexOf(name);
	const at = { id: column('id'), decision: column('decision'), reason: column('reason') };
	if (at.id < 0 || at.decision < 0) return refuse({ tag: 'headings' });
	const heading = (Object.keys(at) as (keyof typeof at)[]).find(
		(name) => headings.lastIndexOf(name) > at[name]
	);
	if (heading) return refuse({ tag: 'doubled', heading });
	const read: DecisionsRead = { rows: [], same: 0, blank: 0, faults: [] };
	const seen = new Set<string>();
	for (const { number, cells } of rest) {
		const cell = (i: number) => (cells[i] ?? '').replace(CONTROL, ' ').trim();
		const [id, word, reason] = [plain(cell(at.id)), cell(at.decision), cell(at.reason).replace(/\s+/g, ' ')];
		const seller = known.get(id);
		const decision = readWord(word);
		const bad = (fault: DecisionFault) => void read.faults.push({ number, id: id.slice(0, 40), fault });
		if (!seller) bad('unknown');
		else if (seen.has(id)) bad('twice');
		else if (word === '') read.blank++;
		else if (!decision) bad('decision');
		else if (decision === 'refused' && reason === '') bad('reason');
		else if (reason.length > REASON_MAX) bad('long');
		else if (holdsPrivateNumber(reason)) bad('private');
		else if (seller.decision === decision && seller.reason === reason) read.same++;
		else read.rows.push({ number, id, learnerId: seller.learnerId, decision, reason });
		seen.add(id);
	}
	return ok(read);
}
