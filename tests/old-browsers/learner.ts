/** What a learner does, in any browser. What runs in a page is written for Chromium 80. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { checkItem, courseA, wrongChoice } from '../support/course-a.ts';
import { play, type PlayMove } from '../../src/lib/assessment/index.ts';
import { askOf } from '../../src/lib/catalog/index.ts';
import { playedPractices, rightMove } from '../support/play-practice.ts';
import type { Window } from '../support/window.ts';

export const course = courseA();
const SECRET = ['mango', 'kite', 'moon', 'fish'];
export const lessonPath = (id: string) => `/ur/learn/${course.id}/${id}`;

/** The step she is at, once the page's script leads her. */
const AT = '.steps.live > .at, .steps.live .step.at';

interface Step {
	id: string;
	/** What is right, on an open question. */
	key?: string;
	/** A question of any kind. */
	question: boolean;
	radios: string[];
	selects: boolean;
	practice?: 'listing' | 'price' | 'play';
}

const stepOf = (window: Window): Promise<Step> =>
	window.until(
		'a step of a living page',
		(at) => {
			const step = document.querySelector<HTMLElement>(at);
			if (!step) return null;
			const has = (selector: string) => step.querySelector(selector) !== null;
			const radios = Array.from(step.querySelectorAll<HTMLInputElement>('input[type=radio]'));
			return {
				id: step.id,
				key: step.dataset.key,
				question: Boolean(step.dataset.key || step.dataset.type),
				radios: has('form.listing') || has('form.play') ? [] : radios.map(({ value }) => value),
				selects: has('select'),
				practice: has('form.listing')
					? 'listing'
					: has('form.price')
						? 'price'
						: has('form.play')
							? 'play'
							: undefined
			} as Step;
		},
		AT
	);

const act = (window: Window) => window.tap('[data-do]');
const isAct = (window: Window, name: string) => window.seen(`body[data-act=${name}]`);
const movedFrom = (window: Window, id: string) =>
	window.until(
		`the step after ${id}`,
		(at, id) => {
			const step = document.querySelector(at);
			return step !== null && step.id !== id;
		},
		AT,
		id
	);

/** Touches or types a choice, as it is written in events. */
async function choose(window: Window, { id, radios, selects }: Step, choice: string): Promise<void> {
	if (selects) {
		await window.seen(`[id="${id}"] [data-live]`);
		for (const letter of choice) await window.tap(`[id="${id}"] select[id$="-${letter}"]`, '.opt');
	} else if (radios.length) await window.tap(`[id="${id}"] input[value="${choice}"]`, '.opt');
	else await window.fill(`[id="${id}"] input[inputmode=numeric]`, choice);
}

/** Answers the question she is at; the first one of a lesson wrongly, to be told why. */
async function answer(window: Window, at: Step, slip: boolean): Promise<void> {
	const right = at.key!.split(' ')[0]!;
	const wrong = at.radios.find((letter) => letter !== right);
	if (slip && wrong) {
		await choose(window, at, wrong);
		await act(window);
		await window.seen(`[id="${at.id}"] .why`);
		await window.seen(`[id="${at.id}"] .opt.again`);
	}
	await choose(window, at, right);
	await act(window);
	await isAct(window, 'next');
}

async function buildListing(window: Window): Promise<void> {
	await window.seen('[data-island=listing][data-live]');
	await window.seen('form.listing .board');
	const tiles = await window.read(() => document.querySelectorAll('form.listing .tilet').length);
	for (let i = 0; i < tiles; i++) {
		await window.read(
			(i) => document.querySelectorAll('form.listing .tilet')[i]!.setAttribute('data-next', ''),
			i
		);
		await window.tap('form.listing .tilet[data-next]');
		await window.tap('form.listing fieldset .opt');
		await window.read(() => document.querySelector('[data-next]')!.removeAttribute('data-next'));
	}
	await window.tap('form.listing button.btn');
	await window.until('that the listing is kept', () => !document.querySelector('form.listing button.btn'));
	await window.seen('form.listing .note[role=status]');
}

async function fillPot(window: Window): Promise<void> {
	await window.seen('[data-island=price][data-live]');
	await window.seen('form.price input[type=range][name=price]');
	await window.fill('form.price input[name=price]', '2600');
	await window.tap('form.price button.btn');
	await window.seen('form.price .note');
}

const practices = playedPractices();

/** A practice scene by scene, each answered as its rule calls right. */
async function playOn(window: Window, step: string): Promise<void> {
	const data = practices.find(({ id }) => step === `${id}-do`)!.data.ur;
	const moves: PlayMove[] = [];
	const send = () => window.tap('form.play button.btn.main');
	// Touched before its script is there, it is the plain form, which leads to a page of its own.
	await window.seen('[data-island=play][data-live]');
	for (let guard = 0; guard < 60; guard++) {
		const { at } = play(data, moves);
		const scene = data.scenes.find(({ id }) => id === at);
		if (!scene) break;
		const move = rightMove(data, scene);
		const ask = askOf(scene);
		if (ask === 'options' || ask === 'bin')
			await window.tap(`form.play button[name=a][value=${move.answer}]`);
		if (ask === 'order')
			for (const letter of move.answer) await window.tap(`form.play button.no[value=${letter}]`);
		if (ask === 'marks')
			for (const letter of move.answer) await window.tap(`form.play [name=k][value=${letter}]`, '.opt');
		if (ask === 'number') await window.fill('form.play [name=n]', move.answer);
		for (const { id, choices } of scene.fields ?? []) {
			const value = move.fills![id]!;
			if (choices?.includes(value)) await window.tap(`form.play [name="f.${id}"][value="${value}"]`, '.opt');
			else await window.fill(`form.play [name="f.${id}"]`, value);
		}
		if (ask !== 'options' && ask !== 'bin' && ask !== 'order') await send();
		moves.push(move);
		if (ask === 'read') continue;
		await window.seen('form.play > fieldset:disabled');
		await send();
	}
	await window.seen('form.play > .note[role=status]');
}

/** First minute: the address, her language, the first lesson. */
export async function openFirstLesson(window: Window): Promise<void> {
	await window.open('/');
	await window.tap('a[href^="/ur"]');
	const path = await window.until('a page in Urdu', () => {
		const { lang, dir } = document.documentElement;
		return location.pathname.startsWith('/ur') && lang === 'ur' && dir === 'rtl' ? location.pathname : '';
	});
	if (!path.includes('/learn/')) await window.tap(`main a[href*="/learn/${course.id}/a1"]`);
	await window.at(lessonPath('a1'));
	// Left in the middle of its first reading, WebKit would lay it aside with the store in its hand.
	await window.seen('.steps.live');
}

/** A lesson from where she stands to its end: cards, questions (one slip), practices. */
export async function learn(window: Window, id: string): Promise<void> {
	await window.open(lessonPath(id));
	let slip = true;
	for (let guard = 0; guard < 60; guard++) {
		const at = await stepOf(window);
		if (at.id === 'end') break;
		if (at.key) {
			await answer(window, at, slip);
			slip = false;
		} else if (at.practice === 'listing') await buildListing(window);
		else if (at.practice === 'price') await fillPot(window);
		else if (at.practice === 'play') await playOn(window, at.id);
		await act(window);
		await movedFrom(window, at.id);
	}
	await isAct(window, 'end');
}

/** The events that lie on this phone, with what it says of each. */
export const eventsOf = (window: Window): Promise<{ id: string; state: string }[]> =>
	window.read(
		() =>
			new Promise<{ id: string; state: string }[]>((resolve, reject) => {
				const opening = indexedDB.open('phone');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const db = opening.result;
					const all = db.transaction('events').objectStore('events').getAll();
					all.onsuccess = () => {
						db.close();
						resolve(all.result.map(({ id, state }) => ({ id, state })));
					};
				};
			})
	);

/** A person takes seconds for a card; here what was read must have reached the disk before the page is left. */
async function keeps(window: Window, events: number): Promise<void> {
	const end = Date.now() + 10_000;
	while ((await eventsOf(window)).length < events) {
		assert.ok(Date.now() < end, `the phone keeps ${events} events`);
		await wait(20);
	}
}

/** Two steps into a lesson, away, and back: she goes on where she was. */
export async function comesBack(window: Window, id: string): Promise<void> {
	await window.open(lessonPath(id));
	const before = (await eventsOf(window)).length;
	for (let i = 0; i < 2; i++) {
		const at = await stepOf(window);
		await act(window);
		await movedFrom(window, at.id);
	}
	const place = (await stepOf(window)).id;
	await keeps(window, before + 2);
	await window.open(lessonPath(id));
	await window.until(
		`the place ${place}`,
		(at, place) => {
			const step = document.querySelector(at);
			return step !== null && step.id === place;
		},
		AT,
		place
	);
}

/** The course onto the phone, every part checked. */
export async function takeHome(window: Window): Promise<void> {
	await window.open(`/ur/learn/${course.id}`);
	await window.tap('[data-keep] [data-do=keep]');
	await window.seen('[data-keep][data-state=kept]');
}

/** Where the work of the open lesson stands: here, wait, safe. */
export const workIs = (window: Window, state: string): Promise<true> =>
	window.seen(`.work[data-state="${state}"]`);

/** Fills the joining form; what the phone holds is hers. */
export async function join(window: Window): Promise<void> {
	await window.open('/ur/join');
	await window.seen('[data-guest-work]');
	await window.tap('[data-guest-work] .opt');
	await window.fill('input[name=name]', 'شبانہ');
	for (const picture of SECRET)
		await window.tap(`[data-secret] button use[href="#secret-${picture}"]`, 'button');
	await window.tap('input[name=consent_learning]', '.opt');
	await window.tap('form button.main');
	await window.at('/ur/me/card');
	await window.until('the phone has taken its keys', () => !document.querySelector('#joined'));
}

/** Ten of twelve right, and the rest wrong: a pass, as the rule has it. Ends where her answers are handed in. */
export async function takeCheck(window: Window, right = 10): Promise<void> {
	await window.open(lessonPath('check'));
	let answered = 0;
	for (let guard = 0; guard < 30; guard++) {
		const at = await stepOf(window);
		if (at.id === 'end') break;
		if (at.question) {
			const item = checkItem(course, at.id);
			const choice = answered++ < right ? item.key[0]! : wrongChoice(item);
			if (at.selects)
				for (const [i, letter] of [...choice].entries())
					await window.fill(`[id="${at.id}"] select[id$="-${letter}"]`, String(i + 1));
			else await choose(window, at, choice);
		}
		await act(window);
		await movedFrom(window, at.id);
	}
	assert.equal(answered, course.check.draw);
	await act(window);
}
