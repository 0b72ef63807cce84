/** Her work from the phone alone: what it holds itself, and what the server last told. */
import {
	forgetLoss,
	openPhone,
	readLoss,
	readPhone,
	server,
	type Loss,
	type PhoneView
} from '#lib/offline/index.ts';
import type { AttemptNews } from '#lib/progress/index.ts';
import { dayText, momentText, timeText } from '../lib/ui/date.ts';
import { fillName, fillState, fillWalls } from './fill-walls.ts';
import { fillTilesOfPhone } from './fill-who.ts';
import { all, copy, fillPlace, fillWords, lang, one, showOnly } from './fill.ts';
import { itemOf, itemStates } from './item-states.ts';
import { keepFilled } from './keep-filled.ts';
import { markKept } from './mark-kept.ts';

function fillHeard({ heardAt }: PhoneView): void {
	const place = one(document, '[data-heard]')!;
	const said = copy(document, heardAt ? '[data-heard-words]' : '[data-not-heard-words]');
	place.dataset.words = said?.textContent ?? '';
	fillWords(place, heardAt ? momentText(heardAt, lang()) : '');
}

/** S1, S6: where each piece is. */
function fillKept({ events, news, profile }: PhoneView): void {
	const list = one<HTMLDetailsElement>(document, '[data-kept-list]')!;
	const states = itemStates(events, Boolean(profile?.token), news);
	for (const piece of all(list, '[data-item]')) {
		const state = states.get(piece.dataset.item!);
		piece.hidden = !state;
		fillPlace(one(piece, '[data-place]'), list, `[data-at="${state}"]`);
	}
	for (const of of all(list, '[data-of]')) of.hidden = !one(of, '[data-item]:not([hidden])');
	list.hidden = !states.size;
}

/** S3 */
function fillRejected({ rejected }: PhoneView): void {
	const section = one(document, '[data-rejected]')!;
	const list = one(section, 'ul')!;
	section.hidden = !rejected.length;
	list.textContent = '';
	for (const event of rejected) {
		const row = copy(section, `[data-reason="${event.reason}"]`) ?? copy(section, '[data-reason="other"]');
		if (!row) continue;
		// Its name stands in the list of pieces.
		const name = one(document, `[data-item="${itemOf(event)}"] .grow`)?.cloneNode(true);
		if (name) {
			const what = one(row, '[data-what]')!;
			what.textContent = '';
			what.append(name);
		}
		list.append(row);
	}
}

/** The newest try with what to look at again, the ones before it, and what waits to be checked. */
function fillResults({ news, progress }: PhoneView): void {
	const section = one(document, '[data-results]')!;
	const list = one(section, 'ul')!;
	list.textContent = '';
	const put = (of: string, number: number): DocumentFragment | undefined => {
		const card = copy(section, `[data-result="${of}"]`);
		if (!card) return;
		fillWords(one(card, '[data-try]'), number);
		return card;
	};
	const attempts = news?.attempts ?? [];
	const courses = [...new Set([...Object.keys(progress.courses), ...attempts.map(({ course }) => course)])];
	for (const course of courses.sort()) {
		const check = progress.courses[course]?.check;
		const waiting = check?.state === 'waiting' && put(`${course} waiting`, check.number);
		if (waiting) list.append(waiting);
		const mine = attempts.filter((one) => one.course === course).sort((a, b) => b.number - a.number);
		mine.forEach((attempt, i) => {
			const card = put(`${course} ${attempt.passed ? 'passed' : 'not_yet'}`, attempt.number);
			if (card && !attempt.passed) fillNotYet(section, card, attempt, i === 0 && !waiting);
			if (card) list.append(card);
		});
	}
	section.hidden = !list.children.length;
}

function fillNotYet(
	section: HTMLElement,
	card: DocumentFragment,
	{ revisit, opensNextAt }: AttemptNews,
	newest: boolean
): void {
	const again = newest ? revisit : [];
	showOnly(all(card, '[data-lesson]'), ({ dataset }) => again.includes(dataset.lesson!));
	const list = one(card, '[data-revisit]');
	if (list) list.hidden = !again.length;
	const opens = one(card, '[data-opens]')!;
	opens.hidden = !newest;
	if (opensNextAt && opensNextAt > Date.now())
		fillWords(opens, dayText(opensNextAt, lang()), timeText(opensNextAt, lang()));
	else opens.textContent = copy(section, '[data-opens-now]')?.textContent ?? '';
}

/** B4: it says when it was last looked at, and never more. */
function fillBadges({ news, heardAt }: PhoneView): void {
	const list = one(document, '[data-badges]')!;
	list.textContent = '';
	for (const { course, state, awardId, at } of news?.awards ?? []) {
		const badge = copy(document, `[data-badge="${course} ${state === 'active' ? 'held' : 'revoked'}"]`);
		if (!badge) continue;
		one<HTMLAnchorElement>(badge, 'a')!.href += awardId;
		fillWords(one(badge, '[data-since]'), dayText(at, lang()));
		const checked = one(badge, '[data-checked]')!;
		checked.hidden = !heardAt;
		if (heardAt) fillWords(checked, momentText(heardAt, lang()));
		list.append(badge);
	}
	list.hidden = !list.children.length;
	one(document, '[data-no-badge]')!.hidden = !list.hidden;
}

function fillDraft({ progress }: PhoneView): void {
	const made = Object.keys(progress.draft).length;
	one(document, '[data-drafted]')!.hidden = !made;
	fillWords(one(document, '[data-count-drafted]'), made);
}

/** S10. What came back, and what did not, as far as it is known. */
function fillLoss({ events, news }: PhoneView, loss: Loss | undefined): void {
	const section = one(document, '[data-loss]')!;
	section.hidden = !loss;
	if (!loss) return;
	const lessons = news?.lessons.length ?? 0;
	const held = one(section, '[data-held]')!;
	held.hidden = !lessons;
	one(section, '[data-held-none]')!.hidden = lessons > 0;
	fillWords(held, lessons);
	const last = Math.max(
		0,
		...events.filter(({ state }) => state !== 'here').map(({ at }) => at),
		...(news?.lessons ?? []).map(({ at }) => at)
	);
	const is =
		loss.loss === 'unknown'
			? last
				? 'after'
				: 'unknown'
			: loss.events > 1
				? 'missing'
				: loss.events
					? 'one'
					: 'none';
	showOnly(all(section, '[data-loss-is]'), ({ dataset }) => dataset.lossIs === is);
	fillWords(one(section, '[data-loss-is="missing"] b'), loss.loss === 'missing' ? loss.events : '');
	fillWords(one(section, '[data-loss-is="after"] b'), momentText(last, lang()));
}

function fill(view: PhoneView): void {
	void openPhone().then(
		(phone) => fillTilesOfPhone(phone, view),
		() => undefined
	);
	fillName(view);
	fillState(view);
	fillWalls(view);
	fillHeard(view);
	fillKept(view);
	fillRejected(view);
	fillResults(view);
	fillBadges(view);
	fillDraft(view);
}

async function askLoss(): Promise<void> {
	const { store } = await openPhone();
	const loss = await readLoss(store, server).catch(() => undefined);
	fillLoss(await readPhone(), loss);
	one(document, '[data-loss-read]')!.onclick = async () => {
		// It goes when that is kept: a page that is left at once would tell it again.
		if (loss) await forgetLoss(store, loss).catch(() => undefined);
		one(document, '[data-loss]')!.hidden = true;
	};
}

keepFilled(fill);
void askLoss().catch(() => undefined);
void markKept();
