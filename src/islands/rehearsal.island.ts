/** The rehearsal: a draw of open items, asked and explained as in a lesson, and at the end what to look at again. */
import { openPhone, readLog } from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';
import { drawn } from './rehearsal-draw.ts';
import './lesson.island.ts';

const opened = Date.now();

async function tell(): Promise<void> {
	if (location.hash !== '#end') return;
	const { store } = await openPhone();
	const first = new Map<string, boolean>();
	for (const { kind, at, body } of await readLog(store)) {
		const { item, right } = body as EventBodies['question.answered'];
		if (kind === 'question.answered' && at >= opened && !first.has(item)) first.set(item, right);
	}
	const missed = drawn.filter(({ id }) => first.get(id) === false).map(({ dataset }) => dataset.lesson);
	const score = document.querySelector<HTMLElement>('[data-score]')!;
	score.textContent = score.dataset.score!.replace('#', `${drawn.length - missed.length}/${drawn.length}`);
	document.querySelector<HTMLElement>('[data-revisit]')!.hidden = !missed.length;
	for (const lesson of document.querySelectorAll<HTMLElement>('[data-revisit] [data-lesson]'))
		lesson.hidden = !missed.includes(lesson.dataset.lesson);
}

addEventListener('hashchange', () => void tell());
