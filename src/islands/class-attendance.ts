/** Attendance by tap: the last meeting first, everybody by name. */
import type { Doing, KeptClass } from '#lib/class-phone/index.ts';
import { dayIn } from '#lib/platform/clock.ts';
import { sortByName } from '#lib/platform/name-order.ts';
import { calendarText } from '#lib/ui/date.ts';
import { fillName, fillOptions, fillRows, partOf, rowOf, type Do } from './class-rows.ts';
import { all, fillWords, lang, one } from './fill.ts';

const STATES = ['here', 'away', 'excused'] as const;

export function fillAttendance(kept: KeptClass, act: Do): void {
	const part = partOf('attendance');
	const select = one<HTMLSelectElement>(part, 'select')!;
	const words = select.dataset.words!;
	// What has not been held cannot have been attended; before the first, nothing is there to choose.
	const today = dayIn(kept.zone, Date.now());
	const meetings = kept.meetings.filter(({ cancelled, heldOn }) => !cancelled && heldOn <= today);
	fillOptions(
		select,
		meetings.map(({ id, number, heldOn, title }) => [
			id,
			`${words.replace('#', String(number))} · ${calendarText(heldOn, lang())} · ${title}`
		]),
		meetings.reduce((last, one) => (last && last.heldOn > one.heldOn ? last : one), meetings[0])?.id ?? ''
	);
	select.onchange = () => fillAttendance(kept, act);
	const meeting = meetings.find(({ id }) => id === select.value);
	for (const place of all(part, '[data-counted], [data-rest], .field')) place.hidden = !meeting;
	if (!meeting) return fillRows(part, []);

	const byName = sortByName(kept.learners);
	const counted = byName.filter(({ keeps }) => keeps);
	const of = (state?: string) => counted.filter(({ id }) => meeting.marks[id] === state);
	fillWords(one(part, '[data-counted]'), ...STATES.map((state) => of(state).length), of(undefined).length);
	const rest = one<HTMLButtonElement>(part, '[data-rest]')!;
	rest.hidden = !of(undefined).length;
	rest.onclick = async () => {
		rest.disabled = true;
		await act(
			...of(undefined).map(({ id }): Doing => ({
				kind: 'attendance',
				learner: id,
				meeting: meeting.id,
				state: 'here'
			}))
		);
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
