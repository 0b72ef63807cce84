/** What she did that does not count, or not yet: shown until she has seen it. */
import type { KeptClass, OpenClassPhone, OwnAct } from '#lib/class-phone/index.ts';
import { momentText } from '#lib/ui/date.ts';
import { all, copy, fillWords, lang, one } from './fill.ts';

const only = (row: ParentNode, name: string, value: string | undefined) => {
	for (const word of all(row, `[data-${name}]`)) word.hidden = word.getAttribute(`data-${name}`) !== value;
};

/** @param classes those that are kept: an act whose class has gone names nobody */
export function fillSettled(
	{ store }: OpenClassPhone,
	acts: readonly OwnAct[],
	classes: readonly KeptClass[],
	changed: () => void
): void {
	const list = one(document, '[data-settled]')!;
	const settled = acts.filter(({ row }) => row.state !== 'waiting');
	list.textContent = '';
	list.hidden = !settled.length;
	for (const { act, row } of settled) {
		const kept = classes.find(({ cohort }) => cohort === act.cohort);
		const item = copy(document, '[data-row=settled]')!.firstElementChild as HTMLElement;
		one(item, '[data-name]')!.textContent = kept?.learners.find(({ id }) => id === act.learner)?.name ?? '';
		only(item, 'kind', act.kind);
		only(item, 'mark', act.kind === 'attendance' ? act.state : undefined);
		only(item, 'sort', row.state);
		only(item, 'why', row.reason);
		one(item, '[data-text]')!.textContent =
			act.kind === 'note' ? act.text : act.kind === 'mark' ? act.comment : '';
		const when = one(item, '[data-when]')!;
		when.dataset.words = '#';
		fillWords(when, momentText(act.at, lang(), kept?.zone));
		one<HTMLButtonElement>(item, '[data-seen]')!.onclick = async () => {
			await store.write({ drop: [row.id] });
			changed();
		};
		list.append(item);
	}
}
