import { sha256HexSync } from '../platform/hash.server.ts';
import { cardPicture } from '../ui/card-picture.server.ts';
import { GLAZE } from '../ui/tile.ts';
import { bakePng } from './bake-png.server.ts';
import { seal, sealFile } from './picture.ts';
import type { Signed } from './sign.server.ts';

/** A badge's own picture, the same for everybody: its tile comes from its name. */
export const badgePicture = (badge: string): string =>
	sealFile(parseInt(sha256HexSync(`badge|${badge}`).slice(0, 8), 16) || 1);

/** What a link shows in a chat: the seal of her tile and what the badge is called, in her own border; nobody is named. */
export const linkPicture = (
	tileSeed: number,
	{ name, issuer, rtl }: { name: string; issuer: string; rtl: boolean }
): Promise<Buffer> =>
	cardPicture({
		seed: tileSeed,
		rtl,
		as: 'png',
		side: Buffer.from(sealFile(tileSeed)),
		lines: [
			{ text: name, size: 68, room: 280 },
			{ text: issuer, size: 40, room: 120, colour: '#cfdcee' }
		]
	});

interface Carried {
	tileSeed: number;
	credential: Signed;
	/** Of the public page, as people read it: without https:// */
	address: string;
	/** From the corner of a square of `size` (qr.server.ts). */
	qr: { size: number; path: string };
}

/**
 * B6. A picture that carries its credential, a QR and the address: Open Badges 3.0, baked SVG
 * (https://www.imsglobal.org/spec/ob/v3p0#svg). Non-ASCII is escaped, so that no editor spoils the signature.
 */
export function bakedPicture({ tileSeed, credential, address, qr }: Carried): string {
	const json = JSON.stringify(credential).replace(
		/[\u0080-\uffff]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="-150 -150 300 420">` +
		`<openbadges:credential><![CDATA[${json.replaceAll(']]>', ']]\\u003e')}]]></openbadges:credential>` +
		`<path fill="${GLAZE.d}" d="M-150-150h300v420h-300z"/>${seal(tileSeed, 'file')}` +
		`<svg x="-50" y="140" width="100" height="100" viewBox="0 0 ${qr.size} ${qr.size}" shape-rendering="crispEdges">` +
		`<path fill="#fff" d="M0 0h${qr.size}v${qr.size}H0z"/><path d="${qr.path}"/></svg>` +
		`<text y="258" fill="#fff" font-family="monospace" font-size="7" text-anchor="middle" textLength="280" lengthAdjust="spacingAndGlyphs">${address}</text></svg>`
	);
}

/** Of a gallery on a phone: upright, and whole tiles wide. */
const KEPT = { width: 900, height: 1275 } as const;

/**
 * The same as a PNG: what a phone's gallery shows and paper prints. A chat that presses it anew drops the credential; its
 * QR code still leads to the badge.
 */
export async function bakedPng(
	{ tileSeed, credential, address, qr }: Carried,
	{ name, issuer, rtl }: { name: string; issuer: string; rtl: boolean }
): Promise<Buffer> {
	const code =
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${qr.size} ${qr.size}" shape-rendering="crispEdges">` +
		`<path fill="#fff" d="M0 0h${qr.size}v${qr.size}H0z"/><path d="${qr.path}"/></svg>`;
	const picture = await cardPicture({
		seed: tileSeed,
		size: KEPT,
		rtl,
		as: 'png',
		lines: [
			{ svg: sealFile(tileSeed), side: 420 },
			{ text: name, size: 56, room: 150 },
			{ text: issuer, size: 34, room: 60, colour: '#cfdcee' },
			{ svg: code, side: 300 },
			{ text: address, size: 22, room: 60 }
		]
	});
	return bakePng(picture, credential);
}
