/**
 * What a link shows in a chat (1200 × 630), and a badge to keep: a border of one tile above and below, and words set by Pango
 * (inside sharp) in a font that comes with the installation, so that Urdu joins and turns as it should whatever the machine has.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { sha256HexSync } from '../platform/hash.server.ts';
import { onePictureAtATime } from '../platform/picture.server.ts';
import { GLAZE, tile } from './tile.ts';

export const CARD = { width: 1200, height: 630 } as const;

export interface CardLine {
	text: string;
	/** Of the letters, px; made smaller where it would be higher than `room`. */
	size: number;
	/** px */
	room: number;
	colour?: string;
}

/** Among the words: a square of `side` px, drawn by an SVG of ours. */
export interface CardDrawing {
	svg: string;
	side: number;
}

interface Card {
	/** Of the tile in the border. */
	seed: number;
	/** From above to below. */
	lines: readonly (CardLine | CardDrawing)[];
	/** Whole tiles wide; as wide as a chat shows it, where none is given. */
	size?: { width: number; height: number };
	/** At the side where the language begins: a photo, or a drawing as SVG. */
	side?: Buffer;
	rtl: boolean;
	/** Default: JPEG. */
	as?: 'png';
}

const BORDER = 75;
const LINE = 6;
const INSIDE = CARD.height - 2 * (BORDER + LINE);
const EDGE = 60;
const GAP = 26;

const FONT = 'Noto Naskh Arabic Bold';
let fontFile: string | undefined;
const font = () =>
	(fontFile ??= join(
		dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-naskh-arabic/package.json')),
		'700Bold/NotoNaskhArabic_700Bold.ttf'
	));

/** Pango's markup is XML: what somebody typed is text in it, and nothing else. */
const asText = (text: string): string =>
	text
		.toWellFormed()
		.replace(/\p{Cc}|[\uFFFE\uFFFF]/gu, ' ')
		.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);

interface Drawn {
	data: Buffer;
	width: number;
	height: number;
}

async function set({ text, size, room, colour = GLAZE.w }: CardLine, width: number): Promise<Drawn> {
	for (const share of [1, 0.8, 0.65, 0.5, 0.4]) {
		const { data, info } = await sharp({
			text: {
				text: `<span foreground="${colour}">${asText(text)}</span>`,
				font: `${FONT} ${Math.round(size * share)}`,
				fontfile: font(),
				width,
				dpi: 72,
				rgba: true,
				align: 'centre',
				wrap: 'word-char'
			}
		})
			.png()
			.toBuffer({ resolveWithObject: true });
		if (info.height <= room && info.width <= width) return { data, width: info.width, height: info.height };
	}
	// A word of one letter a hundred times: nobody's name.
	return { data: await dot(), width: 1, height: 1 };
}

async function squared({ svg, side }: CardDrawing): Promise<Drawn> {
	const data = await sharp(Buffer.from(svg)).resize(side, side).png().toBuffer();
	return { data, width: side, height: side };
}

const dot = () =>
	sharp({ create: { width: 1, height: 1, channels: 4, background: '#0000' } })
		.png()
		.toBuffer();

/** The last ones, by what is on them: a link that goes round is asked for by each chat that shows it. About 6 MB. */
const drawnLately = new Map<string, Promise<Buffer>>();
const KEPT = 32;

/** The picture of a link, drawn or kept from before. */
export function cardPicture(card: Card): Promise<Buffer> {
	const { side, ...said } = card;
	const key = sha256HexSync(JSON.stringify([said, side && sha256HexSync(side)]));
	const picture = drawnLately.get(key) ?? draw(card);
	drawnLately.delete(key);
	drawnLately.set(key, picture);
	picture.catch(() => drawnLately.delete(key));
	if (drawnLately.size > KEPT) drawnLately.delete(drawnLately.keys().next().value!);
	return picture;
}

function draw({ seed, lines, side, rtl, as, size = CARD }: Card): Promise<Buffer> {
	return onePictureAtATime(async () => {
		const pieces: OverlayOptions[] = [];
		const width = side ? size.width - INSIDE - 2 * EDGE : size.width - 2 * EDGE;
		const left = side && !rtl ? INSIDE + EDGE : EDGE;
		const drawn: Drawn[] = [];
		for (const line of lines)
			if ('svg' in line) drawn.push(await squared(line));
			else if (line.text.trim()) drawn.push(await set(line, width));
		const high = drawn.reduce((sum, { height }) => sum + height, GAP * Math.max(0, drawn.length - 1));
		let top = Math.max(BORDER + LINE, Math.round((size.height - high) / 2));
		for (const { data, width: w, height } of drawn) {
			pieces.push({ input: data, top, left: left + Math.round((width - w) / 2) });
			top += height + GAP;
		}
		if (side) {
			const input = await sharp(side).resize(INSIDE, INSIDE, { fit: 'cover' }).png().toBuffer();
			pieces.push({ input, top: BORDER + LINE, left: rtl ? size.width - INSIDE : 0 });
		}
		const card = sharp(Buffer.from(ground(seed, size))).composite(pieces);
		return (
			as === 'png' ? card.png({ palette: true }) : card.jpeg({ quality: 82, chromaSubsampling: '4:4:4' })
		).toBuffer();
	});
}

function ground(seed: number, { width, height }: { width: number; height: number }): string {
	const row = (y: number) =>
		Array.from(
			{ length: width / BORDER },
			(_, i) => `<use href="#t" x="${i * BORDER}" y="${y}" width="${BORDER}" height="${BORDER}"/>`
		).join('');
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
		`<defs><symbol id="t" viewBox="-100 -100 200 200">${tile(seed, 'file')}</symbol></defs>` +
		`<path fill="${GLAZE.d}" d="M0 0h${width}v${height}H0z"/>` +
		`<path fill="${GLAZE.k}" d="M0 ${BORDER}h${width}v${LINE}H0zM0 ${height - BORDER - LINE}h${width}v${LINE}H0z"/>` +
		`${row(0)}${row(height - BORDER)}</svg>`
	);
}
