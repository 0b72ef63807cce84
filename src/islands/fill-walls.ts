/** Her name, tile, walls, next act, and where her work is: the same on her home, a course's page and her own. */
import type { PhoneView } from '../lib/offline/index.ts';
import { tile } from '../lib/ui/tile.ts';
import { nextAct, wallProgress, wallStates, type WallProgress } from '../lib/ui/wall-states.ts';
import { all, copy, fillPlace, one } from './fill.ts';
import { itemStates, type ItemState } from './item-states.ts';

const STATES = ['bisque', 'now', 'painted', 'fired'];
const KEPT = ['here', 'wait', 'safe'];
type Kept = ReadonlyMap<string, ItemState>;

export function fillName({ profile }: PhoneView) {
	if (!profile) return;
	const picture = one(document, '[data-me]');
	if (picture) picture.innerHTML = tile(profile.tileSeed);
	const head = one(document, '.head h1, [data-name]');
	const hello = profile.name ? copy(document, '[data-hello]') : undefined;
	if (!hello || !head) return;
	head.textContent = '';
	head.append(hello);
	const name = one(head, 'bdi');
	if (name) name.textContent = profile.name ?? '';
}

export function fillState({ profile, state }: PhoneView) {
	if (profile) fillPlace(one(document, '[data-work]'), document, `[data-state="${state}"]`);
	// Who has joined is not asked to.
	const joined = Boolean(profile?.token);
	for (const place of all(document, '[data-guest]')) place.hidden = joined;
	for (const place of all(document, '[data-joined]')) place.hidden = !joined;
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

/** `words` are those of the four paints, then those of the three places where work may be. */
function fillTiles(
	tiles: Element,
	course: string,
	mine: WallProgress,
	kept: Kept,
	words: string[]
): string[] {
	const places = all(tiles, '[data-lesson]');
	const ids = places.map((place) => place.dataset.lesson ?? '');
	wallStates(ids, mine).forEach((state, i) => {
		const place = places[i]!;
		const done = state === 'painted' || state === 'fired';
		place.classList.toggle('now', state === 'now' && place.tagName === 'LI');
		one(place, 'use')?.setAttribute('href', done ? `#tile-${state}` : '#bq');
		const where = kept.get(`${course}/${ids[i]}`);
		place.dataset.where = where ?? '';
		const said = [words[STATES.indexOf(state)], where && words[4 + KEPT.indexOf(where)]].filter(Boolean);
		const link = one(place, 'a[data-label]');
		link?.setAttribute('aria-label', `${link.dataset.label}${said.join(' · ')}`);
		const beside = one(place, '[data-word]');
		if (beside && (state !== 'bisque' || where)) beside.textContent = said.join(' · ');
	});
	return ids;
}

function fillCourse(section: HTMLElement, view: PhoneView, kept: Kept) {
	const course = section.dataset.course ?? '';
	const mine = wallProgress(view.progress.courses[course]);
	const words = section.dataset.words?.split('|') ?? [];
	let ids: string[] = [];
	for (const tiles of all(section, '[data-tiles]')) ids = fillTiles(tiles, course, mine, kept, words);

	const next = copy(section, `[data-next="${nextAct(ids, mine)}"]`);
	if (next) one(section, '[data-brick]')?.replaceWith(next);

	const done = ids.filter((id) => mine.finished.includes(id)).length;
	if (!done) return;
	const said = `${done}/${ids.length}`;
	const count = one(section, '[data-count]');
	if (count) {
		count.hidden = false;
		(count.firstElementChild ?? count).textContent = said;
	}
	const ring = one(document, '[data-ring]');
	all<SVGPathElement>(ring ?? section, 'path.star').forEach((star, i) =>
		star.classList.toggle('t', i < done)
	);
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
		const large = one(section, '[data-large]');
		const strip = one(section, '.stripe');
		if (large) large.hidden = section !== inHand;
		if (strip) strip.hidden = section === inHand;
	}
	if (inHand.previousElementSibling) one(document, '[data-courses]')?.prepend(inHand);
}

export function fillWalls(view: PhoneView) {
	const { profile, events, news } = view;
	const sections = all(document, '[data-course][data-words]');
	if (!profile || !sections.length) return;
	drawTiles(profile.tileSeed);
	const kept = itemStates(events, Boolean(profile.token), news);
	for (const section of sections) fillCourse(section, view, kept);
	putInHand(sections, view);
}
