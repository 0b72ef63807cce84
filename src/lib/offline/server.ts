import type { ProgressEvent, ServerNews } from '#lib/progress/index.ts';
import type { Receipt } from '#lib/sync/index.ts';
import type { EventRow, EventState } from './store.ts';

/** One line of the server's answer. */
export interface Outcome {
	id: string;
	outcome: Exclude<EventState, 'here'>;
	reason?: string;
}

/** What came back. All but the status only with status 200; news only where her reader went along (K8). */
export interface SendAnswer {
	status: number;
	outcomes?: Outcome[];
	receipts?: Receipt[];
	news?: ServerNews;
	cursor?: Cursor;
}

/** How far her log goes on the server. A restored server has another epoch (S9). */
export interface Cursor {
	epoch: string;
	pos: number;
}

/** A piece of her log, for a phone that lacks it. */
export interface LogPage extends Cursor {
	more: boolean;
	events: ({ pos: number } & ProgressEvent)[];
}

export interface About {
	device: string;
	reader?: string;
	phone?: PhoneWord;
	/** Whose work it is, where the phone knows: so the server can say that she had everything deleted (410, K5). */
	learner?: string;
}

/** What a phone says of itself, for her trainer: a class's board shows that work waits, or that the phone is full (T4). */
export interface PhoneWord {
	/** Events of hers behind this batch. */
	waiting: number;
	/** Hardly any room is left. */
	full: boolean;
}

/** The server as the outbox sees it: HTTP on a phone (send.ts), the real ingest in the simulation. */
export interface Server {
	/**
	 * One batch of one device and profile; an empty one asks. Rejects where nothing came back.
	 * @param about `reader` only for the learner who is open; `phone` where the sender knows it (tell-phone.ts)
	 */
	send(token: string, rows: EventRow[], about: About): Promise<SendAnswer>;
	/** Her log after a position; nothing where it is refused. */
	pull(reader: string, after: number): Promise<LogPage | undefined>;
}
