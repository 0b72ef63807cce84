import { GLAZE, star, tile } from '../ui/tile.ts';

/** The seal of a badge: a tile cut to the khatam, set in clay, eight stars round it. */

type Glaze = keyof typeof GLAZE;

const eight = (make: (degrees: number) => string) =>
	Array.from({ length: 8 }, (_, i) => make(i * 45)).join('');
const at = (radius: number, degrees: number): [number, number] => [
	Math.round(radius * Math.sin((degrees * Math.PI) / 180)),
	Math.round(-radius * Math.cos((degrees * Math.PI) / 180))
];
const diamond = ([x, y]: [number, number]) => `M${x} ${y - 6}l6 6-6 6-6-6z`;

/** Where the seal is drawn: `<svg viewBox={SEAL_BOX}>`. */
export const SEAL_BOX = '-130 -130 260 260';

/**
 * @param seed of the tile: hers, or the badge's own
 * @param paint `theme` for our pages, `file` for pictures that leave them
 * @returns the inside of an `<svg>`; carries the id `khatam` once
 */
export function seal(seed: number, paint: 'theme' | 'file'): string {
	const of = (g: Glaze) => (paint === 'file' ? GLAZE[g] : `var(--g${g})`);
	const cut = star(100, 0.77);
	return (
		`<clipPath id="khatam"><path d="${cut}"/></clipPath>` +
		`<path fill="${of('w')}" d="${eight((deg) => star(11, 0.77, 0, at(116, deg)))}"/>` +
		`<path fill="${of('t')}" d="${eight((deg) => diamond(at(116, deg + 22.5)))}"/>` +
		`<path fill="${of('k')}" d="${star(108, 0.77)}"/>` +
		`<g clip-path="url(#khatam)">${tile(seed, paint)}</g>` +
		`<path fill="none" stroke="${of('w')}" stroke-width="4" d="${cut}"/>`
	);
}

/** A picture of its own: the seal on the deep glaze. */
export const sealFile = (seed: number): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${SEAL_BOX}"><path fill="${GLAZE.d}" d="M-130-130h260v260h-260z"/>${seal(seed, 'file')}</svg>`;
