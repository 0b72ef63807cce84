/**
 * One POST to somebody else's server. The name is looked up once, every address it has is checked, and the connection goes
 * to the address that was checked: a name that leads elsewhere a moment later (DNS rebinding) leads us nowhere. No redirect
 * is followed, no proxy of the environment used, and nothing of the answer but its status is kept.
 */
import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SECOND } from '../clock.ts';
import { ok, refuse, type Result } from '../result.ts';
import { isLoopback, isPublicAddress } from './public-address.server.ts';
import { hostOf, readTarget, type TargetFault } from './read-target.server.ts';

export interface Address {
	address: string;
	family: number;
}

export interface Outbound {
	/** All addresses of a name. Default: the system's. */
	resolve?: (host: string) => Promise<Address[]>;
	/** Tests only: also http, and this machine. */
	loopback?: boolean;
	/** For the whole of it: name, connection and answer; ms. */
	timeout?: number;
}

export type PostFault =
	| { tag: TargetFault }
	| { tag: 'no-such-name' }
	| { tag: 'timeout' }
	/** No connection, or it broke off before an answer. */
	| { tag: 'unreachable' }
	/** Its certificate is not trusted, or none of this name. */
	| { tag: 'certificate' };

const TIMEOUT = 5 * SECOND;
/** Of an answer so much is let in, unread, before the line is cut. */
const ANSWER_MAX = 64 * 1024;

const systemResolve = (host: string): Promise<Address[]> => lookup(host, { all: true, verbatim: true });

/** Looks a target up and checks all that it leads to: one private address among public ones is a trap. */
export async function resolveTarget(
	text: string,
	{ resolve = systemResolve, loopback = false, timeout = TIMEOUT }: Outbound = {}
): Promise<Result<{ url: URL; address: Address }, PostFault>> {
	const read = readTarget(text, { loopback });
	if (!read.ok) return read;
	const url = read.value;
	const host = hostOf(url);
	const family = isIP(host);
	if (family) return ok({ url, address: { address: host, family } });
	const found = await within(timeout, resolve(host)).catch((error: unknown) =>
		error instanceof TimedOut ? error : undefined
	);
	if (found instanceof TimedOut) return refuse({ tag: 'timeout' });
	const [first] = found ?? [];
	if (!found || !first) return refuse({ tag: 'no-such-name' });
	const open = ({ address }: Address) => isPublicAddress(address) || (loopback && isLoopback(address));
	return found.every(open) ? ok({ url, address: first }) : refuse({ tag: 'private' });
}

/** @returns the status that was answered, whatever it is */
export async function postPinned(
	target: string,
	{ headers, body }: { headers: Record<string, string>; body: string },
	outbound: Outbound = {}
): Promise<Result<{ status: number }, PostFault>> {
	const timeout = outbound.timeout ?? TIMEOUT;
	const started = performance.now();
	const resolved = await resolveTarget(target, outbound);
	if (!resolved.ok) return resolved;
	const { url, address } = resolved.value;
	return send(url, address, { headers, body }, Math.max(1, timeout - (performance.now() - started)));
}

function send(
	url: URL,
	{ address, family }: Address,
	{ headers, body }: { headers: Record<string, string>; body: string },
	left: number
): Promise<Result<{ status: number }, PostFault>> {
	// Whatever is asked for, this one address is the answer.
	const pinned: LookupFunction = (_host, options, done) =>
		options.all ? done(null, [{ address, family }]) : done(null, address, family);
	return new Promise((settle) => {
		const open = (url.protocol === 'https:' ? https.request : http.request) as typeof https.request;
		const request = open(
			url,
			{
				method: 'POST',
				lookup: pinned,
				// A connection of its own: none that was opened to another address for the same name.
				agent: false,
				headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' }
			},
			(response) => {
				const answered = () => {
					end(ok({ status: response.statusCode ?? 0 }));
					request.destroy();
				};
				let size = 0;
				response.on('data', (chunk: Buffer) => (size += chunk.length) > ANSWER_MAX && answered());
				response.on('end', answered);
				response.on('error', answered);
				// An answer has come: that its text is slow changes nothing of it.
				late = answered;
			}
		);
		let late = () => {
			end(refuse({ tag: 'timeout' }));
			request.destroy();
		};
		const timer = setTimeout(() => late(), left);
		const end = (result: Result<{ status: number }, PostFault>) => {
			clearTimeout(timer);
			settle(result);
		};
		request.on('error', (error: NodeJS.ErrnoException) =>
			end(refuse({ tag: isCertificate(error.code) ? 'certificate' : 'unreachable' }))
		);
		request.end(body);
	});
}

/** Node's names for what is wrong with a certificate: CERT_HAS_EXPIRED, DEPTH_ZERO_SELF_SIGNED_CERT, ERR_TLS_… */
const isCertificate = (code = ''): boolean => /CERT|^ERR_TLS|SELF_SIGNED|^ERR_SSL/.test(code);

class TimedOut extends Error {}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
	return new Promise((settle, fail) => {
		const timer = setTimeout(() => fail(new TimedOut()), ms);
		work.then(settle, fail).finally(() => clearTimeout(timer));
	});
}
