/** Plays a practice as a person does, once wrong where it can be wrong and then right, by its own rule. */
import { expect, type Locator, type Page } from '@playwright/test';
import { letterOf, placeOf, play, type PlayMove } from '../../src/lib/assessment/index.ts';
import {
	askOf,
	practiceOf,
	type Course,
	type Lang,
	type PlayData,
	type PlayScene
} from '../../src/lib/catalog/index.ts';
import type { PlainBrowser } from './plain-browser.ts';
import { playerInPage } from './play-in-page.ts';
import { everyCourse } from './repository-content.ts';

export interface PlayedPractice {
	course: Course;
	lesson: string;
	id: string;
	data: Record<Lang, PlayData>;
}

/** Every played practice of the repository's courses. */
export function playedPractices(): PlayedPractice[] {
	return everyCourse().flatMap((course) =>
		course.lessons.flatMap((lesson) => {
			const practice = practiceOf(lesson);
			return practice?.type === 'play'
				? [
						{
							course,
							lesson: lesson.id,
							id: practice.id,
							data: practice.data as Record<Lang, PlayData>
						}
					]
				: [];
		})
	);
}

/** What is put into a field that nobody judges. */
const OWN = { number: '3', text: 'Chenab' };

/**
 * A move that the rule calls right.
 * @param own what she puts into a field, by its id; else something that fits
 */
export function rightMove(data: PlayData, scene: PlayScene, own: Record<string, string> = {}): PlayMove {
	const move = (answer: string, fills?: Record<string, string>): PlayMove => ({
		scene: scene.id,
		answer,
		fills
	});
	switch (askOf(scene)) {
		case 'options':
			return move(letterOf(scene.options!.findIndex((o) => o.right)));
		case 'bin':
			return move(letterOf(data.bins!.findIndex((b) => scene.bin!.includes(b.id))));
		case 'order':
			return move(scene.order!.map((_, i) => letterOf(i)).join(''));
		case 'marks':
			return move(scene.marks!.flatMap((m, i) => (m.need ? [letterOf(i)] : [])).join(''));
		case 'number':
			return move(String(scene.number));
		case 'fields':
			return move(
				'',
				Object.fromEntries(
					scene.fields!.map((f) => [
						f.id,
						own[f.id] ?? f.right?.[0] ?? f.accept?.[0] ?? f.choices?.[0] ?? (f.number ? OWN.number : OWN.text)
					])
				)
			);
		default:
			return move('');
	}
}

/** One that asks again; none where every wrong one leads on or nothing is judged. */
function wrongMove(data: PlayData, scene: PlayScene): PlayMove | undefined {
	const right = rightMove(data, scene);
	switch (askOf(scene)) {
		case 'options': {
			const wrong = scene.options!.findIndex((o) => !o.right && o.to === undefined);
			return wrong < 0 ? undefined : { ...right, answer: letterOf(wrong) };
		}
		case 'bin': {
			const wrong = data.bins!.findIndex((b) => !scene.bin!.includes(b.id));
			return wrong < 0 ? undefined : { ...right, answer: letterOf(wrong) };
		}
		case 'order': {
			const turned = [...right.answer].reverse();
			const as = turned.map((l) => l.charCodeAt(0) - 96).join('');
			return scene.also?.includes(as) ? undefined : { ...right, answer: turned.join('') };
		}
		case 'marks':
			return {
				...right,
				answer: scene.marks!.flatMap((m, i) => (m.need ? [] : [letterOf(i)])).join('') || 'a'
			};
		case 'number':
			return { ...right, answer: String(scene.number! + 1) };
		case 'fields': {
			const judged = scene.local ? undefined : scene.fields!.find((f) => f.right ?? f.accept);
			if (!judged) return undefined;
			const other = judged.choices?.find((c) => !judged.right?.includes(c)) ?? '—';
			return { ...right, fills: { ...right.fills, [judged.id]: other } };
		}
		default:
			return undefined;
	}
}

/** What a hand does in the form: presses, sets a tick, or writes. `nth`: of those that match. */
export type Act = { on: string; nth?: number } & (
	{ press: true } | { tick: boolean } | { write: string } | { select: string }
);

const main: Act = { on: 'button.btn.main', press: true };

/** @param live with scripts, which make some fields into something to tap */
function actsOf(scene: PlayScene, move: PlayMove, live: boolean): Act[] {
	switch (askOf(scene)) {
		case 'options':
		case 'bin':
			return [{ on: `button[name=a][value=${move.answer}]`, press: true }];
		case 'order':
			return live
				? [...move.answer].map((letter) => ({ on: `button.no[value=${letter}]`, press: true }))
				: [
						...[...move.answer].map((letter, i) => ({
							on: `select[name=o${letter}]`,
							select: String(i + 1)
						})),
						main
					];
		case 'marks':
			return [
				...scene.marks!.map((_, i) => ({
					on: `[name=k][value=${letterOf(i)}]`,
					tick: move.answer.includes(letterOf(i))
				})),
				main
			];
		case 'number':
			return [{ on: '[name=n]', write: move.answer }, main];
		case 'fields':
			return [
				...scene.fields!.flatMap(({ id, choices }): Act[] => {
					const value = move.fills?.[id] ?? '';
					const nth = choices?.indexOf(value) ?? -1;
					if (nth >= 0) return [{ on: `[name="f.${id}"]`, nth, tick: true }];
					if (!live && scene.local) return [];
					return [{ on: choices ? `[name="f.${id}.own"]` : `[name="f.${id}"]`, write: value }];
				}),
				main
			];
		default:
			return [main];
	}
}

/**
 * How many lines of a talk are hers: a choice stands there as said where the other answers it; what is done and not said stands
 * nowhere there. @returns undefined where nothing was chosen
 */
function saidLines(scene: PlayScene, move: PlayMove): number | undefined {
	const option = scene.options?.[placeOf(move.answer)];
	if (!option) return undefined;
	const talks = (scene.show ?? []).filter((part) => 'chat' in part || 'call' in part || 'talk' in part);
	const lines = talks.flatMap((part) => ('chat' in part ? part.lines : [])).filter((line) => line.out);
	return lines.length + (option.then ? talks.length : 0);
}
export const HERS = '.chat .out, .call .mine, .talk .mine';

/** Who plays, and looks at what is shown. */
export interface Player {
	asked(scene: PlayScene): Promise<void>;
	answer(scene: PlayScene, move: PlayMove): Promise<void>;
	/** What is said to the move. @param lines that stand as hers */
	told(scene: PlayScene, lines: number | undefined): Promise<void>;
	goOn(): Promise<void>;
	/** @param text that the end begins with */
	ended(text: string): Promise<void>;
}

/** @returns the scenes that were missed, by the rule */
async function playAs(
	player: Player,
	data: PlayData,
	{ slips, own }: { slips: boolean; own?: Record<string, string> | undefined }
): Promise<string[]> {
	const moves: PlayMove[] = [];
	const slipped = new Set<string>();
	for (let guard = 0; guard < 120; guard++) {
		const { at } = play(data, moves);
		const scene = data.scenes.find((s) => s.id === at);
		if (!scene) break;
		await player.asked(scene);
		const wrong = slips && !slipped.has(at) ? wrongMove(data, scene) : undefined;
		slipped.add(at);
		const move = wrong ?? rightMove(data, scene, own);
		await player.answer(scene, move);
		moves.push(move);
		const now = play(data, moves);
		if (askOf(scene) === 'read') continue;
		expect(now.last?.right, `${scene.id} ${move.answer}`).toBe(!wrong);
		await player.told(scene, saidLines(scene, move));
		if (wrong) continue;
		await player.goOn();
	}
	const state = play(data, moves);
	expect(state.at).toBe('end');
	await player.ended((state.missed.length ? data.end.missed : data.end.clean).slice(0, 12));
	return state.missed;
}

/** By a pointer, by a keyboard, or as play-in-page.ts does. */
type Hand = 'thumb' | 'keys' | 'page';

/** @param keys no button is tapped: the keyboard alone */
async function doIn(form: Locator, act: Act, keys: boolean): Promise<void> {
	const field = act.nth === undefined ? form.locator(act.on) : form.locator(act.on).nth(act.nth);
	if ('press' in act) return keys ? field.press('Enter') : field.click();
	if ('tick' in act) return field.setChecked(act.tick);
	if ('write' in act) return field.fill(act.write);
	await field.selectOption(act.select);
}

/**
 * From the scene that is open to the end.
 * @param slips once wrong wherever it can be
 * @param live with scripts
 * @param own what she puts into fields of her own, by their ids
 * @returns the scenes that were missed, by the rule
 */
export function playThrough(
	page: Page,
	data: PlayData,
	{
		slips,
		live,
		own,
		hand = live ? 'page' : 'thumb'
	}: { slips: boolean; live: boolean; own?: Record<string, string>; hand?: Hand }
): Promise<string[]> {
	const form = page.locator('form.play');
	const keys = hand === 'keys';
	const player: Player = {
		asked: (scene) => expect(form.locator('.ask'), scene.id).toBeVisible(),
		async answer(scene, move) {
			for (const act of actsOf(scene, move, live)) await doIn(form, act, keys);
		},
		async told(scene, lines) {
			const said = form.locator('.why, .paper.mine').first();
			await expect(said, scene.id).toBeVisible();
			// On a small phone too, without a search for it.
			if (live) await expect(said, scene.id).toBeInViewport();
			if (lines !== undefined) await expect(form.locator(HERS), scene.id).toHaveCount(lines);
		},
		goOn: () => doIn(form, main, keys),
		async ended(text) {
			await expect(form.locator('.note[role=status]')).toContainText(text);
			if (live) await expect(form.locator('button.plain')).toBeVisible();
		}
	};
	const inPage = () => playerInPage(page, (scene, move) => actsOf(scene, move, live));
	return playAs(hand === 'page' ? inPage() : player, data, { slips, own });
}

/** The same by the forms alone, in a browser of the plainest kind: as markup they are as complete as on a screen. */
export function playPlainly(
	her: PlainBrowser,
	data: PlayData,
	{ slips }: { slips: boolean }
): Promise<string[]> {
	const which = { action: /\/play$/ };
	const inForm = (selector: string) => her.form(which).querySelectorAll(selector);
	const typed = (scene: PlayScene, move: PlayMove): Record<string, string | string[]> => {
		switch (askOf(scene)) {
			case 'options':
			case 'bin':
				return { a: move.answer };
			case 'order':
				return Object.fromEntries([...move.answer].map((letter, i) => [`o${letter}`, String(i + 1)]));
			case 'marks':
				return { k: [...move.answer] };
			case 'number':
				return { n: move.answer };
			case 'fields':
				return Object.fromEntries(
					(scene.local ? [] : scene.fields!).map(({ id, choices }) => {
						const value = move.fills?.[id] ?? '';
						const at = choices?.indexOf(value) ?? -1;
						if (at >= 0) return [`f.${id}`, her.choices(`f.${id}`, which)[at]!];
						return [choices ? `f.${id}.own` : `f.${id}`, value];
					})
				);
			default:
				return {};
		}
	};
	const player: Player = {
		async asked(scene) {
			expect(inForm('.ask').length, `${scene.id} on ${her.current.url.href}`).toBe(1);
			expect(inForm('[name=s]')[0]?.getAttribute('value')).toBe(scene.id);
		},
		async answer(scene, move) {
			await her.submit(which, typed(scene, move));
		},
		async told(scene, lines) {
			expect(inForm('.why, .paper.mine').length, scene.id).toBeGreaterThan(0);
			if (lines !== undefined) expect(inForm(HERS).length, scene.id).toBe(lines);
		},
		async goOn() {
			await her.submit(which);
		},
		async ended(text) {
			expect(inForm('.note[role=status]')[0]?.text).toContain(text);
		}
	};
	return playAs(player, data, { slips });
}
