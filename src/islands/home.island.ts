import {
	openPhone,
	readPhone,
	sendHere,
	tiles,
	watchTile,
	WORK_CHANGED,
	type Phone,
	type PhoneView
} from '../lib/offline/index.ts';
import { markKept } from './mark-kept.ts';
import { offerInstall } from './install.ts';
import { tile } from '../lib/ui/tile.ts';
import { nextAct, wallProgress, wallStates, type WallProgress } from '../lib/ui/wall-states.ts';
import { closeTile } from './close-tile.ts';

/**
 * Fills a published page with what this phone knows: her name, tile, walls, next act, and where her work is. All words
 * stand in the page (templates and `data-words`); here are none.
 */
const STATES = ['bisque', 'now', 'painted', 'fired'];

const one = <E extends Element>(root: ParentNode, selector: string) => root.querySelector<E>(selector);
const all = <E extends Element>(root: ParentNode, selector: string) =>
	Array.from(root.querySelectorAll<E>(selector));
const copy = (root: ParentNode, selector: string) =>
	one<HTMLTemplateElement>(root, `template${selector}`)?.content.cloneNode(true);

function fillName({ profile }: PhoneView) {
	if (!profile) return;
	const picture = one(document, '[data-me]');
	if (picture) picture.innerHTML = tile(profile.tileSeed);
	const head = one(document, '.head h1');
	const hello = profile.name ? copy(document, '[data-hello]') : undefined;
	if (!hello || !head) return;
	head.textContent = '';
	head.append(hello);
	const name = one(head, 'bdi');
	if (name) name.textContent = profile.name ?? '';
}

function fillState({ profile, state }: PhoneView) {
	const place = one<HTMLElement>(document, '[data-work]');
	if (!place || !profile) return;
	const shown = copy(document, `[data-state="${state}"]`);
	place.textContent = '';
	if (shown) place.append(shown);
	place.hidden = !shown;
}

/** Her tile in both paints, once, for all walls. */
function drawTiles(seed: number) {
	const defs = one(document, '#bq')?.parentNode as Element;
	for (const [id, paint] of [
		['tile-fired', 'theme'],
		['tile-painted', 'painted']
	] as const)
		if (!one(document, `#${id}`))
			defs.insertAdjacentHTML('beforeend', `<g id="${id}">${tile(seed, paint)}</g>`);
}

function fillTiles(tiles: Element, mine: WallProgress, words: string[]): string[] {
	const places = all<HTMLElement>(tiles, '[data-lesson]');
	const ids = places.map((place) => place.dataset.lesson ?? '');
	wallStates(ids, mine).forEach((state, i) => {
		const place = places[i]!;
		const done = state === 'painted' || state === 'fired';
		place.classList.toggle('now', state === 'now' && place.tagName === 'LI');
		one(place, 'use')?.setAttribute('href', done ? `#tile-${state}` : '#bq');
		const word = words[STATES.indexOf(state)] ?? '';
		const link = one<HTMLElement>(place, 'a[data-label]');
		link?.setAttribute('aria-label', `${link.dataset.label}${word}`);
		const beside = one(place, '[data-word]');
		if (beside && state !== 'bisque') beside.textContent = word;
	});
	return ids;
}

function fillCourse(section: HTMLElement, view: PhoneView) {
	const mine = wallProgress(view.progress.courses[section.dataset.course ?? '']);
	const words = section.dataset.words?.split('|') ?? [];
	let ids: string[] = [];
	for (const tiles of all(section, '[data-tiles]')) ids = fillTiles(tiles, mine, words);

	const next = copy(section, `[data-next="${nextAct(ids, mine)}"]`);
	if (next) one(section, '[data-brick]')?.replaceWith(next);

	const done = ids.filter((id) => mine.finished.includes(id)).length;
	if (!done) return;
	const said = `${done}/${ids.length}`;
	const count = one<HTMLElement>(section, '[data-count]');
	if (count) {
		count.hidden = false;
		(count.firstElementChild ?? count).textContent = said;
	}
	const ring = one(document, '[data-ring]');
	all(ring ?? section, 'path.star').forEach((star, i) => star.classList.toggle('t', i < done));
	const middle = ring && one(ring, 'text');
	if (middle) middle.textContent = said;
}

/** The course in hand, large and first: where she last worked, unless it is passed. */
function putInHand(sections: HTMLElement[], { progress }: PhoneView) {
	const last = (section: HTMLElement) => {
		const course = progress.courses[section.dataset.course ?? ''];
		if (!course || course.check.state === 'passed') return 0;
		return Math.max(0, ...Object.values(course.lessons).map((lesson) => lesson.lastAt));
	};
	const inHand = sections.reduce(
		(best, section) => (last(section) > last(best) ? section : best),
		sections[0]!
	);
	for (const section of sections) {
		const large = one<HTMLElement>(section, '[data-large]');
		const strip = one<HTMLElement>(section, '.stripe');
		if (large) large.hidden = section !== inHand;
		if (strip) strip.hidden = section === inHand;
	}
	if (inHand.previousElementSibling) one(document, '[data-courses]')?.prepend(inHand);
}

/** A page from the server is somebody's: another profile of this phone has nothing to fill in there. */
function isMine({ profile }: PhoneView): boolean {
	const owner = one<HTMLElement>(document, '[data-owner]')?.dataset.owner;
	return owner === undefined || owner === (profile?.learnerId ?? '');
}

/** The head's tile leads to the tiles where there is another to choose; one tap closes hers (K3). */
async function fillTilesOfPhone({ store }: Phone, { profile }: PhoneView) {
	const found = await tiles(store);
	const others = found.some(({ open }) => !open);
	const who = `/${document.documentElement.lang}/who`;
	const head = one<HTMLAnchorElement>(document, '[data-who-label]');
	if (head && others) {
		head.href = who;
		head.setAttribute('aria-label', head.dataset.whoLabel!);
	}
	for (const part of all<HTMLElement>(document, '[data-switch]')) part.hidden = !others || !profile;
	for (const part of all<HTMLElement>(document, '[data-all-closed]')) part.hidden = !others || !!profile;
	for (const part of all<HTMLElement>(document, '[data-close]')) {
		part.hidden = !profile;
		part.onclick = (event) => {
			event.preventDefault();
			void closeTile(store).then(() => location.replace(who));
		};
	}
}

/** Whose page it is, once it is somebody's: '' for nobody. */
let filledFor: string | undefined;

async function fill() {
	const view = await readPhone();
	const mine = view.profile?.id ?? '';
	// Somebody else is open by now: what was filled in is taken out by making the page anew.
	if (filledFor && filledFor !== mine) return location.reload();
	filledFor = mine;
	void openPhone().then(
		(phone) => fillTilesOfPhone(phone, view),
		() => undefined
	);
	if (!isMine(view)) return;
	const sections = all<HTMLElement>(document, '[data-course]');
	fillName(view);
	fillState(view);
	offerInstall(view.progress);
	if (!view.profile || !sections.length) return;
	drawTiles(view.profile.tileSeed);
	for (const section of sections) fillCourse(section, view);
	putInHand(sections, view);
}

/** The app's shortcut: on to the next act, with nothing to come back to in between. */
function goOn() {
	const act = one<HTMLAnchorElement>(document, '[data-large]:not([hidden]) a[data-brick]');
	if (location.search === '?next' && act) location.replace(act.href);
}

void fill().then(goOn);
void openPhone().then(
	(phone) => {
		sendHere(phone);
		watchTile(phone);
	},
	() => undefined
);
void markKept();
window.addEventListener(WORK_CHANGED, () => void fill());
