/** The request that is being answered, by its id: in the answer, in every line of the log, and as a number that a person can tell. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const here = new AsyncLocalStorage<string>();

/** Of the request in whose work this is called, if it is one's. */
export const requestId = (): string | undefined => here.getStore();

export const inRequest = <T>(id: string, work: () => T): T => here.run(id, work);

/** As proxies make them: a UUID, or 32 hex digits. Anything else could be a name, or a number of somebody's. */
const WELL_FORMED = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** @param given what came as X-Request-Id: kept where it is well-formed, so that a proxy's log and ours say the same */
export const readRequestId = (given: string | null): string =>
	given !== null && WELL_FORMED.test(given) ? given.toLowerCase() : randomUUID();

/** Eight digits to be told by telephone, such as `4821 0937`, of the end of an id: its beginning may be the time. */
export function numberOf(id: string): string {
	const digits = String(parseInt(id.slice(-8), 16) % 100_000_000).padStart(8, '0');
	return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
