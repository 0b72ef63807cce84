import type { Cookies } from '@sveltejs/kit';
import { DAY, SECOND } from '../platform/clock.ts';
import { hex } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';

/** The part of kit's cookies that accounts needs. */
export type Jar = Pick<Cookies, 'get' | 'set' | 'delete'>;

/** The open profile (K4). */
export const SESSION_COOKIE = 'qadam';
/** A guest's session, kept for its owner while somebody else has her work open. */
export const GUEST_COOKIE = 'qadam_guest';
/** Which browser this is, for waits only (K3). */
export const DEVICE_COOKIE = 'qadam_device';
/** Stands for a session where none is open yet (K4). */
export const FORM_COOKIE = 'qadam_form';
/** What the next page shows or hands to the phone once, sealed. */
export const HANDOVER_COOKIE = 'qadam_handover';

/** Which tile is open, set by the phone: a profile's id. Readable, so it proves nothing; it only takes away (K8). */
export const TILE_COOKIE = 'tile';
/** What it says when the last tile was closed. */
export const NO_TILE = 'none';

/** Browsers keep a cookie for 400 days at most. */
export const LONGEST_COOKIE = 400 * DAY;

/** What the server alone sets and reads. */
const HOSTS: ReadonlySet<string> = new Set([
	SESSION_COOKIE,
	GUEST_COOKIE,
	DEVICE_COOKIE,
	FORM_COOKIE,
	HANDOVER_COOKIE
]);

/**
 * K4. Over https the names of these cookies begin with `__Host-`: then no other host of the same domain can set one, nor
 * anybody who listens on plain http.
 */
export function hostCookies<T extends Jar>({ env }: Pick<Services, 'env'>, cookies: T): T {
	if (!env.origin.startsWith('https:')) return cookies;
	const named = (name: string) => (HOSTS.has(name) ? `__Host-${name}` : name);
	const jar: Jar = {
		get: (name, options) => cookies.get(named(name), options),
		set: (name, value, options) => cookies.set(named(name), value, options),
		delete: (name, options) => cookies.delete(named(name), options)
	};
	return Object.assign(Object.create(cookies) as T, jar);
}

export const cookieOptions = ({ env }: Pick<Services, 'env'>, maxAgeMs?: number) =>
	({
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: env.origin.startsWith('https:'),
		...(maxAgeMs === undefined ? {} : { maxAge: Math.floor(maxAgeMs / SECOND) })
	}) as const;

/** @returns the hash under which this browser's tries are counted; a new browser gets its cookie here */
export function deviceOf(services: Services, cookies: Jar): string {
	let device = cookies.get(DEVICE_COOKIE);
	if (!device || !/^[0-9a-f]{32}$/.test(device)) device = hex(services.random(16));
	cookies.set(DEVICE_COOKIE, device, cookieOptions(services, LONGEST_COOKIE));
	return services.secrets.lookup('device', device);
}
