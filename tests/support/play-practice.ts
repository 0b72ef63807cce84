/** Plays a practice as a person does, once wrong where it can be wrong and then right, by its own rule. */
import { expect, type Locator, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { letterOf, placeOf, play, type PlayMove } from '../../src/lib/assessment/index.ts';
import { readContent } from '../../src/lib/catalog/index.server.ts';
import {
	askOf,
	practiceOf,
	type Course,
	type Lang,
	type PlayData,
	type PlayScene
} from '../../src/lib/catalog/index.ts';

export interface PlayedPractice {
	course: Course;
	lesson: string;
	id: string;
	data: Record<Lang, PlayData>;
}

/** Every played practice of the repository's courses. */
export function playedPractices(): PlayedPractice[] {
	const content = fileURLToPath(new URL('../../src/content', import.meta.url));
	return readContent(content, { now: 0 }).courses.flatMap(({ course }) =>
		(course?.lessons ?? []).flatMap((lesson) => {
			const practice = practiceOf(lesson);
			return practice?.type === 'play'
				? [
						{
							course: course!,
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

async function answer(page: Page, scene: PlayScene, move: PlayMove, live: boolean): Promise<void> {
	const form = page.locator('form.play');
	const send = () => form.locator('button.btn.main').click();
	switch (askOf(scene)) {
		case 'options':
		case 'bin':
			return form.locator(`button[name=a][value=${move.answer}]`).click();
		case 'order':
			for (const [i, letter] of [...move.answer].entries())
				if (live) await form.locator(`button.no[value=${letter}]`).click();
				else await form.locator(`select[name=o${letter}]`).selectOption(String(i + 1));
			return live ? undefined : send();
		case 'marks':
			for (const [i] of scene.marks!.entries())
				await form.locator(`[name=k][value=${letterOf(i)}]`).setChecked(move.answer.includes(letterOf(i)));
			return send();
		case 'number':
			await form.locator('[name=n]').fill(move.answer);
			return send();
		case 'fields':
			for (const field of scene.fields!) {
				const value = move.fills?.[field.id] ?? '';
				if (field.choices?.includes(value))
					await form.locator(`[name="f.${field.id}"]`).nth(field.choices.indexOf(value)).check();
				else if (live || !scene.local)
					await form
						.locator(field.choices ? `[name="f.${field.id}.own"]` : `[name="f.${field.id}"]`)
						.fill(value);
			}
			return send();
		default:
			return send();
	}
}

/** A choice stands in the chat as said where the other answers it; what is done and not said stands nowhere there. */
async function expectSaid(form: Locator, scene: PlayScene, move: PlayMove): Promise<void> {
	const option = scene.options?.[placeOf(move.answer)];
	if (!option) return;
	const talks = (scene.show ?? []).filter((part) => 'chat' in part || 'call' in part || 'talk' in part);
	const lines = talks.flatMap((part) => ('chat' in part ? part.lines : [])).filter((line) => line.out);
	const said = lines.length + (option.then ? talks.length : 0);
	await expect(form.locator('.chat .out, .call .mine, .talk .mine'), scene.id).toHaveCount(said);
}

/**
 * From the scene that is open to the end.
 * @param slips once wrong wherever it can be
 * @param live with scripts
 * @param own what she puts into fields of her own, by their ids
 * @returns the scenes that were missed, by the rule
 */
export async function playThrough(
	page: Page,
	data: PlayData,
	{ slips, live, own }: { slips: boolean; live: boolean; own?: Record<string, string> }
): Promise<string[]> {
	const moves: PlayMove[] = [];
	const slipped = new Set<string>();
	const form = page.locator('form.play');
	for (let guard = 0; guard < 120; guard++) {
		const { at } = play(data, moves);
		const scene = data.scenes.find((s) => s.id === at);
		if (!scene) break;
		await expect(form.locator('.ask'), scene.id).toBeVisible();
		const wrong = slips && !slipped.has(at) ? wrongMove(data, scene) : undefined;
		slipped.add(at);
		const move = wrong ?? rightMove(data, scene, own);
		await answer(page, scene, move, live);
		moves.push(move);
		const now = play(data, moves);
		if (askOf(scene) === 'read') continue;
		expect(now.last?.right, `${scene.id} ${move.answer}`).toBe(!wrong);
		const said = form.locator('.why, .paper.mine').first();
		await expect(said, scene.id).toBeVisible();
		// On a small phone too, without a search for it.
		if (live) await expect(said, scene.id).toBeInViewport();
		await expectSaid(form, scene, move);
		if (wrong) continue;
		await form.locator('button.btn.main').click();
	}
	const state = play(data, moves);
	expect(state.at).toBe('end');
	await expect(form.locator('.note[role=status]')).toContainText(
		(state.missed.length ? data.end.missed : data.end.clean).slice(0, 12)
	);
	if (live) await expect(form.locator('button.plain')).toBeVisible();
	return state.missed;
}
