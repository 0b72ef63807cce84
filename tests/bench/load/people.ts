/** Who is at the server: phones that sync, readers, staff. Each thinks, acts, and thinks again. */
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { systemRandom } from '../../../src/lib/platform/ids.ts';
import { cookieOf, post, send, type Answer } from '../../support/raw.ts';
import { nextEvents, sealed, sendBatch, type Phone } from '../phones.ts';
import type { Tally } from './tally.ts';
import { pagesOf, PHONES, type LogIn, type Town } from './town.ts';

/** Mean ms between two acts of one person. */
export const THINKS = { phone: 20_000, reader: 10_000, staff: 15_000 };
/** Events of one batch: what a phone in a lesson has when it sends. */
export const EVENTS = { least: 1, most: 5 };
/** One thing done. @returns of what kind it was */
type Act = () => Promise<string>;

const dice = (below: number): number => systemRandom(4).reduce((n, byte) => n * 256 + byte, 0) % below;
const oneOf = <T>(list: readonly T[]): T => list[dice(list.length)]!;

/** People come apart from each other, as they do: each time between two acts is exponential. */
const thought = (mean: number): number => -Math.log(1 - dice(1_000_000) / 1_000_000) * mean;

/** Acts again and again until then, the first time as if she had been there before. */
async function live(until: number, mean: number, tally: Tally, act: Act): Promise<void> {
	for (;;) {
		const pause = thought(mean);
		if (performance.now() + pause > until) return wait(Math.max(0, until - performance.now()));
		await wait(pause);
		await tally.time(act);
	}
}

/** A phone with an open tile sends what was done since, sealed, over a line of its own. */
const syncs =
	(origin: string, phone: Phone, agent?: Agent): Act =>
	async () => {
		const count = EVENTS.least + dice(EVENTS.most - EVENTS.least + 1);
		const events = nextEvents(phone, count).map((event) => sealed(phone, event));
		const { device, reader } = phone;
		const body = JSON.stringify({ device, reader, sentAt: Date.now(), events });
		await sendBatch(origin, phone, { body, count }, agent);
		return 'sync';
	};

const expectStatus = (answer: Answer, path: string, ...allowed: number[]): void => {
	if (!allowed.includes(answer.status)) throw new Error(`${path}: ${answer.status}`);
};

const PAGE_HEADERS = { 'accept-encoding': 'br, gzip', accept: 'text/html' };

/** Half of what she opens she has seen: her browser asks whether it still holds. */
function reads(origin: string, pages: readonly string[]): Act {
	const tags = new Map<string, string>();
	return async () => {
		const again = tags.size > 0 && dice(2) === 0;
		const path = again ? oneOf([...tags.keys()]) : oneOf(pages);
		const tag = again ? tags.get(path) : undefined;
		const answer = await send(origin, {
			path,
			headers: { ...PAGE_HEADERS, ...(tag !== undefined && { 'if-none-match': tag }) }
		});
		expectStatus(answer, path, tag === undefined ? 200 : 304);
		tags.set(path, answer.headers.etag!);
		return tag === undefined ? 'page' : 'page, held already (304)';
	};
}

/** Logs in, and then goes round her pages. */
function works(origin: string, who: LogIn, pages: readonly (readonly [kind: string, path: string])[]): Act {
	let cookie = '';
	let next = dice(pages.length);
	return async () => {
		if (!cookie) {
			const answer = await post(origin, '/ur/staff/login', { ...who });
			expectStatus(answer, '/ur/staff/login', 303);
			cookie = cookieOf(answer);
			return 'staff: log-in';
		}
		const [kind, path] = pages[next++ % pages.length]!;
		const answer = await send(origin, { path, headers: { ...PAGE_HEADERS, cookie } });
		expectStatus(answer, path, 200);
		return kind;
	};
}

/** Who is there beside the phones. */
export interface Crowd {
	readers: number;
	staff: number;
}
export const CROWD: Crowd = { readers: 200, staff: 20 };

export function describeCrowd({ readers, staff }: Crowd = CROWD): string {
	const rate = (people: number, thinks: number) => ((people * 1000) / thinks).toFixed(1);
	return (
		`${PHONES} phones (a batch of ${EVENTS.least} to ${EVENTS.most} events each ${THINKS.phone / 1000} s: ${rate(PHONES, THINKS.phone)}/s asked), ` +
		`${readers} readers (${rate(readers, THINKS.reader)}/s), ${staff} of staff (${rate(staff, THINKS.staff)}/s)`
	);
}

/** Everybody at their own pace. @param ms how long */
export async function comeAndGo(
	origin: string,
	{ phones, organisationId, classes, trainer, officer }: Town,
	{ readers, staff }: Crowd,
	tally: Tally,
	ms: number
): Promise<void> {
	const until = performance.now() + ms;
	const pages = pagesOf();
	const home = `/ur/staff/${organisationId}`;
	const ofStaff = (n: number): Act => {
		// One in four counts, the others teach.
		if (n % 4 === 3) return works(origin, officer, [['staff: report', `${home}/report`]]);
		const her = `${home}/class/${classes[n % classes.length]}`;
		return works(origin, trainer, [
			['staff: board', her],
			['staff: class, its members', `${her}/members`],
			['staff: her classes', home]
		]);
	};
	await Promise.all([
		...phones.map((phone) => live(until, THINKS.phone, tally, syncs(origin, phone))),
		...Array.from({ length: readers }, () => live(until, THINKS.reader, tally, reads(origin, pages))),
		...Array.from({ length: staff }, (_, n) => live(until, THINKS.staff, tally, ofStaff(n)))
	]);
}

/** So many hands, each acting as soon as its last act was answered. @returns acts a second */
async function withoutPause(
	hands: number,
	ms: number,
	tally: Tally,
	actOf: (hand: number, round: number, agent: Agent) => Act
): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: hands });
	const began = performance.now();
	let done = 0;
	const hand = async (n: number) => {
		for (let round = 0; performance.now() - began < ms; round++, done++)
			await tally.time(actOf(n, round, agent));
	};
	await Promise.all(Array.from({ length: hands }, (_, n) => hand(n)));
	agent.destroy();
	return done / ((performance.now() - began) / 1000);
}

/** The most batches a second: no phone twice at once, each hand has its own of them. */
export const syncWithoutPause = (
	origin: string,
	phones: readonly Phone[],
	hands: number,
	ms: number,
	tally: Tally
): Promise<number> =>
	withoutPause(hands, ms, tally, (hand, round, agent) => {
		const hers = Math.floor(phones.length / hands);
		return syncs(origin, phones[hand * hers + (round % hers)]!, agent);
	});

/** The most pages a second, of one page. */
export const readWithoutPause = (
	origin: string,
	path: string,
	hands: number,
	ms: number,
	tally: Tally
): Promise<number> =>
	withoutPause(hands, ms, tally, (_hand, _round, agent) => async () => {
		expectStatus(await send(origin, { path, headers: PAGE_HEADERS }, agent), path, 200);
		return 'page';
	});
