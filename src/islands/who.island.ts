/**
 * Whose turn it is (K3, S8): draws the tiles of this phone, opens one by its secret, and takes one off the phone with what
 * has not been sent named first. All words stand in the page; here are none.
 */
import { readSecret } from '#lib/accounts/index.ts';
import {
	announceClosed,
	closeSession,
	isShared,
	markTile,
	openPhone,
	openSession,
	openTile,
	readPhone,
	removeTile,
	sendHere,
	sendNow,
	setInitial,
	setShared,
	tiles,
	waitOf,
	WORK_CHANGED,
	type Phone,
	type Tile
} from '#lib/offline/index.ts';
import { withBdi } from '#lib/ui/bdi.ts';
import { tile as drawing, tilePair } from '#lib/ui/tile.ts';
import { closeTile, unsentOf, within, type Counts } from './close-tile.ts';

/** So many tiles are a class and no family. */
const MANY = 4;

const one = <E extends Element = HTMLElement>(selector: string, root: ParentNode = document) =>
	root.querySelector<E>(selector)!;
const all = <E extends Element = HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const copy = (selector: string) =>
	one<HTMLTemplateElement>(`template${selector}`).content.cloneNode(true) as DocumentFragment;
const words = <T extends string>(element: HTMLElement, name: 'words' | 'counts' | 'glazes' = 'words') =>
	JSON.parse(element.dataset[name]!) as Record<T, string>;
const fill = (text: string, value: string | number) => text.replace('#', String(value));
/** A sentence with its numbers isolated; `withBdi` escapes it. */
const say = (element: HTMLElement, text: string) => (element.innerHTML = withBdi(text));

const home = `/${document.documentElement.lang}`;
const wall = one('[data-tiles]');
const views = all('[data-view]');
const back = one<HTMLAnchorElement>('.head a:not([data-hide])');
const form = one<HTMLFormElement>('form[data-open]');
const takeOff = one('[data-view=remove]');

let phone: Phone;
let list: Tile[] = [];
let shared: boolean | undefined;

const glazes = words(wall, 'glazes');
const nameOf = ({ id, tileSeed }: Tile) =>
	fill(wall.dataset.words!, list.findIndex((other) => other.id === id) + 1).replace(
		'*',
		glazes[tilePair(tileSeed)[0]!] ?? ''
	);

/* The tiles */

function draw(tile: Tile): HTMLElement {
	const item = copy('[data-tile]').firstElementChild as HTMLElement;
	const link = one<HTMLAnchorElement>('a', item);
	const mark = tile.open ? 'open' : tile.lock ? 'locked' : 'guest';
	one('svg', link).innerHTML = drawing(tile.tileSeed);
	one('.mark', link).append(copy(`[data-mark=${mark}]`));
	const number = list.indexOf(tile) + 1;
	one('.letter', link).textContent = shared ? `${number} ${tile.initial ?? ''}`.trim() : '';
	link.className = mark;
	link.href = `#${tile.id}`;
	link.setAttribute(
		'aria-label',
		[nameOf(tile), tile.initial, one('.mark', link).textContent].filter(Boolean).join('، ')
	);
	if (tile.open) link.setAttribute('aria-current', 'true');
	item.dataset.number = String(number);
	item.dataset.initial = tile.initial ?? '';
	return item;
}

/** By the first letter of a name or a tile's number; nothing typed shows all. */
function find(sought: string): void {
	const what = sought.trim().toLocaleLowerCase();
	const items = all('li[data-number]', wall);
	for (const item of items)
		item.hidden = !!what && item.dataset.number !== what && item.dataset.initial !== what[0];
	const found = one('[data-found]');
	found.textContent = what && items.every((item) => item.hidden) ? found.dataset.words! : '';
	for (const button of all('[data-letter]'))
		button.setAttribute('aria-pressed', String(button.dataset.letter === what));
}

function drawLetters(): void {
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

function drawWall(): void {
	for (const old of all('li[data-number]', wall)) old.remove();
	one('[data-new]', wall).before(...list.map(draw));
	wall.classList.toggle('many', !!shared);
	wall.classList.toggle('alone', !list.length);
	one('[data-intro]').hidden = !list.length;
	one('[data-none]').hidden = list.length > 0;
	one('[data-find]').hidden = !shared;
	if (shared) drawLetters();
	const asks = shared === undefined && list.length >= MANY;
	one('[data-shared-offer]').hidden = !asks;
	const setting = one('[data-shared]');
	setting.hidden = asks || !list.length;
	one<HTMLInputElement>('input', setting).checked = !!shared;
	const open = list.find((tile) => tile.open);
	const letter = one('[data-letter-form]');
	letter.hidden = !shared || !open?.joined;
	one<HTMLInputElement>('input', letter).value = open?.initial ?? '';
}

/* The views */

const sought = () => list.find(({ id }) => location.hash.endsWith(id) && location.hash !== '#');

async function show(): Promise<void> {
	list = await tiles(phone.store);
	shared = await isShared(phone.store);
	// Closed by itself, it may still be open on the server.
	if (list.length && !list.some((tile) => tile.open)) {
		markTile();
		void closeSession(phone.store);
	}
	const tile = sought();
	const view = !tile ? 'tiles' : location.hash.startsWith('#remove-') ? 'remove' : 'secret';
	if (tile && view === 'secret' && (tile.open || !tile.lock)) return goTo(tile);
	for (const other of views) other.hidden = other.dataset.view !== view;
	one('.foot').hidden = view !== 'tiles';
	back.href = view === 'tiles' ? home : '#';
	if (!tile) drawWall();
	else {
		const shown = one(`[data-view=${view}]`);
		one('[data-picture]', shown).innerHTML = drawing(tile.tileSeed);
		one('[data-name]', shown).textContent = nameOf(tile);
		if (view === 'secret') askSecret(tile);
		else await askRemoval(tile);
	}
	// The first view is read from the top as any page; one that follows a tap, from its heading.
	if (moved)
		all('h1', one(`[data-view=${view}]`))
			.find((h) => !h.hidden)
			?.focus();
	scrollTo(0, 0);
}
let moved = false;

/* Her secret */

const said = one('[data-said]', form);
const waits = words<'wrong' | 'seconds' | 'minutes' | 'over' | 'moment'>(said);
let ticking = 0;

function askSecret({ id, lock }: Tile): void {
	for (const part of all('[data-kind]', one('[data-view=secret]')))
		if (part.tagName !== 'FIELDSET') part.hidden = part.dataset.kind !== lock;
	const board = one('fieldset', form);
	board.dataset.kind = lock;
	one<HTMLDetailsElement>('details', board).open = lock === 'digits';
	one<HTMLAnchorElement>('[data-remove-link]').href = `#remove-${id}`;
	form.reset();
	said.textContent = '';
	void waitOf(phone.store, id).then((until) => hold(until, false));
}

/** Nothing can be tried until then. Said once; a long wait is counted down in minutes. */
function hold(until: number, wrong: boolean): void {
	clearTimeout(ticking);
	const board = one<HTMLFieldSetElement>('fieldset', form);
	const ms = until - Date.now();
	board.disabled = ms > 0;
	if (ms <= 0) {
		if (said.textContent) said.textContent = wrong ? waits.wrong : waits.over;
		return;
	}
	const seconds = Math.ceil(ms / 1000);
	say(said, seconds > 60 ? fill(waits.minutes, Math.ceil(seconds / 60)) : fill(waits.seconds, seconds));
	ticking = window.setTimeout(() => hold(until, false), seconds > 60 ? 60_000 : ms);
}

/** What stands on the board, as one text; nothing until it is whole. */
function chosen(): string | undefined {
	const data = new FormData(form);
	const read = readSecret({
		pictures: [1, 2, 3, 4].map((place) => String(data.get(`picture_${place}`) ?? '')),
		digits: String(data.get('digits') ?? '')
	});
	return read.ok ? `${read.value.kind}:${read.value.text}` : undefined;
}

let trying = false;
async function tryOpen(): Promise<void> {
	const tile = sought();
	const secretText = chosen();
	if (!tile || trying || !secretText) return;
	trying = true;
	said.textContent = waits.moment;
	form.setAttribute('aria-busy', 'true');
	const result = await openTile(phone.store, tile.id, secretText).finally(() => {
		form.removeAttribute('aria-busy');
		trying = false;
	});
	if (result.tag === 'open') return goOn(tile, secretText);
	form.reset();
	hold(result.until, true);
}

/** A tile that is open leads to her work; a guest's opens by the touch. */
async function goTo(tile: Tile): Promise<void> {
	if (!tile.open) await openTile(phone.store, tile.id);
	await goOn(tile);
}

async function goOn(tile: Tile, secretText?: string): Promise<void> {
	markTile(tile.id);
	if (!tile.open) {
		announceClosed();
		const reader = (await readPhone()).profile?.reader;
		// Her pages on the server as well; without a signal she does not wait for it.
		const opened = reader ? openSession(phone.store, tile.id, reader, secretText) : closeSession(phone.store);
		await within(opened);
	}
	location.replace(home);
}

/* Off the phone */

const texts = words<
	'sent' | 'empty' | 'unsent' | 'guest' | 'locked' | 'sure' | 'sending' | 'failed' | 'removed'
>(takeOff);
const counts: Counts = words(takeOff, 'counts');
const part = (name: string) => one(name, takeOff);
const act = (name: string) => part(`[data-step=first] [data-do=${name}]`);

async function askRemoval(tile: Tile): Promise<void> {
	const what = await unsentOf(phone.store, tile, counts);
	// Somebody else's unsent work is not hers to throw away.
	const may = !tile.waiting || tile.open || !tile.lock;
	const text = !tile.waiting
		? tile.joined
			? 'sent'
			: 'empty'
		: !tile.joined
			? 'guest'
			: may
				? 'unsent'
				: 'locked';
	say(part('[data-text]'), fill(texts[text], what));
	say(part('[data-sure]'), fill(texts.sure, what));
	part('[data-said]').textContent = '';
	part('[data-stands=here]').hidden = text !== 'guest';
	part('[data-stands=wait]').hidden = !tile.waiting || !tile.joined;
	act('send').hidden = !tile.waiting || !tile.joined;
	act('join').hidden = text !== 'guest';
	act('anyway').hidden = !tile.waiting || !may;
	act('remove').hidden = tile.waiting > 0;
	part('[data-step=first]').hidden = false;
	part('[data-step=second]').hidden = true;
}

async function send(): Promise<void> {
	const message = part('[data-said]');
	message.textContent = texts.sending;
	await sendNow(phone);
	list = await tiles(phone.store);
	const tile = sought();
	if (!tile) return;
	await askRemoval(tile);
	message.textContent = tile.waiting ? texts.failed : '';
}

async function remove(): Promise<void> {
	const tile = sought();
	if (!tile) return;
	if (tile.open) await closeTile(phone.store);
	await removeTile(phone.store, tile.id);
	history.replaceState(null, '', location.pathname);
	await show();
	say(one('[data-intro]'), texts.removed);
	one('[data-intro]').hidden = false;
}

function listen(): void {
	onhashchange = () => {
		moved = true;
		void show();
	};
	form.onchange = () => {
		if (one('fieldset', form).dataset.kind === 'pictures') void tryOpen();
	};
	form.onsubmit = (event) => {
		event.preventDefault();
		void tryOpen();
	};
	// A new tile begins with nobody open; a guest's work stays open, so that joining can ask whose it is.
	one<HTMLAnchorElement>('[data-new] a').onclick = (event) => {
		if (!list.some((tile) => tile.open && tile.joined)) return;
		event.preventDefault();
		void closeTile(phone.store).then(() => location.assign(`${home}/join`));
	};
	one<HTMLAnchorElement>('[data-without]').onclick = (event) => {
		event.preventDefault();
		void closeTile(phone.store).then(() => location.assign(home));
	};
	act('send').onclick = () => void send();
	act('anyway').onclick = () => {
		part('[data-step=first]').hidden = true;
		part('[data-step=second]').hidden = false;
		part('[data-sure]').focus();
	};
	act('join').onclick = (event) => {
		const tile = sought();
		if (!tile || tile.open) return;
		event.preventDefault();
		void openTile(phone.store, tile.id).then(() => {
			markTile(tile.id);
			location.assign(`${home}/join`);
		});
	};
	for (const button of all('[data-do=remove]', takeOff)) button.onclick = () => void remove();

	const set = (on: boolean) => void setShared(phone.store, on).then(show);
	for (const button of all('[data-shared-set]'))
		button.onclick = () => set(button.dataset.sharedSet === 'on');
	one<HTMLInputElement>('[data-shared] input').onchange = (event) =>
		set((event.target as HTMLInputElement).checked);
	one('[data-letters]').onclick = (event) => {
		const button = (event.target as Element).closest<HTMLElement>('[data-letter]');
		if (!button) return;
		one<HTMLInputElement>('#find').value = button.dataset.letter!;
		find(button.dataset.letter!);
	};
	one<HTMLInputElement>('#find').oninput = (event) => find((event.target as HTMLInputElement).value);
	one<HTMLFormElement>('[data-letter-form]').onsubmit = (event) => {
		event.preventDefault();
		const open = list.find((tile) => tile.open);
		const kept = one('[data-kept]');
		if (open)
			void setInitial(phone.store, open.id, one<HTMLInputElement>('#letter').value).then(async () => {
				await show();
				kept.textContent = kept.dataset.words!;
			});
	};
	addEventListener(WORK_CHANGED, () => {
		// Not while somebody chooses: only the wall tells of others.
		if (!one('[data-view=tiles]').hidden) void show();
	});
}

void openPhone().then(
	async (opened) => {
		phone = opened;
		listen();
		await show();
		sendHere(opened);
	},
	() => {
		one('[data-no-store]').hidden = false;
		one('[data-intro]').hidden = true;
	}
);
