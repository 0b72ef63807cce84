import { inflateSync } from 'node:zlib';
import { pictureKind } from '../platform/picture.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { CREDENTIAL_BYTES_MAX, fault, type Fault } from './verify-verdict.ts';

/** What was brought, as far as its bytes say: a credential's text, or the address of a badge. */
export type Brought = { is: 'credential'; text: string } | { is: 'address'; text: string };

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const KEYWORD = 'openbadgecredential';
/** Of Open Badges 3.0; a picture of another kind carries no badge, whatever its elements are called. */
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';

const isPng = (bytes: Uint8Array): boolean => PNG.equals(bytes.subarray(0, 8));

/** Decided by the bytes, never by a name or a type that somebody wrote beside them. */
export function findBadge(bytes: Uint8Array): Result<Brought, Fault> {
	if (isPng(bytes)) return single(fromPng(Buffer.from(bytes)));
	const text = decode(bytes);
	if (text === undefined)
		return refuse(fault('not_badge', pictureKind(bytes) ? 'picture_empty' : 'not_json'));
	const trimmed = text.trim();
	if (!trimmed) return refuse(fault('not_badge', 'empty'));
	if (trimmed.startsWith('<')) return single(fromSvg(trimmed));
	// header.payload.signature: the other way to sign a badge, which this verifier does not read
	if (/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(trimmed)) return refuse(fault('not_badge', 'jwt'));
	if (!/^[{[]/.test(trimmed) && trimmed.length <= 2048 && !/\s/.test(trimmed))
		return ok({ is: 'address', text: trimmed });
	return credential(trimmed);
}

function credential(text: string): Result<Brought, Fault> {
	return Buffer.byteLength(text) > CREDENTIAL_BYTES_MAX
		? refuse(fault('too_large', 'bytes'))
		: ok({ is: 'credential', text });
}

function decode(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/**
 * Two badges in one picture: a program may read the one, a person be shown the other. A third is not looked for, and nothing
 * is unpacked of two: a picture of thousands would keep the server busy for minutes.
 */
function single(places: Iterator<() => string | undefined>): Result<Brought, Fault> {
	const [first, second] = [places.next(), places.next()];
	if (!second.done) return refuse(fault('not_badge', 'several_credentials'));
	const text = first.done ? undefined : first.value();
	return text === undefined ? refuse(fault('not_badge', 'picture_empty')) : credential(text.trim());
}

/** The text chunks (iTXt) of a PNG that carry a credential: https://www.imsglobal.org/spec/ob/v3p0#png */
function* fromPng(png: Buffer): Generator<() => string | undefined, void> {
	for (let at = 8; at + 12 <= png.length;) {
		const length = png.readUInt32BE(at);
		const end = at + 8 + length;
		if (end + 4 > png.length) break;
		if (png.toString('latin1', at + 4, at + 8) === 'iTXt') {
			const chunk = png.subarray(at + 8, end);
			if (chunk.toString('latin1', 0, KEYWORD.length + 1) === `${KEYWORD}\0`) yield () => textOf(chunk);
		}
		at = end + 4;
	}
}

/** keyword 0, compression flag, method, language 0, translated keyword 0, text. @returns undefined where it is torn */
function textOf(chunk: Buffer): string | undefined {
	const flag = chunk[KEYWORD.length + 1];
	const language = chunk.indexOf(0, KEYWORD.length + 3);
	const start = language < 0 ? -1 : chunk.indexOf(0, language + 1);
	if (start < 0) return undefined;
	const text = chunk.subarray(start + 1);
	if (!flag) return decode(text);
	try {
		return decode(inflateSync(text, { maxOutputLength: CREDENTIAL_BYTES_MAX + 1 }));
	} catch {
		// Torn, or a few bytes that would become many.
		return undefined;
	}
}

/**
 * The credential elements of an SVG: https://www.imsglobal.org/spec/ob/v3p0#svg. The picture itself is never drawn, so
 * scripts and addresses in it are nothing but text.
 */
function* fromSvg(svg: string): Generator<() => string | undefined, void> {
	if (!svg.includes(NAMESPACE)) return;
	for (const tag of svg.matchAll(/<(?:[\w-]{1,32}:)?credential(?:\s[^<>]{0,2048})?>/g))
		yield () => textWithin(svg.slice(tag.index + tag[0].length).trimStart());
}

/** @param rest of the picture, from behind the tag */
function textWithin(rest: string): string | undefined {
	if (!rest.startsWith('<![CDATA[')) return unescaped(rest.slice(0, Math.max(0, rest.indexOf('<'))));
	const end = rest.indexOf(']]>');
	return end < 0 ? undefined : rest.slice(9, end);
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
	text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name]!);
