/**
 * One step at a time, and answers kept before they are explained (S1). All words and shapes stand in the page, which is
 * whole without this: here is only what moves. Steps are addresses (#a5-q1), so that Back works and a reload returns.
 * Written tightly: with the phone's store and the outbox it has 3 KB.
 */
import { readAmount } from '#lib/assessment/index.ts';
import { openPhone, readDrafts, readLog, WORK_CHANGED, workState, type Phone } from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';
import type { Brought } from './island-data.ts';
import './quick-hide.ts';

const all = <E extends HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(selector: string, root?: ParentNode) => all<E>(selector, root)[0]!;

const lesson = one('.steps');
let steps = all('.step');
const shelf = document.body.dataset;
const work = one('.work').dataset;
/** course, version, lang, lesson: what every event of this page names. A rehearsal has no lesson and starts anew. */
const page = lesson.dataset as unknown as EventBodies['lesson.finished'];
const right = new Set<string>();
const missed = new Set<string>();
let phone: Phone | undefined;
let step: HTMLElement;
/** Where the shelf leads from here. */
let goal: HTMLElement;
/** From an answer that the phone did not keep until one that it keeps: what is said of the others is not true of it (S1). */
let unkept = '';

const isOpen = ({ dataset, id }: HTMLElement) => dataset.key && !right.has(id);
const index = (id: string) => steps.findIndex((other) => other.contains(document.getElementById(id)));
const selects = () => all<HTMLSelectElement>('select', step);

/** Keeps and says where it is; a phone that keeps nothing is named as such, and learning goes on. */
const keep = async <K extends keyof EventBodies>(
	kind: K,
	body: Omit<EventBodies[K], keyof typeof page> & { lesson?: string }
) => {
	try {
		await phone!.record(kind, { ...page, ...body } as EventBodies[K]);
		unkept = '';
	} catch {
		work.state = unkept = 'page';
	}
};

function show(): void {
	const at = Math.max(0, index(location.hash.slice(1)));
	step = steps[at]!;
	for (const row of [steps, all('.thread li')])
		row.forEach((place, i) => place.classList.toggle('at', i === at));
	shelf.act = isOpen(step) ? 'answer' : 'next';
	goal = steps[at + 1]!;
	if (!goal) {
		// The end: finished, or back to what is still open.
		goal = steps.find(isOpen)!;
		shelf.act = goal ? 'left' : 'end';
		if (!goal && page.lesson) void keep('lesson.finished', {});
	}
	step.focus();
	scrollTo(0, 0);
}

function next(): void {
	if (step.dataset.card) void keep('lesson.card', { card: step.id });
	location.hash = goal.id;
}

/** What she chose, as it is written in events; nothing where it is not whole. */
function choice(): string | null | false {
	const given = new FormData(step as HTMLFormElement).get('choice') as string | null;
	const order = selects().sort((a, b) => +a.value - +b.value);
	return step.matches('.amount')
		? readAmount(given!)
		: order[0]
			? order.every((select, i) => +select.value === i + 1) &&
				order.map((select) => select.id.slice(-1)).join('')
			: given;
}

/** The reason grows out of what was chosen. */
function explain(question: HTMLElement, chosen: string, good: boolean): void {
	(good ? right : missed).add(question.id);
	for (const why of all('.why', question)) {
		why.hidden = ![chosen, `${good}`].includes(why.dataset.why!);
		if (!why.hidden) why.scrollIntoView({ block: 'nearest' });
	}
	for (const input of all<HTMLInputElement>('[type=radio]', question)) {
		const mine = input.value === chosen;
		// What was not right is not chosen any more: the next answer is a new choice.
		input.checked = good && mine;
		input.parentElement!.className = mine ? `opt ${good ? 'right' : 'again'}` : 'opt';
	}
}

async function answer(): Promise<void> {
	const question = step;
	const { dataset, id } = question;
	const chosen = choice();
	one('.fault', question).hidden = !!chosen;
	if (!chosen) return;
	const good = dataset.key!.split(' ').includes(chosen);
	await keep('question.answered', {
		item: id,
		choice: chosen,
		right: good,
		lesson: dataset.lesson || page.lesson
	});
	explain(question, chosen, good);
	shelf.act = good ? 'next' : 'again';
	const { practice } = dataset;
	const family = all(`[data-practice=${practice}]`).map((other) => other.id);
	if (practice && family.every((item) => right.has(item)))
		await keep('practice.done', { practice, missed: family.filter((item) => missed.has(item)) });
}

async function start(): Promise<void> {
	try {
		phone = await openPhone();
		// Cards that are not for her go, before she sees a first one; what named them leads to the card before.
		for (const { unmet = [] } of await readDrafts<{ unmet: string[] }>(phone.store))
			for (const word of unmet)
				for (const card of all(`[data-if=${word}]`)) {
					card.previousElementSibling!.append(card);
					one('.thread li').remove();
				}
		steps = all('.steps>.step');
		let place: HTMLElement | undefined;
		for (const { body } of await readLog(phone.store)) {
			const { lesson, item, card, choice, right } = body as EventBodies['question.answered'] & {
				card: string;
			};
			const at = index(item || card);
			if (lesson !== page.lesson || at < 0) continue;
			if (item) explain(steps[at]!, choice, right);
			place = steps[at + (card || right ? 1 : 0)];
		}
		if (place && !location.hash) location.replace(`#${place.id}`);
	} catch {
		// Without a phone that keeps, she learns all the same; the state says so.
	}
	lesson.classList.add('live');
	onhashchange = show;
	addEventListener(WORK_CHANGED, async () => {
		const state = await workState(phone!.store);
		work.state = unkept || state;
	});
	// With a new choice the button answers again (the same words as in `show`: they weigh nothing twice).
	lesson.onchange = () => (shelf.act = isOpen(step) ? 'answer' : 'next');
	lesson.onsubmit = (event) => {
		event.preventDefault();
		if (isOpen(step)) void answer();
	};
	one('[data-do]').onclick = () => (isOpen(step) ? answer() : next());
	show();
}

// Reading aloud, lines put in order by touch and a simulator are scripts of their own: the first view does not wait for
// them. A simulator writes by this page's one connection; until it comes, and where it does not, the plain form stands here.
const bring = async ({ dataset }: HTMLElement) =>
	((await import(/* @vite-ignore */ dataset.bring!)) as Brought).default(openPhone);
addEventListener('load', () => all('[data-bring]').forEach((part) => void bring(part).catch(() => {})));
void start();
