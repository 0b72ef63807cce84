/** Answers that the server did not take, on the pages that open a shop. Markup: routes/[lang=lang]/sell/open/Refused.svelte. */
import { dropForm, openPhone, readForms } from '#lib/offline/index.ts';
import type { OpenStep } from '#lib/selling/index.ts';
import { all, fillPlace, one } from './fill.ts';
import { answersIn, refusedIn, stepIn } from './opening.ts';
import { sentIn } from './refused-form.ts';
import { writeAnswer } from './write-answer.ts';

/** The shop is not offered to open while an answer of hers has not gone: it would open without it. */
function holdOpening(question: string | undefined): void {
	const open = one(document, '[data-open]');
	const mend = one<HTMLAnchorElement>(document, 'a[data-mend]');
	if (!open || !mend) return;
	open.hidden = !!question;
	mend.hidden = !question;
	if (question) mend.href = one<HTMLAnchorElement>(document, `[data-refused-step="${question}"] a`)!.href;
}

export async function showRefused(): Promise<void> {
	const { store } = await openPhone();
	const forms = await readForms(store);
	const refused = refusedIn(forms);
	const rows = all(document, '[data-refused-step]');
	for (const row of rows) {
		const step = row.dataset.refusedStep as OpenStep;
		const form = refused.get(step);
		row.hidden = !form;
		if (!form) continue;
		fillPlace(row, document, `[data-refused-row="${step}"]`);
		one(row, '[data-why]')!.innerText = form.why ?? '';
		one(row, '[data-words]')!.innerText = (await sentIn(form)).words;
		one(row, '[data-drop]')!.onclick = async () => {
			for (const one of forms)
				if (one.refused && stepIn(new URL(one.url).pathname) === step) await dropForm(store, one.id);
			await showRefused();
		};
		const question = one(document, `form#question[data-question="${step}"]`);
		// A page that says what is wrong holds what she wrote last.
		if (question && !one(question, '.bad')) writeAnswer(question, (await answersIn([form]))[step] ?? {});
	}
	holdOpening(rows.find((row) => !row.hidden)?.dataset.refusedStep);
	const named = rows.map((row) => row.dataset.refusedStep);
	const others = forms.some((form) => form.refused && !named.includes(stepIn(new URL(form.url).pathname)));
	const line = one(document, '[data-refused-else]');
	if (line) line.hidden = !others;
}
