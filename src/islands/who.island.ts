/**
 * Whose turn it is (K3, S8): draws the tiles of this phone, opens one by its secret, and takes one off the phone with what
 * has not been sent named first. All words stand in the page; here are none.
 */
import {
	announceClosed,
	closePages,
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
	within,
	WORK_CHANGED,
	type Phone,
	type Tile
} from '#lib/offline/index.ts';
import { tile as drawing } from '#lib/ui/tile.ts';
import { closeTile } from './close-tile.ts';
import { all, one, say } from './who-page.ts';
import { act, askRemoval, part, takeOff, texts } from './who-removal.ts';
import { askSecret, form, tryOpen } from './who-secret.ts';
import { drawWall, find, nameOf } from './who-wall.ts';

const home = `/${document.documentElement.lang}`;
const views = all('[data-view]');
const back = one<HTMLAnchorElement>('.head a:not([data-hide])');

let phone: Phone;
let list: Tile[] = [];
let shared: boolean | undefined;

const sought = () => list.find(({ id }) => location.hash.endsWith(id) && location.hash !== '#');

async function show(): Promise<void> {
	list = await tiles(phone.store);
	shared = await isShared(phone.store);
	const tile = sought();
	const view = !tile ? 'tiles' : location.hash.startsWith('#remove-') ? 'remove' : 'secret';
	if (tile && view === 'secret' && (tile.open || !tile.lock)) return goTo(tile);
	for (const other of views) other.hidden = other.dataset.view !== view;
	one('.foot').hidden = view !== 'tiles';
	back.href = view === 'tiles' ? home : '#';
	if (!tile) drawWall(list, shared);
	else {
		const shown = one(`[data-view=${view}]`);
		one('[data-picture]', shown).innerHTML = drawing(tile.tileSeed);
		one('[data-name]', shown).textContent = nameOf(list, tile);
		if (view === 'secret') askSecret(phone.store, tile);
		else await askRemoval(phone.store, tile);
	}
	// The first view is read from the top as any page; one that follows a tap, from its heading.
	if (moved)
		all('h1', one(`[data-view=${view}]`))
			.find((h) => !h.hidden)
			?.focus();
	scrollTo(0, 0);
}
let moved = false;

async function openBySecret(): Promise<void> {
	const tile = sought();
	const secretText = tile && (await tryOpen(phone.store, tile));
	if (tile && secretText) await goOn(tile, secretText);
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

async function send(): Promise<void> {
	const message = part('[data-said]');
	message.textContent = texts.sending;
	await sendNow(phone);
	list = await tiles(phone.store);
	const tile = sought();
	if (!tile) return;
	await askRemoval(phone.store, tile);
	message.textContent = tile.waiting ? texts.failed : '';
}

async function remove(): Promise<void> {
	const tile = sought();
	if (!tile) return;
	if (tile.open) await closeTile(phone.store);
	await removeTile(phone.store, tile.id);
	history.replaceState(null, '', location.pathname);
	await show();
	// In a place of its own: the wall is drawn anew whenever word of work comes in.
	say(one('[data-removed]'), texts.removed);
}

function listen(): void {
	onhashchange = () => {
		moved = true;
		void show();
	};
	form.onchange = () => {
		if (one('fieldset', form).dataset.kind === 'pictures') void openBySecret();
	};
	form.onsubmit = (event) => {
		event.preventDefault();
		void openBySecret();
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
		// Closed by itself, it may still be open on the server.
		if (list.length && !sought() && !list.some((tile) => tile.open)) void closePages(phone.store);
		sendHere(opened);
	},
	() => {
		one('[data-no-store]').hidden = false;
		one('[data-intro]').hidden = true;
	}
);
