/** A trainer's own notes, and a new one. */
import type { KeptClass } from '#lib/class-phone/index.ts';
import { sortByName } from '#lib/platform/name-order.ts';
import { momentText } from '#lib/ui/date.ts';
import { fillName, fillOptions, fillPlain, fillRows, once, partOf, rowOf, type Do } from './class-rows.ts';
import { lang, one } from './fill.ts';

export function fillNotes(kept: KeptClass, act: Do): void {
	const part = partOf('notes');
	const select = one<HTMLSelectElement>(part, 'select')!;
	const text = one<HTMLTextAreaElement>(part, 'textarea')!;
	const byName = sortByName(kept.learners);
	fillOptions(
		select,
		byName.map(({ id, name }) => [id, name || select.dataset.nameless!]),
		byName[0]?.id ?? ''
	);
	one<HTMLFormElement>(part, 'form')!.onsubmit = async (event) => {
		event.preventDefault();
		const written = text.value.trim().slice(0, 1000);
		// Her words go from the page only when they are on the phone.
		if (!written || !select.value) return;
		await once(one<HTMLButtonElement>(part, 'form button')!, async () => {
			if (await act({ kind: 'note', learner: select.value, text: written })) text.value = '';
		});
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
