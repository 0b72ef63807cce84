/** Waiting for another process that writes into our SQLite file, without holding up what needs no database. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';

/** So long a statement waits for another process, ms. */
const PATIENCE = 5000;
/** Between two tries, ms. */
const LOOK = 20;

/** SQLite's own waiting stops the whole process, its health too: it is kept this short, ms. */
export const BUSY_TIMEOUT = 10;

const isBusy = (error: unknown): boolean =>
	/^SQLITE_BUSY(?:_RECOVERY)?$/.test((error as { code?: string } | undefined)?.code ?? '');

/**
 * Tries again while another process holds the file. The wait is one for all: who comes when it has lasted too long already is
 * refused at its first try, so that readers, who wait for nobody, get through in between.
 */
export class PatientConnection implements DatabaseConnection {
	readonly #inner: DatabaseConnection;
	readonly #patience: number;
	/** Since when nobody got to write, and when the last one met that. */
	#busy: { since: number; last: number } | undefined;

	/** @param patience ms */
	constructor(inner: DatabaseConnection, patience = PATIENCE) {
		this.#inner = inner;
		this.#patience = patience;
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		for (;;) {
			try {
				const done = await this.#inner.executeQuery<R>(query);
				// Reading goes on while another writes: it says nothing.
				if (done.numAffectedRows !== undefined) this.#busy = undefined;
				return done;
			} catch (error) {
				if (!isBusy(error) || this.#waitedLong()) throw error;
			}
			await sleep(LOOK);
		}
	}

	#waitedLong(): boolean {
		const now = performance.now();
		if (!this.#busy || now - this.#busy.last > this.#patience) this.#busy = { since: now, last: now };
		this.#busy.last = now;
		return now - this.#busy.since > this.#patience;
	}

	streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
		return this.#inner.streamQuery<R>(query, chunkSize);
	}
}
