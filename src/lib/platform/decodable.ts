/** U+FFFD, percent-encoded: what stands for characters that cannot be read. */
const UNREADABLE = '%EF%BF%BD';
/** A percent sign without its two digits, and control characters: no address of ours holds one, PostgreSQL stores no U+0000. */
const FAULTY = /%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f/gi;
const FAULTY_OR_FOREIGN = /%(?![0-9a-f]{2})|%[0189a-f][0-9a-f]|%7f/gi;

/** Letters, digits and marks that need no percent sign (RFC 3986, 2.3). */
const PLAIN = /%(?:2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\dae])/gi;

/**
 * An address whose path can be decoded, and is written in one way: what decides by an address (the door, the shop's secret)
 * sees the one that is routed, /ur/sell also where /ur/%73ell was asked (RFC 3986, 6.2.2.2). One that names nothing then
 * gets the 404 of its place and language, instead of failing before any page could answer.
 */
export function decodable(address: string): string {
	const at = address.indexOf('?');
	const path = at < 0 ? address : address.slice(0, at);
	const mended = path.replace(FAULTY, UNREADABLE);
	const readable = isUtf8(mended) ? mended : path.replace(FAULTY_OR_FOREIGN, UNREADABLE);
	return readable.replace(PLAIN, decodeURIComponent) + address.slice(path.length);
}

function isUtf8(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}
