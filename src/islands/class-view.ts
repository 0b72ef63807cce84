/** A kept class in the page, part by part. */
import type { KeptClass } from '#lib/class-phone/index.ts';
import { dayText, momentText } from '#lib/ui/date.ts';
import { fillAttendance } from './class-attendance.ts';
import { fillMarks } from './class-marks.ts';
import { fillNotes } from './class-notes.ts';
import { fillName, fillRows, fillText, partOf, rowOf, type Do } from './class-rows.ts';
import { all, fillWords, lang, one, showOnly } from './fill.ts';

export function fillClass(kept: KeptClass, size: number, act: Do): void {
	one(document, '[data-class-name]')!.textContent = kept.name;
	const kilobytes = Math.max(1, Math.round(size / 1024));
	fillWords(one(document, '[data-fresh]'), momentText(kept.at, lang(), kept.zone), kilobytes);
	fillBoard(kept);
	fillAttendance(kept, act);
	fillMarks(kept, act);
	fillNotes(kept, act);
}

function fillBoard({ learners, zone }: KeptClass): void {
	const rows = learners.map((learner) => {
		const row = rowOf('learner');
		fillName(row, learner);
		const needs = learner.needs.map(({ why, next }) => {
			const need = rowOf('need');
			fillText(need, 'why', why);
			fillText(need, 'next', next);
			return need;
		});
		one(row, '[data-needs]')!.append(...needs);
		fillWords(one(row, '[data-done]'), learner.done, learner.columns);
		const last = one(row, '[data-last]')!;
		if (learner.lastAt === null) last.textContent = last.dataset.never!;
		else fillWords(last, dayText(learner.lastAt, lang(), zone));
		return row;
	});
	fillRows(partOf('board'), rows);
}

/** The four parts of a class, one at a time. */
export function watchTabs(): void {
	const tabs = all<HTMLButtonElement>(document, '[data-tab]');
	for (const tab of tabs)
		tab.onclick = () => {
			for (const other of tabs) other.setAttribute('aria-pressed', String(other === tab));
			showOnly(all(document, '[data-part]'), ({ dataset }) => dataset.part === tab.dataset.tab);
		};
}
