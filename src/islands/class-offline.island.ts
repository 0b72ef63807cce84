/** Fills a trainer's page for no signal from her phone (docs/decisions/014). All words stand in the page. */
import {
	beginClassPhone,
	beginShell,
	doOffline,
	dropClass,
	endShell,
	fetchClass,
	isAct,
	keepClass,
	openClassPhone,
	openClassStore,
	provePassword,
	readActs,
	readClasses,
	readLock,
	sendActs,
	wipeAll,
	wipeUnseen,
	type ClassStore,
	type KeptClass,
	type OpenClassPhone,
	type OwnAct,
	type Sent
} from '#lib/class-phone/index.ts';
import { fillSettled } from './class-settled.ts';
import { fillClass, watchTabs } from './class-view.ts';
import { all, fillPlace, fillWords, lang, one, showOnly } from './fill.ts';

type View = 'cannot' | 'nothing' | 'keep' | 'locked' | 'class';
type Say = 'wrong' | 'wait' | 'none' | 'no_session' | 'gone' | 'other' | 'full' | 'busy';

/** So long without a touch, and it is locked again. */
const IDLE = 15 * 60_000;

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The class that she came for, from its board. */
const [, organisation, cohort] = new RegExp(`^#(${ID})/(${ID})$`).exec(location.hash) ?? [];
const asked = organisation && cohort ? { organisation, cohort } : undefined;

const show = (view: View) => showOnly(all(document, '[data-view]'), ({ dataset }) => dataset.view === view);

function say(what?: Say): void {
	showOnly(all(document, '[data-say]'), ({ dataset }) => dataset.say === what);
	one(document, '[data-login]')!.hidden = what !== 'no_session';
}

/** What a form asks for her password. Two taps are one. */
function onPassword(id: string, then: (password: string) => Promise<void>): void {
	const form = one<HTMLFormElement>(document, `[data-form=${id}]`)!;
	const input = one<HTMLInputElement>(form, 'input')!;
	const button = one<HTMLButtonElement>(form, 'button')!;
	form.onsubmit = async (event) => {
		event.preventDefault();
		button.disabled = true;
		say('busy');
		await then(input.value).catch(() => say('full'));
		input.value = '';
		button.disabled = false;
	};
}

/** Puts the class that she came for on the phone. @returns why not, or nothing */
async function bring(phone: OpenClassPhone, wanted: NonNullable<typeof asked>): Promise<Say | undefined> {
	const fetched = await fetchClass(lang(), wanted);
	if (fetched.tag !== 'class') return fetched.tag;
	if (fetched.kept.staff !== phone.staff) return 'other';
	await keepClass(phone, fetched.kept);
	await beginShell(lang());
	return undefined;
}

async function keepFirst(store: ClassStore, password: string): Promise<void> {
	const fetched = await fetchClass(lang(), asked!);
	if (fetched.tag !== 'class') return say(fetched.tag);
	const proof = await provePassword(password);
	if (proof.tag !== 'right') return say(proof.tag);
	// The page first: what cannot be opened again is not kept.
	await beginShell(lang());
	const phone = await beginClassPhone(store, { staff: fetched.kept.staff, password });
	await keepClass(phone, fetched.kept);
	say();
	await use(phone);
}

async function open(store: ClassStore, password: string): Promise<void> {
	const phone = await openClassPhone(store, password);
	if (!phone) return say('wrong');
	const held = (await readClasses(phone)).some(({ kept }) => kept.cohort === cohort);
	say(asked && !held ? await bring(phone, asked) : undefined);
	await use(phone);
}

/** The open phone: shown, sent and brought up to date whenever there is a signal. */
async function use(phone: OpenClassPhone): Promise<void> {
	const which = one<HTMLSelectElement>(document, '#which')!;
	let sent: Sent | 'sending' | undefined;
	let hasSent = false;

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
		fillClass(chosen.kept, chosen.size, (doing) => act(chosen.kept, doing));
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

	const act = async (kept: KeptClass, doing: Parameters<typeof doOffline>[2]): Promise<boolean> => {
		const done = await doOffline(phone, kept, doing).then(
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
		}
		await fill();
	};

	const refresh = async () => {
		await send();
		for (const { kept } of await readClasses(phone)) {
			const fetched = await fetchClass(lang(), kept);
			if (fetched.tag === 'class' && fetched.kept.staff === phone.staff) await keepClass(phone, fetched.kept);
			// T1. The server says that it is not hers any more, or has been archived.
			else if (fetched.tag === 'gone') {
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

/** The key is in this page alone: a page made anew is locked. */
function lockWhenLeft(): void {
	const lock = one<HTMLButtonElement>(document, '[data-lock]')!;
	lock.onclick = () => location.reload();
	let touched = Date.now();
	for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => (touched = Date.now()));
	const look = () => {
		if (!lock.hidden && Date.now() - touched > IDLE) location.reload();
	};
	setInterval(look, 20_000);
	addEventListener('visibilitychange', look);
}

async function offerTakeOff(store: ClassStore): Promise<void> {
	const place = one<HTMLDetailsElement>(document, '[data-take-off]')!;
	place.hidden = false;
	const count = async () => {
		const waiting = (await store.all()).filter((row) => isAct(row) && row.state === 'waiting').length;
		const lost = one(place, '[data-lost]')!;
		lost.hidden = !waiting;
		fillWords(lost, waiting);
	};
	place.ontoggle = () => void count();
	one<HTMLButtonElement>(place, '[data-wipe]')!.onclick = async () => {
		await wipeAll(store);
		await endShell().catch(() => {});
		location.replace(location.pathname);
	};
	await count();
}

async function begin(): Promise<void> {
	const store = await openClassStore().catch(() => undefined);
	// On an origin that is not secure nothing can be sealed, and in a private window nothing is served without a signal.
	if (!store || !crypto.subtle || !navigator.serviceWorker) return show('cannot');
	lockWhenLeft();
	if (await wipeUnseen(store)) await endShell().catch(() => {});
	onPassword('keep', async (password) => {
		await keepFirst(store, password);
		if (await readLock(store)) await offerTakeOff(store);
	});
	onPassword('open', (password) => open(store, password));
	const lock = await readLock(store);
	show(lock ? 'locked' : asked ? 'keep' : 'nothing');
	if (lock) await offerTakeOff(store);
}

void begin();
