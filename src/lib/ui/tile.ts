/**
 * A kashi tile from a 32-bit seed: same seed, same tile, on every phone and on the server. No ids, no randomness, no DOM.
 * The order in which layers take numbers from the generator is part of the format: the test pins six tiles.
 */
export const GLAZE = { w: '#F7FBFB', c: '#1748A6', d: '#0C2864', t: '#1E9DAA', k: '#C2693C' } as const;

type Glaze = keyof typeof GLAZE;
type Point = readonly [x: number, y: number];
type Petal = (a: number, b: number, h: number, g: number) => string;

/** `file`: fixed colours, for pictures that leave the page. `theme`: the page's glazes. `painted`: finished, not fired yet. */
export type Paint = 'file' | 'theme' | 'painted';

/** What may lie on what, so that a figure is always told from its bed. */
const OVER: Record<Glaze, string> = { w: 'ctd', c: 'wtw', d: 'wtw', t: 'wdc', k: 'wwd' };

const at = (r: number, deg: number): Point => [
	r * Math.sin((deg * Math.PI) / 180),
	-r * Math.cos((deg * Math.PI) / 180)
];
const P = (points: readonly Point[]): string =>
	points
		.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`)
		.join(' ')
		.replace(/ -/g, '-');
const eight = <T>(make: (i: number) => T): T[] => Array.from({ length: 8 }, (_, i) => make(i));

/** Star polygon of 8 points; `dip` 0.77 is the khatam (two squares), 0.54 the sharp star. */
export function star(R: number, dip: number, turn = 0, [cx, cy]: Point = [0, 0]): string {
	const corners = Array.from({ length: 16 }, (_, i): Point => {
		const [x, y] = at(i % 2 ? R * dip : R, turn + i * 22.5);
		return [x + cx, y + cy];
	});
	return `M${P(corners)}Z`;
}

/** One petal about direction g: inner radius a, outer b, half angle h. */
const PETAL: Record<'leaf' | 'drop' | 'kite' | 'tulip', Petal> = {
	leaf: (a, b, h, g) =>
		`M${P([at(a, g)])}Q${P([at((a + b) / 2, g + h), at(b, g)])}Q${P([at((a + b) / 2, g - h), at(a, g)])}`,
	drop: (a, b, h, g) =>
		`M${P([at(a, g)])}C${P([at(b, g + h * 1.3), at(b * 1.06, g + h * 0.55), at(b, g)])}` +
		`C${P([at(b * 1.06, g - h * 0.55), at(b, g - h * 1.3), at(a, g)])}`,
	kite: (a, b, h, g) =>
		`M${P([at(a, g), at(a + (b - a) * 0.62, g + h * 0.62), at(b, g), at(a + (b - a) * 0.62, g - h * 0.62)])}Z`,
	tulip: (a, b, h, g) =>
		`M${P([at(a, g)])}Q${P([at(a * 1.1, g + h), at(b, g + h * 0.62)])}` +
		`L${P([at(b * 0.86, g), at(b, g - h * 0.62)])}Q${P([at(a * 1.1, g - h), at(a, g)])}`
};
const PETALS = ['leaf', 'drop', 'kite', 'tulip'] as const;

const ring = (kind: keyof typeof PETAL, a: number, b: number, h: number, turn: number) =>
	eight((i) => PETAL[kind](a, b, h, turn + i * 45)).join('');
const rosette = (R: number, turn: number) =>
	'M' +
	P([at(R, turn)]) +
	eight((i) => `Q${P([at(R * 1.34, turn + i * 45 + 22.5), at(R, turn + i * 45 + 45)])}`).join('');

/** The figure in four quarter turns. */
const four = (points: readonly Point[]) =>
	[0, 90, 180, 270]
		.map((g) => {
			const c = Math.round(Math.cos((g * Math.PI) / 180));
			const s = Math.round(Math.sin((g * Math.PI) / 180));
			return `M${P(points.map(([x, y]): Point => [x * c - y * s, x * s + y * c]))}Z`;
		})
		.join('');

// prettier-ignore
const CORNERS: Point[][] = [
	[[-100, -100], [-54, -100], [-67, -86], [-67, -67], [-86, -67], [-100, -54]],
	[[-100, -100], [-48, -100], [-74, -74], [-100, -48]],
	[[-100, -100], [-58, -100], [-58, -80], [-80, -58], [-100, -58]]
];
// prettier-ignore
const EDGES: Point[][] = [
	[[-22, -100], [0, -78], [22, -100]],
	[[-30, -100], [-14, -84], [14, -84], [30, -100]],
	[[-16, -100], [-16, -88], [0, -72], [16, -88], [16, -100]]
];

interface Layer {
	d: string;
	fill: Glaze;
	line?: Glaze;
}

function layers(seed: number): Layer[] {
	let s = seed >>> 0 || 1;
	const pick = <T>(list: ArrayLike<T>): T => {
		s ^= s << 13;
		s ^= s >>> 17;
		s ^= s << 5;
		return list[(s >>> 0) % list.length] as T;
	};
	const glaze = (list: string) => pick(list) as Glaze;
	for (let i = 0; i < 8; i++) pick('x'); // small seeds are alike at first: stir

	const ground = glaze('wwcdt');
	const out: Layer[] = [{ fill: ground, d: 'M-100-100h200v200h-200z' }];
	const put = (under: Glaze, d: string, fill: Glaze = glaze(OVER[under])): Glaze => {
		const line = fill === 'w' ? (under === 't' ? 'd' : under === 'w' ? 'c' : under) : 'w';
		out.push({ d, fill, line });
		return fill;
	};

	put(ground, four(pick(CORNERS)));
	put(ground, four(pick(EDGES)));
	const turn = pick([0, 22.5]);
	put(ground, ring(pick(PETALS), 52, 90, 19, turn + 22.5));
	const dip = pick([0.77, 0.77, 0.54]);
	const shape = pick([() => star(66, dip, turn), () => star(66, 0.77, turn), () => rosette(56, turn)])();
	const field = put(ground, shape, glaze(ground === 'c' || ground === 'd' ? 'wt' : 'cd'));
	put(field, ring(pick(PETALS), 15, 44, 21, pick([0, 22.5])));
	const heart = pick([() => star(19, 0.77), () => star(22, 0.54), () => rosette(13, 0)])();
	put(field, heart, glaze(field === 'w' ? 'kct' : 'kwt'));
	return out;
}

/** Corners, edges, outer ring and field are slip; what lies on the field is bisque again. */
const paintedFill = (i: number) => (i > 0 && i < 5 ? 'var(--clay-wash)' : 'var(--bisque)');

/**
 * @param seed 1 … 2^32-1, random, never made from a person's data
 * @returns the inside of `<svg viewBox="-100 -100 200 200">`, about 1.4 KB
 */
export function tile(seed: number, paint: Paint = 'theme'): string {
	const paths = layers(seed).map(({ d, fill, line }, i) => {
		if (paint === 'painted') return `<path fill="${paintedFill(i)}" stroke="var(--incise)" d="${d}"/>`;
		const of = (g: Glaze) => (paint === 'file' ? GLAZE[g] : `var(--g${g})`);
		return `<path fill="${of(fill)}"${line ? ` stroke="${of(line)}"` : ''} d="${d}"/>`;
	});
	return `<g stroke-width="3" stroke-linejoin="round">${paths.join('')}</g>`;
}

/** A whole SVG file, with fixed colours. */
export const tileFile = (seed: number): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200">${tile(seed, 'file')}</svg>`;

/** Ground and field, 'tc': two profiles of one phone must differ in it, so that they are told apart at a glance. */
export function tilePair(seed: number): string {
	const all = layers(seed);
	return `${all[0]?.fill}${all[4]?.fill}`;
}
