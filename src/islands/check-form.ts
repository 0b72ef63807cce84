/**
 * The form of a check (A2) or of the six questions (A4): one at a time, answers kept on the phone as she goes, handed in
 * to the phone's own store first.
 */
import { active, keepDraft, readDraft, sendHere, type Phone } from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';
import { isEmpty, readChoice, type Choosable } from './read-choice.ts';

const all = <E extends HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(selector: string, root?: ParentNode) => all<E>(selector, root)[0]!;

type Kind = 'check.submitted' | 'prepost.answered';
type Fields = Record<string, string>;

/** What a step asks for, as its markup says. */
const asked = (step: HTMLElement): Choosable => ({
	type: step.dataset.type as Choosable['type'],
	options: all<HTMLInputElement | HTMLSelectElement>('[type=radio], select', step).map((input) => ({
		letter: input.tagName === 'SELECT' ? input.id.slice(-1) : input.value
	}))
});

/** Why the phone did not take it, as the words of the page name it. */
const whyUnkept = ({ name }: Error): string => (name === 'QuotaExceededError' ? 'full' : 'closed');

/**
 * Brings the form to life.
 * @param phone where answers are kept; without it the form goes as a plain one
 * @param handedIn called with the event's id when it is kept (S1)
 */
export async function startForm(
	form: HTMLFormElement,
	phone: Phone | undefined,
	handedIn: (phone: Phone, id: string) => unknown
): Promise<void> {
	const steps = all('.step', form);
	const { course, version, number, phase } = form.dataset as Record<string, string>;
	const kind = form.dataset.kind as Kind;
	const draftName = `${kind} ${course} ${number ?? phase}`;

	const fields = (): Fields =>
		Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, `${value}`]));
	const here = () =>
		Math.max(
			0,
			steps.findIndex(({ id }) => id === location.hash.slice(1))
		);
	const items = () => steps.filter(({ dataset }) => dataset.type);

	function show(): void {
		const at = here();
		for (const row of [steps, all('.thread li')])
			row.forEach((place, i) => place.classList.toggle('at', i === at));
		const last = at === steps.length - 1;
		document.body.dataset.act = last ? 'end' : 'next';
		const empty = items().filter((step) => isEmpty(asked(step), fields(), step.id));
		for (const word of all('[data-missing]')) word.hidden = !last || !empty.length;
		for (const word of all('[data-whole]')) word.hidden = !last || empty.length > 0;
		if (empty[0]) one<HTMLAnchorElement>('[data-first-missing]').href = `#${empty[0].id}`;
		steps[at]!.focus();
		scrollTo(0, 0);
	}

	/** Puts kept answers back where nothing is chosen yet. */
	function restore(kept: Fields): void {
		for (const input of all<HTMLInputElement | HTMLSelectElement>(
			'.question input, .question select',
			form
		)) {
			const value = kept[input.name];
			if (value === undefined) continue;
			if (input instanceof HTMLInputElement && input.type === 'radio') input.checked = input.value === value;
			else input.value = value;
		}
	}

	/** The answers as written in events; nothing where one cannot be read, and that one is shown. */
	function answers(): Fields | undefined {
		const given = fields();
		const read: Fields = {};
		for (const step of items()) {
			if (isEmpty(asked(step), given, step.id)) continue;
			const choice = readChoice(asked(step), given, step.id);
			one('.fault', step).hidden = choice.ok;
			if (!choice.ok) {
				location.hash = step.id;
				return undefined;
			}
			read[step.id] = choice.choice;
		}
		return read;
	}

	/** Says why it was not taken; nothing to say hides what was said. */
	function sayUnkept(why?: string): void {
		for (const word of all('[data-unkept]', form)) {
			word.hidden = word.dataset.unkept !== why;
			if (!word.hidden) word.scrollIntoView({ block: 'nearest' });
		}
	}

	let going = false;
	/** S1: in the phone's store first. Once: a second touch is not a second handing in. What was not taken may go again. */
	async function handIn(phone: Phone): Promise<void> {
		const given = answers();
		if (!given || going) return;
		going = true;
		sayUnkept();
		const body = { course, version, answers: given, ...(number ? { number: Number(number) } : { phase }) };
		const kept = await phone
			.record(kind, body as EventBodies[Kind])
			.catch((fault: Error) => sayUnkept(whyUnkept(fault)));
		if (!kept) {
			going = false;
			return;
		}
		onhashchange = null;
		// A draft that stays does no harm: it is of a number that is handed in.
		await keepDraft(phone.store, draftName, undefined).catch(() => {});
		await handedIn(phone, kept.id);
	}

	if (phone) {
		const { store } = phone;
		const kept = await readDraft<Fields>(store, draftName);
		if (kept) restore(kept);
		/** Whose page this is: what is chosen here is hers alone (K8). */
		const page = (await store.read(active))?.id ?? '';
		// What the phone does not keep stands in the page; handing in says what is wrong.
		form.oninput = () => void keepDraft(store, draftName, { ...fields(), _form: '' }, page).catch(() => {});
	}
	form.classList.add('live');
	form.onsubmit = (event) => {
		// Enter in a field is the next step, not the end.
		const last = here() === steps.length - 1;
		if (!last || phone) event.preventDefault();
		if (!last) location.hash = steps[here() + 1]!.id;
		else if (phone) void handIn(phone);
	};
	one('[data-do]').onclick = () => {
		if (here() < steps.length - 1) location.hash = steps[here() + 1]!.id;
		else if (phone) void handIn(phone);
		else form.submit();
	};
	onhashchange = show;
	show();
}

/** Finished, and waiting to be checked: in the place of the form. */
export function showFinished(form: HTMLFormElement, phone: Phone): void {
	/** By the service worker, or by this page where there is none. */
	const send = () => {
		phone.flush();
		sendHere(phone);
	};
	const finished = one('[data-finished]');
	form.hidden = true;
	for (const part of all('.foot, .thread')) part.hidden = true;
	finished.hidden = false;
	finished.focus();
	scrollTo(0, 0);
	for (const button of all('[data-send]', finished)) button.onclick = send;
	send();
}
