import { ok, refuse, type Result } from '../platform/result.ts';

const MOST = 10;
/** A name, and a port where it is not the usual one; no wildcards, which the parser of addresses would take as names. */
const HTTPS = /^https:\/\/[a-z0-9.-]+(?::\d+)?$/;
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/**
 * Reads the origins that a partner's answers may go to, one a line. Only https: a claim must not be read on its way.
 * @param loopback also `http://localhost:PORT`, for a demo
 */
export function readOrigins(
	typed: string,
	{ loopback }: { loopback: boolean }
): Result<string[], { tag: 'origins' }> {
	const lines = typed.split(/\s+/).filter(Boolean);
	const fit = lines.every(
		(line) =>
			URL.canParse(line) &&
			new URL(line).origin === line &&
			(HTTPS.test(line) || (loopback && LOOPBACK.test(line)))
	);
	return fit && lines.length > 0 && lines.length <= MOST
		? ok([...new Set(lines)])
		: refuse({ tag: 'origins' });
}
