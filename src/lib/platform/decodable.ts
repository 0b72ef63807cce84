/** U+FFFD, percent-encoded: what stands for characters that cannot be read. */
const UNREADABLE = '%EF%BF%BD';
/** A percent sign without its two digits, and control characters: no address of ours holds one, PostgreSQL stores no U+0000. */
const FAULTY = /%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f/gi;
const FAULTY_OR_FOREIGN = /%(?![0-9a-f]{2})|%[0189a-f][0-9a-f]|%7f/gi;

/**
 * An address whose path can be decoded. One that names nothing then gets the 404 of its place and language, instead of
 * failing before any page could answer.
 */
export function decodable(address: string): string {
	const at = address.indexOf('?');
	const path = at < 0 ? address : address.slice(0, at);
	const mended = path.replace(FAULTY, UNREADABLE);
	return (isUtf8(mended) ? mended : path.replace(FAULTY_OR_FOREIGN, UNREADABLE)) + address.slice(path.length);
}

function isUtf8(path: string): boolean {
	try {
		decodeURIComponent(path);
		return true;
	} catch {
		return false;
	}
}
