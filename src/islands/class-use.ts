/** A trainer's phone, open: what she does is kept, shown and sent. */
import {
	doOffline,
	dropClass,
	fetchClass,
	isHerSession,
	keepClass,
	readActs,
	readClasses,
	sendActs,
	type Doing,
	type Fetched,
	type KeptClass,
	type OpenClassPhone,
	type OwnAct,
	type Sent
} from '#lib/class-phone/index.ts';
import { say, show } from './class-say.ts';
import { fillSettled } from './class-settled.ts';
import { fillClass, watchTabs } from './class-view.ts';
import { fillPlace, fillWords, lang, one } from './fill.ts';

/** The open phone: shown, sent and brought up to date whenever there is a signal. */
export async function use(phone: OpenClassPhone, cohort?: string): Promise<void> {
	const which = one<HTMLSelectElement>(document, '#which')!;
	let sent: Sent | 'sending' | undefined;
	let hasSent = false;
	let hasSignal = false;

	const fill = async () => {
		const [classes, acts] = await Promise.all([readClasses(phone), readActs(phone)]);
		const before = which.value || cohort;
		which.textContent = '';
		which.append(...classes.map(({ kept }) => new Option(kept.name, kept.cohort)));
		const chosen = classes.find(({ kept }) => kept.cohort === before) ?? classes[0];
		one(document, '[data-which]')!.hidden = classes.length < 2;
		fillSettled(
			phone,
			acts,
			classes.map(({ kept }) => kept),
			() => void fill()
		);
		fillState(acts);
		one(document, '[data-open-class]')!.hidden = !chosen;
		if (!chosen) return show(acts.length ? 'class' : 'nothing');
		which.value = chosen.kept.cohort;
		show('class');
		// Without a signal it would lead here again, and lock.
		const back = one(document, '[data-back]')!;
		back.hidden = !hasSignal;
		one<HTMLAnchorElement>(back, 'a')!.href =
			`/${lang()}/staff/${chosen.kept.organisation}/class/${chosen.kept.cohort}`;
		fillClass(chosen.kept, chosen.size, (...doings) => act(chosen.kept, doings));
	};

	/** Where her work is, truthfully: on its way only while it goes. */
	const fillState = (acts: readonly OwnAct[]) => {
		const waiting = acts.filter(({ row }) => row.state === 'waiting').length;
		const isSafe = hasSent && !acts.some(({ row }) => row.state === 'refused');
		const reason = sent === 'no_session' || sent === 'other_person' ? sent : 'here';
		const state = waiting ? (sent === 'sending' ? 'wait' : reason) : isSafe ? 'safe' : 'none';
		const place = one(document, 'div[data-state]');
		fillPlace(place, document, `[data-state=${state}]`);
		fillWords(place && one(place, '[data-n]'), waiting);
	};

	const act = async (kept: KeptClass, doings: Doing[]): Promise<boolean> => {
		const done = await doOffline(phone, kept, doings).then(
			() => true,
			() => false
		);
		say(done ? undefined : 'full');
		await fill();
		void send();
		return done;
	};

	let sending: Promise<void> | undefined;
	let again = false;
	/** How often something was sent: what the server said before knows nothing of it. */
	let turns = 0;
	const send = (): Promise<void> => {
		// What is done meanwhile goes with the next turn.
		again = true;
		return (sending ??= sendAll().finally(() => (sending = undefined)));
	};
	const sendAll = async () => {
		while (again) {
			again = false;
			if (!(await readActs(phone)).some(({ row }) => row.state === 'waiting')) continue;
			sent = 'sending';
			await fill();
			// A row that cannot be read stays; what it is, is not known.
			sent = await sendActs(phone).catch((): Sent => 'none');
			hasSent ||= sent === 'sent';
			turns++;
		}
		await fill();
	};

	const refresh = async () => {
		await send();
		for (const { kept } of await readClasses(phone)) {
			let fetched: Fetched;
			let before: number;
			do {
				before = turns;
				fetched = await fetchClass(lang(), kept);
			} while (before !== turns);
			hasSignal = fetched.tag === 'class';
			if (fetched.tag === 'class' && fetched.kept.staff === phone.staff) await keepClass(phone, fetched.kept);
			// T1. The server says that it is not hers any more, or has been archived.
			else if (fetched.tag === 'gone' && (await isHerSession(phone))) {
				await dropClass(phone, kept.cohort);
				say('gone');
			}
		}
		await fill();
	};

	which.onchange = () => void fill();
	const newest = one<HTMLButtonElement>(document, '[data-refresh]')!;
	newest.onclick = async () => {
		newest.disabled = true;
		await refresh();
		newest.disabled = false;
	};
	addEventListener('online', () => void refresh());
	one(document, '[data-lock]')!.hidden = false;
	watchTabs();
	await fill();
	void refresh();
}
