/** Practicals that wait: what she wrote, the rubric as taps, a word for her. */
import type { KeptClass, KeptCourse, KeptPractical } from '#lib/class-phone/index.ts';
import { fillName, fillRows, fillText, once, partOf, rowOf, type Do } from './class-rows.ts';
import { all, fillWords, one } from './fill.ts';

export function fillMarks(kept: KeptClass, act: Do): void {
	const part = partOf('marks');
	// What she is writing about one stays while another is marked.
	const shown = new Map(
		all(part, '[data-rows] > *').map((row): [string, HTMLElement] => [row.dataset.key ?? '', row])
	);
	const rows = kept.courses.flatMap((course) =>
		course.practicals
			.filter(({ state }) => state !== 'marked')
			.map((practical) => {
				const key = JSON.stringify([kept.cohort, course.version, practical]);
				const row = shown.get(key) ?? practicalRow(kept, course, practical, act);
				row.dataset.key = key;
				return row;
			})
	);
	fillRows(part, rows);
}

function practicalRow(
	{ learners }: KeptClass,
	{ id: course, version, title, pass, rubric }: KeptCourse,
	{ learner, parts }: KeptPractical,
	act: Do
): HTMLElement {
	const row = rowOf('practical');
	fillName(
		row,
		learners.find(({ id }) => id === learner)
	);
	fillText(row, 'course', title);
	one(row, '[data-shown]')!.hidden = parts.length > 0;
	for (const { name, text } of parts) {
		const term = document.createElement('dt');
		const said = document.createElement('dd');
		term.textContent = name;
		const words = document.createElement('bdi');
		words.textContent = text;
		said.append(words);
		one(row, '[data-parts]')!.append(term, said);
	}
	fillWords(one(row, '[data-rubric]'), pass, rubric.length);
	for (const { id, text } of rubric) {
		const line = rowOf('line');
		one<HTMLInputElement>(line, 'input')!.value = id;
		fillText(line, 'line', text);
		one(row, '[data-lines]')!.append(line);
	}
	const comment = one<HTMLTextAreaElement>(row, 'textarea')!;
	comment.id = `comment-${course}-${learner}`;
	one<HTMLLabelElement>(row, '[data-for]')!.htmlFor = comment.id;
	one<HTMLFormElement>(row, 'form')!.onsubmit = (event) => {
		event.preventDefault();
		const met = all<HTMLInputElement>(row, 'input')
			.filter((box) => box.checked)
			.map((box) => box.value);
		const mark = {
			kind: 'mark',
			learner,
			course,
			version,
			met,
			comment: comment.value.slice(0, 400)
		} as const;
		void once(one<HTMLButtonElement>(row, 'form button')!, () => act(mark));
	};
	return row;
}
