/** A class in the page: its parts filled from what is kept, and what she does in them told to whoever keeps it. */
import type { Doing, KeptClass, KeptLearner } from '#lib/class-phone/index.ts';
import { calendarText, dayText, momentText } from '#lib/ui/date.ts';
import { all, copy, fillWords, lang, one, showOnly } from './fill.ts';

/** Keeps an act, and shows the class anew; false where the phone could not keep it. */
export type Do = (doing: Doing) => Promise<boolean>;

const partOf = (name: string) => one(document, `[data-part=${name}]`)!;
const rowOf = (name: string) => copy(document, `[data-row=${name}]`)!.firstElementChild as HTMLElement;

function fillName(row: ParentNode, learner: Pick<KeptLearner, 'name'> | undefined): void {
	const place = one(row, '[data-name]')!;
	place.textContent = learner?.name || (place.dataset.nameless ?? '');
}

function fillRows(part: HTMLElement, rows: HTMLElement[]): void {
	const place = one(part, '[data-rows]')!;
	place.textContent = '';
	place.append(...rows);
	const none = one(part, '[data-none]');
	if (none) none.hidden = rows.length > 0;
}

/** Filled again only when what is offered has changed: a list that she has open stays as it is. */
function fillOptions(select: HTMLSelectElement, options: [value: string, word: string][], chosen: string) {
	const is = JSON.stringify(options);
	if (select.dataset.is !== is) {
		select.dataset.is = is;
		const before = select.value;
		select.textContent = '';
		select.append(...options.map(([value, word]) => new Option(word, value)));
		select.value = options.some(([value]) => value === before) ? before : chosen;
	}
}

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

/** Words of ours or hers in a place by its name; numbers keep their direction. */
const fillText = (row: ParentNode, name: string, text: string) =>
	fillPlain(one(row, `[data-text=${name}]`)!, text);

function fillPlain(place: HTMLElement, text: string): void {
	place.dataset.words = '#';
	fillWords(place, text);
}

const STATES = ['here', 'away', 'excused'] as const;

function fillAttendance(kept: KeptClass, act: Do): void {
	const part = partOf('attendance');
	const select = one<HTMLSelectElement>(part, 'select')!;
	const words = select.dataset.words!;
	const meetings = kept.meetings.filter(({ cancelled }) => !cancelled);
	fillOptions(
		select,
		meetings.map(({ id, number, heldOn, title }) => [
			id,
			`${words.replace('#', String(number))} · ${calendarText(heldOn, lang())} · ${title}`
		]),
		kept.meeting
	);
	select.onchange = () => fillAttendance(kept, act);
	const meeting = meetings.find(({ id }) => id === select.value);
	for (const place of all(part, '[data-counted], [data-rest], .field')) place.hidden = !meeting;
	if (!meeting) return fillRows(part, []);

	const byName = [...kept.learners].sort((a, b) => a.name.localeCompare(b.name, lang()));
	const counted = byName.filter(({ keeps }) => keeps);
	const of = (state?: string) => counted.filter(({ id }) => meeting.marks[id] === state);
	fillWords(one(part, '[data-counted]'), ...STATES.map((state) => of(state).length), of(undefined).length);
	const rest = one<HTMLButtonElement>(part, '[data-rest]')!;
	rest.hidden = !of(undefined).length;
	rest.onclick = async () => {
		rest.disabled = true;
		for (const { id } of of(undefined))
			if (!(await act({ kind: 'attendance', learner: id, meeting: meeting.id, state: 'here' }))) break;
		rest.disabled = false;
	};
	const rows = byName.map((learner) => {
		const row = rowOf('attendant');
		fillName(row, learner);
		const three = one(row, '[data-three]')!;
		three.hidden = !learner.keeps;
		one(row, '[data-unkept]')!.hidden = learner.keeps;
		three.setAttribute('aria-label', one(row, '[data-name]')!.textContent ?? '');
		for (const button of all<HTMLButtonElement>(three, 'button')) {
			const state = button.dataset.choose as (typeof STATES)[number];
			const is = meeting.marks[learner.id] === state;
			button.id = `${state}-${learner.id}`;
			button.setAttribute('aria-pressed', String(is));
			button.onclick = () =>
				void (is || act({ kind: 'attendance', learner: learner.id, meeting: meeting.id, state }));
		}
		return row;
	});
	keepFocus(() => fillRows(part, rows));
}

/** A tap fills the list anew: whoever goes by keyboard stays where she was. */
function keepFocus(fill: () => void): void {
	const { id } = document.activeElement ?? {};
	fill();
	if (id) document.getElementById(id)?.focus();
}

function fillMarks(kept: KeptClass, act: Do): void {
	const part = partOf('marks');
	// What she is writing stays: the list is made anew only when another practical is in it.
	const is = JSON.stringify(kept.courses);
	if (part.dataset.is === is) return;
	part.dataset.is = is;
	const rows = kept.courses.flatMap((course) =>
		course.practicals
			.filter(({ state }) => state !== 'marked')
			.map((practical) => {
				const row = rowOf('practical');
				fillName(
					row,
					kept.learners.find(({ id }) => id === practical.learner)
				);
				const parts = practical.parts.flatMap(({ name, text }) => {
					const term = document.createElement('dt');
					const said = document.createElement('dd');
					term.textContent = name;
					said.textContent = text;
					said.dir = 'auto';
					return [term, said];
				});
				one(row, '[data-parts]')!.append(...parts);
				fillWords(one(row, '[data-rubric]'), course.pass, course.rubric.length);
				const lines = course.rubric.map(({ id, text }) => {
					const line = rowOf('line');
					one<HTMLInputElement>(line, 'input')!.value = id;
					fillText(line, 'line', text);
					return line;
				});
				one(row, '[data-lines]')!.append(...lines);
				const comment = one<HTMLTextAreaElement>(row, 'textarea')!;
				comment.id = `comment-${course.id}-${practical.learner}`;
				one<HTMLLabelElement>(row, '[data-for]')!.htmlFor = comment.id;
				one<HTMLFormElement>(row, 'form')!.onsubmit = (event) => {
					event.preventDefault();
					const met = all<HTMLInputElement>(row, 'input')
						.filter((box) => box.checked)
						.map((box) => box.value);
					const { id, version } = course;
					const said = comment.value.slice(0, 400);
					void act({ kind: 'mark', learner: practical.learner, course: id, version, met, comment: said });
				};
				return row;
			})
	);
	fillRows(part, rows);
}

function fillNotes(kept: KeptClass, act: Do): void {
	const part = partOf('notes');
	const select = one<HTMLSelectElement>(part, 'select')!;
	const text = one<HTMLTextAreaElement>(part, 'textarea')!;
	const byName = [...kept.learners].sort((a, b) => a.name.localeCompare(b.name, lang()));
	fillOptions(
		select,
		byName.map(({ id, name }) => [id, name || select.dataset.nameless!]),
		byName[0]?.id ?? ''
	);
	one<HTMLFormElement>(part, 'form')!.onsubmit = async (event) => {
		event.preventDefault();
		const written = text.value.trim().slice(0, 1000);
		// Her words go from the page only when they are on the phone.
		if (written && select.value && (await act({ kind: 'note', learner: select.value, text: written })))
			text.value = '';
	};
	const rows = kept.notes.map((note) => {
		const row = rowOf('note');
		fillName(
			row,
			kept.learners.find(({ id }) => id === note.learner)
		);
		one(row, '[data-text=note]')!.textContent = note.text;
		fillPlain(one(row, '[data-when]')!, momentText(note.at, lang(), kept.zone));
		return row;
	});
	fillRows(part, rows);
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
