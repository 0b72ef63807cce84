/**
 * The final check (A2) and the six questions (A4): one at a time, answers kept on the phone as she goes, handed in to the
 * phone's own store first. A page made for a learner who is not the one open on this phone stays a plain form (K8).
 */
import {
	active,
	keepDraft,
	openPhone,
	readDraft,
	readLog,
	sendHere,
	watchTile,
	WORK_CHANGED,
	type Phone
} from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';
import { isEmpty, readChoice, type Choosable } from './read-choice.ts';

const all = <E extends HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(selector: string, root?: ParentNode) => all<E>(selector, root)[0]!;

const form = one<HTMLFormElement>('form.steps');
const steps = all('.step', form);
const { course, version, number, phase, learner, result } = form.dataset as Record<string, string>;
const kind = form.dataset.kind as 'check.submitted' | 'prepost.answered';
const draftName = `${kind} ${course} ${number ?? phase}`;
/** Hers, or none: then the form goes as a plain one. */
let phone: Phone | undefined;

type Fields = Record<string, string>;
const fields = (): Fields =>
	Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, `${value}`]));
const here = () =>
	Math.max(
		0,
		steps.findIndex(({ id }) => id === location.hash.slice(1))
	);
const items = () => steps.filter(({ dataset }) => dataset.type);

/** What a step asks for, as its markup says. */
const asked = (step: HTMLElement): Choosable => ({
	type: step.dataset.type as Choosable['type'],
	options: all<HTMLInputElement | HTMLSelectElement>('[type=radio], select', step).map((input) => ({
		letter: input.tagName === 'SELECT' ? input.id.slice(-1) : input.value
	}))
});

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
	for (const input of all<HTMLInputElement | HTMLSelectElement>('.question input, .question select', form)) {
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

/** S1: in the phone's store first; then it goes, or it waits and says so. */
async function handIn({ store, record, flush }: Phone): Promise<void> {
	const given = answers();
	if (!given) return;
	const body = { course, version, answers: given, ...(number ? { number: Number(number) } : { phase }) };
	const { id } = await record(kind, body as EventBodies[typeof kind]);
	await keepDraft(store, draftName, undefined);
	const held = async () => {
		const event = (await readLog(store)).find((other) => other.id === id);
		if (event?.state !== 'here') location.replace(result!);
	};
	addEventListener(WORK_CHANGED, () => void held());
	const finished = one('[data-finished]');
	form.hidden = true;
	for (const part of all('.foot, .thread')) part.hidden = true;
	finished.hidden = false;
	finished.focus();
	scrollTo(0, 0);
	for (const button of all('[data-send]', finished)) button.onclick = flush;
}

async function start(): Promise<void> {
	const opened = await openPhone().catch(() => undefined);
	const profile = opened && (await opened.store.read(active));
	const mine = learner ? profile?.learnerId === learner : !profile?.learnerId;
	if (opened) {
		sendHere(opened);
		watchTile(opened);
	}
	if (opened && mine && (learner || kind === 'prepost.answered')) {
		phone = opened;
		const kept = await readDraft<Fields>(opened.store, draftName);
		if (kept) restore(kept);
		form.oninput = () => void keepDraft(opened.store, draftName, { ...fields(), _form: '' });
	}
	for (const word of all('[data-other]')) word.hidden = !learner || mine || !profile?.learnerId;
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

void start();
