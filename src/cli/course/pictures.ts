/** Pictures of a new course, drawn from a few shapes in our colours: each is to be drawn anew by the author's hand. */

const INK = '#0c2864';
const COBALT = '#1748a6';
const TURQUOISE = '#1e9daa';
const GLAZE = '#f7fbfb';
const CLAY = '#e4b795';
const SUN = '#f6d58a';

const rect = (x: number, y: number, width: number, height: number, fill: string, rx = 0): string =>
	`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}" fill="${fill}"/>`;
const disc = (cx: number, cy: number, r: number, fill: string): string =>
	`<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"/>`;

const frame = (ground: string, ...shapes: string[]): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 188">${rect(0, 0, 320, 188, ground)}${shapes.join('')}</svg>\n`;

const floor = (fill = '#c99468') => rect(0, 158, 320, 30, fill);
const window = (pane: string) =>
	rect(24, 22, 92, 92, GLAZE, 6) + rect(32, 30, 35, 76, pane) + rect(73, 30, 35, 76, pane);
const shawl = (fill: string, x = 150) =>
	rect(x, 104, 130, 56, fill, 8) +
	rect(x, 146, 130, 6, GLAZE) +
	[0, 1, 2, 3, 4, 5].map((i) => rect(x + 6 + i * 22, 160, 8, 10, fill, 3)).join('');
const ruler =
	rect(150, 84, 130, 14, SUN, 2) + [0, 1, 2, 3, 4].map((i) => rect(160 + i * 26, 84, 2, 7, INK)).join('');
const card = (x: number, inner: string) => rect(x, 40, 108, 108, GLAZE, 10) + inner;

/** By name, as the template's lesson names them. */
export const PICTURES: Readonly<Record<string, string>> = {
	'n1-night': frame(
		INK,
		floor('#081b45'),
		disc(214, 40, 16, SUN),
		rect(212, 0, 3, 26, GLAZE),
		shawl('#2c4d8f'),
		disc(58, 150, 16, '#3a5a9c')
	),
	'n1-window': frame(CLAY, floor(), window(SUN), rect(136, 96, 160, 78, GLAZE, 6), shawl(COBALT)),
	'n1-ruler': frame(CLAY, floor(), rect(136, 74, 160, 100, GLAZE, 6), ruler, shawl(COBALT)),
	'n1-judge': frame(
		TURQUOISE,
		card(40, rect(58, 62, 72, 64, COBALT, 6)),
		card(172, rect(190, 62, 72, 64, INK, 6) + disc(226, 94, 18, GLAZE))
	),
	'n1-sun': frame('#fbe8c8', floor(), disc(70, 66, 34, SUN), shawl(TURQUOISE))
};
