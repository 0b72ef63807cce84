import { isIP } from 'node:net';
import { ok, refuse, type Result } from '../result.ts';
import { isLoopback, isPublicAddress } from './public-address.server.ts';

/** Why nothing is sent to an address. */
export type TargetFault =
	| 'not-an-address'
	| 'too-long'
	| 'not-https'
	/** A name and password, or a part after #, in the address: they would be kept and shown with it. */
	| 'credentials'
	| 'fragment'
	| 'port'
	/** A name of this machine or of a local network, or one without a dot. */
	| 'local-name'
	/** An IP address that is none of the open internet. */
	| 'private';

export interface TargetRule {
	/** Tests only: also http, and this machine. */
	loopback?: boolean;
}

const LONGEST = 500;
const LOCAL =
	/(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa|onion|test|invalid)$/;

/** The host of an address without the brackets of IPv6 and without a last dot. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/**
 * An address of somebody else's server, as a person typed it. The parser of URLs writes 0x7f.1 and 2130706433 as 127.0.0.1
 * before anything is compared. What a name leads to is looked up when something is sent.
 */
export function readTarget(
	text: string,
	{ loopback = false }: TargetRule = {}
): Result<URL, { tag: TargetFault }> {
	const typed = text.trim();
	if (typed.length > LONGEST) return refuse({ tag: 'too-long' });
	if (/[\s\\\p{Cc}]/u.test(typed) || !URL.canParse(typed)) return refuse({ tag: 'not-an-address' });
	const url = new URL(typed);
	const host = hostOf(url);
	if (loopback && isLoopback(host) && /^https?:$/.test(url.protocol)) return ok(url);
	if (url.protocol !== 'https:') return refuse({ tag: 'not-https' });
	if (url.username || url.password) return refuse({ tag: 'credentials' });
	if (url.hash) return refuse({ tag: 'fragment' });
	// Mail, shells and other services of the ports below speak no https; nobody is to be knocked at through us.
	if (url.port !== '' && Number(url.port) < 1024) return refuse({ tag: 'port' });
	if (isIP(host)) return isPublicAddress(host) ? ok(url) : refuse({ tag: 'private' });
	if (!host.includes('.') || LOCAL.test(host)) return refuse({ tag: 'local-name' });
	return ok(url);
}
