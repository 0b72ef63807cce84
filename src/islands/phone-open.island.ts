/** One question that opens a shop, from the phone alone: the one of the address, with what she has answered. */
import { openPhone, readForms, readHers, type PhoneView } from '#lib/offline/index.ts';
import {
	handleFromName,
	latinName,
	shopDraft,
	stepAfter,
	stepBefore,
	type OpenStep
} from '#lib/selling/index.ts';
import { all, lang, one, showOnly } from './fill.ts';
import { keepFilled } from './keep-filled.ts';
import { answersIn, OPENING, stepIn, type Answered, type Shown } from './opening.ts';
import { writeAnswer } from './write-answer.ts';

/** Where she is: an answer that was just kept leads on, as the server would. */
function here(): OpenStep | 'look' | 'start' {
	const step = stepIn(location.pathname);
	const kept = location.search === '?kept';
	return kept && step !== 'look' && step !== 'start' ? stepAfter(step) : step;
}

/** What her lessons suggest, as the server would. */
function suggested({ progress }: PhoneView): Answered {
	const { name, about, city, returns, product } = shopDraft(progress.draft);
	return {
		name: { name: name || (product?.title ?? '') },
		about: { about },
		city: { city },
		returns: { returns },
		delivery: { area: '', delivery_fee: product?.price ? '0' : '' }
	};
}

async function answered(view: PhoneView): Promise<{ answers: Answered; waits: boolean }> {
	const { store } = await openPhone();
	const waiting = await answersIn((await readForms(store)).filter((form) => !form.refused));
	const { values = {}, asked = [] } = (await readHers<Shown>(store, OPENING)) ?? {};
	const answers = { ...suggested(view), ...values, ...waiting };
	// What is only suggested follows the name that waits here, as it would on the server.
	const name = answers.name?.name ?? '';
	const follows = (step: OpenStep) => !waiting[step] && !asked.includes(step);
	if (follows('latin')) answers.latin = { name_en: latinName(name) };
	if (follows('handle') && name !== values.name?.name) answers.handle = { handle: handleFromName(name) };
	return { answers, waits: Object.keys(waiting).length > 0 };
}

/** What she said, in the words of the page where it was one of several. */
function said(step: OpenStep, answer: Record<string, string> = {}): string {
	return Object.entries(answer)
		.map(([name, value]) => {
			const choice = one(
				document,
				`[data-step="${step}"] input[type=radio][name="${name}"][value="${value}"]`
			);
			const option = one<HTMLOptionElement>(
				document,
				`[data-step="${step}"] select[name="${name}"] option[value="${value}"]`
			);
			return (choice?.parentElement ?? option)?.textContent?.trim() ?? value;
		})
		.filter(Boolean)
		.join('\n');
}

async function fill(view: PhoneView): Promise<void> {
	const step = here();
	const { answers, waits } = await answered(view);
	const sections = all(document, '[data-step]');
	showOnly(sections, (section) => section.dataset.step === step);
	one(document, '[data-kept]')!.hidden = !waits;
	for (const section of sections) writeAnswer(section, answers[section.dataset.step as OpenStep] ?? {});
	for (const place of all(document, '[data-said]')) {
		const words = said(place.dataset.said as OpenStep, answers[place.dataset.said as OpenStep]);
		if (words) place.textContent = words;
	}
	const before = step === 'look' ? 'pay' : step === 'start' ? undefined : stepBefore(step);
	const back = one<HTMLAnchorElement>(document, 'header a');
	if (back && step !== 'start') back.href = `/${lang()}/sell/open${before ? `/${before}` : ''}`;
	const title = one(document, `[data-step="${step}"] h1`)?.textContent;
	if (title) document.title = title;
}

keepFilled(fill);
