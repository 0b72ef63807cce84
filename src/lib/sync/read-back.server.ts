import type { ProgressEvent } from '../progress/index.ts';
import type { Services } from '../services.server.ts';
import { readHead, readPage } from './log.repository.server.ts';

/** At most so much in one answer: a phone on a weak signal takes the log in pieces it can keep. */
const MOST_EVENTS = 200;
const MOST_BYTES = 64 * 1024;

export interface LogPage {
	epoch: string;
	/** Where the next page begins; without `more`, her newest position. */
	pos: number;
	more: boolean;
	events: (ProgressEvent & { pos: number })[];
}

/**
 * S10. Her log as the server holds it, in order, a page at a time: for a phone whose storage was erased, and for another
 * phone of hers. What the asking device made itself can be left out.
 */
export async function readBack(
	{ db, epoch }: Pick<Services, 'db' | 'epoch'>,
	learnerId: string,
	{ after, not }: { after: number; not: string }
): Promise<LogPage> {
	// Before the events: what is appended meanwhile comes with the next asking.
	const newest = (await readHead(db, learnerId)) - 1;
	const found = await readPage(db, learnerId, { after, not, limit: MOST_EVENTS + 1 });
	const events: LogPage['events'] = [];
	let bytes = 0;
	for (const event of found.slice(0, MOST_EVENTS)) {
		bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
		if (bytes > MOST_BYTES - 200) break;
		events.push(event);
	}
	const more = events.length < found.length;
	const last = events.at(-1)?.pos ?? 0;
	return { epoch, pos: more ? last : Math.max(newest, last), more, events };
}
