/** The tiles of a phone (K3): who is here, found by a letter or a number on a class's tablet. */
import { commaOf } from '#lib/ui/comma.ts';
import type { Tile } from '#lib/offline/index.ts';
import { tile as drawing, tilePair } from '#lib/ui/tile.ts';
import { all, copy, fill, one, words } from './who-page.ts';

/** So many tiles are a class and no family. */
const MANY = 4;

const wall = one('[data-tiles]');
const glazes = words(wall, 'glazes');

/** By its number on the wall and its first glaze: never a name. */
export const nameOf = (list: readonly Tile[], { id, tileSeed }: Tile): string =>
	fill(wall.dataset.words!, list.findIndex((other) => other.id === id) + 1).replace(
		'*',
		glazes[tilePair(tileSeed)[0]!] ?? ''
	);

function draw(list: readonly Tile[], tile: Tile, shared: boolean): HTMLElement {
	const item = copy('[data-tile]').firstElementChild as HTMLElement;
	const link = one<HTMLAnchorElement>('a', item);
	const mark = tile.gone ? 'gone' : tile.open ? 'open' : tile.lock ? 'locked' : 'guest';
	one('svg', link).innerHTML = drawing(tile.tileSeed);
	one('.mark', link).append(copy(`[data-mark=${mark}]`));
	const number = list.indexOf(tile) + 1;
	one('.letter', link).textContent = shared ? `${number} ${tile.initial ?? ''}`.trim() : '';
	link.className = mark;
	link.href = tile.gone ? `#remove-${tile.id}` : `#${tile.id}`;
	link.setAttribute(
		'aria-label',
		[nameOf(list, tile), tile.initial, one('.mark', link).textContent]
			.filter(Boolean)
			.join(commaOf(document.documentElement.lang))
	);
	if (tile.open) link.setAttribute('aria-current', 'true');
	item.dataset.number = String(number);
	item.dataset.initial = tile.initial ?? '';
	return item;
}

/** By the first letter of a name or a tile's number; nothing typed shows all. */
export function find(sought: string): void {
	const what = sought.trim().toLocaleLowerCase();
	const items = all('li[data-number]', wall);
	for (const item of items)
		item.hidden = !!what && item.dataset.number !== what && item.dataset.initial !== what[0];
	const found = one('[data-found]');
	found.textContent = what && items.every((item) => item.hidden) ? found.dataset.words! : '';
	for (const button of all('[data-letter]'))
		button.setAttribute('aria-pressed', String(button.dataset.letter === what));
}

function drawLetters(list: readonly Tile[]): void {
	const letters = [...new Set(list.map(({ initial }) => initial).filter(Boolean))].sort() as string[];
	const row = one('[data-letters]');
	row.hidden = !letters.length;
	const first = one('[data-letter=""]', row);
	for (const old of all('[data-letter]:not([data-letter=""])', row)) old.remove();
	row.append(
		...letters.map((letter) => {
			const button = first.cloneNode() as HTMLElement;
			button.dataset.letter = letter;
			button.textContent = letter;
			button.setAttribute('aria-pressed', 'false');
			return button;
		})
	);
}

/** @param shared undefined until somebody has said whether several learners use this phone */
export function drawWall(list: readonly Tile[], shared: boolean | undefined): void {
	for (const old of all('li[data-number]', wall)) old.remove();
	one('[data-new]', wall).before(...list.map((tile) => draw(list, tile, !!shared)));
	wall.classList.toggle('many', !!shared);
	wall.classList.toggle('alone', !list.length);
	one('[data-intro]').hidden = !list.length;
	one('[data-none]').hidden = list.length > 0;
	one('[data-find]').hidden = !shared;
	if (shared) drawLetters(list);
	const asks = shared === undefined && list.length >= MANY;
	one('[data-shared-offer]').hidden = !asks;
	const setting = one('[data-shared]');
	setting.hidden = asks || !list.length;
	one<HTMLInputElement>('input', setting).checked = !!shared;
	const open = list.find((tile) => tile.open);
	const letter = one('[data-letter-form]');
	letter.hidden = !shared || !open?.joined;
	one<HTMLInputElement>('input', letter).value = open?.initial ?? '';
	// Drawn anew, it shows what is looked for still.
	find(shared ? one<HTMLInputElement>('#find').value : '');
}
