/**
 * Four questions, some months later: what she answers is an event of her log, kept on the phone first (S1). On a page that
 * the server made for somebody else, and where the browser keeps nothing, the form stays a plain one.
 */
import { readAnswers } from '#lib/follow-up/index.ts';
import {
	openPhone,
	readPhone,
	sendHere,
	watchTile,
	WORK_CHANGED,
	type Phone,
	type PhoneEvent,
	type PhoneView
} from '#lib/offline/index.ts';
import type { FollowUpMonth } from '#lib/progress/index.ts';
import { answered, listenLater, toAsk } from './follow-up.ts';
import { fillPlace, one } from './fill.ts';

const ask = one(document, '[data-ask]')!;
const done = one(document, '[data-done]')!;
const { owner } = ask.dataset;
type Answers = ReturnType<typeof readAnswers>;

const say = (what: '[data-none]' | '[data-fault]', is: boolean) => {
	const line = one(ask, what)!;
	line.hidden = !is;
	if (is) line.scrollIntoView({ block: 'nearest' });
};

/** In the place of the questions: what she said, and where it is. */
function show({ id, body }: PhoneEvent, view: PhoneView): void {
	const kind = Object.keys((body as { answers: Answers }).answers).length ? 'answered' : 'declined';
	for (const of of ['answered', 'declined']) one(done, `[data-of=${of}]`)!.hidden = of !== kind;
	const state = view.events.find((event) => event.id === id)?.state ?? 'here';
	const where = state === 'here' ? (view.profile?.token ? 'wait' : 'here') : state;
	const is = where === 'accepted' || where === 'known' || where === 'deferred' ? 'safe' : where;
	fillPlace(one(done, '[data-where]'), done, `[data-state=${is}]`);
	if (!done.hidden) return;
	ask.hidden = true;
	done.hidden = false;
	done.focus();
	scrollTo(0, 0);
}

function listen(phone: Phone, view: PhoneView, month: FollowUpMonth): void {
	let going = false;
	/** Once: a second touch is no second answer. What the phone did not take may go again. */
	const keep = async (answers: Answers) => {
		if (going) return;
		going = true;
		say('[data-fault]', false);
		const event = await phone.record('followup.answered', { month, answers }).catch(() => undefined);
		going = !!event;
		if (!event) return say('[data-fault]', true);
		follow(event);
		sendHere(phone);
	};
	const form = one<HTMLFormElement>(ask, '[data-answer]')!;
	form.onchange = () => say('[data-none]', false);
	form.onsubmit = (event) => {
		event.preventDefault();
		const given = new FormData(form);
		const answers = readAnswers((field) => given.get(field));
		const none = !Object.keys(answers).length;
		say('[data-none]', none);
		if (!none) void keep(answers);
	};
	const decline = one<HTMLFormElement>(ask, '[data-decline]');
	if (decline)
		decline.onsubmit = (event) => {
			event.preventDefault();
			void keep({});
		};
	listenLater(phone.store, view.profile!.id, (home) => location.assign(home));
}

function follow(event: PhoneEvent): void {
	const look = async () => show(event, await readPhone());
	addEventListener(WORK_CHANGED, () => void look());
	void look();
}

async function start(): Promise<void> {
	const phone = await openPhone().catch(() => undefined);
	const view = phone && (await readPhone());
	if (phone) {
		sendHere(phone);
		watchTile(phone);
	}
	// Made by the server: for whom, and of which month. Else the phone knows.
	const made = owner !== undefined;
	const mine = made ? view?.profile?.learnerId === owner : !!view?.profile;
	const month = made ? (Number(ask.dataset.month) as FollowUpMonth) : view && toAsk(view)?.month;
	const last = view && mine ? answered(view).pop() : undefined;
	// Said without a signal, it waits here: asked again she would think that it was lost.
	if (last && (made ? last.state === 'here' && (last.body as { month: number }).month === month : !month))
		return follow(last);
	if (phone && view && mine && month) listen(phone, view, month);
	if (made) return;
	ask.hidden = !mine || !month;
	one(document, '[data-nothing]')!.hidden = !ask.hidden;
}

void start();
