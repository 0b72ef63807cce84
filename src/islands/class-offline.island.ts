/** Fills a trainer's page for no signal from her phone (docs/decisions/014). All words stand in the page. */
import {
	beginClassPhone,
	beginShell,
	endShell,
	fetchClass,
	isAct,
	keepClass,
	onLeft,
	openClassPhone,
	openClassStore,
	provePassword,
	readClasses,
	readLock,
	wipeAll,
	wipeUnseen,
	type ClassStore,
	type OpenClassPhone
} from '#lib/class-phone/index.ts';
import { say, show, type Say } from './class-say.ts';
import { use } from './class-use.ts';
import { fillWords, lang, one } from './fill.ts';

/** So long without a touch, and it is locked again. */
const IDLE = 15 * 60_000;

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The class that she came for, from its board. */
const [, organisation, cohort] = new RegExp(`^#(${ID})/(${ID})$`).exec(location.hash) ?? [];
const asked = organisation && cohort ? { organisation, cohort } : undefined;

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

/** The page first: what cannot be opened again is not kept. */
const hasShell = () =>
	beginShell(lang()).then(
		() => true,
		() => false
	);

/** Puts the class that she came for on the phone. @returns why not, or nothing */
async function bring(phone: OpenClassPhone, wanted: NonNullable<typeof asked>): Promise<Say | undefined> {
	const fetched = await fetchClass(lang(), wanted);
	if (fetched.tag !== 'class') return fetched.tag;
	if (fetched.kept.staff !== phone.staff) return 'other';
	if (!(await hasShell())) return 'none';
	await keepClass(phone, fetched.kept);
	return undefined;
}

async function keepFirst(store: ClassStore, password: string): Promise<void> {
	const fetched = await fetchClass(lang(), asked!);
	if (fetched.tag !== 'class') return say(fetched.tag);
	const proof = await provePassword(password);
	if (proof.tag !== 'right') return say(proof.tag);
	const phone = await beginClassPhone(store, { staff: fetched.kept.staff, password });
	if (!(await hasShell())) {
		await wipeAll(store);
		return say('none');
	}
	await keepClass(phone, fetched.kept);
	say();
	await use(phone, cohort);
}

async function open(store: ClassStore, password: string): Promise<void> {
	const phone = await openClassPhone(store, password);
	if (!phone) return say('wrong');
	// What the browser threw away to make room is brought again.
	void hasShell();
	const held = (await readClasses(phone)).some(({ kept }) => kept.cohort === cohort);
	say(asked && !held ? await bring(phone, asked) : undefined);
	await use(phone, cohort);
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

/** Two trainers, one phone: her own password opens nothing here, and she is told so before she tries. */
async function sayWhose(staff: string): Promise<void> {
	const fetched = asked && (await fetchClass(lang(), asked));
	if (fetched?.tag !== 'class' || fetched.kept.staff === staff) return;
	say('other');
	one<HTMLDetailsElement>(document, '[data-take-off]')!.open = true;
}

async function begin(): Promise<void> {
	const store = await openClassStore().catch(() => undefined);
	// On an origin that is not secure nothing can be sealed, and in a private window nothing is served without a signal.
	if (!store || !crypto.subtle || !navigator.serviceWorker) return show('cannot');
	lockWhenLeft();
	onLeft(() => location.replace(location.pathname));
	if (await wipeUnseen(store)) await endShell().catch(() => {});
	onPassword('keep', async (password) => {
		await keepFirst(store, password);
		if (await readLock(store)) await offerTakeOff(store);
	});
	onPassword('open', (password) => open(store, password));
	const lock = await readLock(store);
	show(lock ? 'locked' : asked ? 'keep' : 'nothing');
	if (location.hash === '#still-in') say('still_in');
	if (!lock) return;
	await offerTakeOff(store);
	await sayWhose(lock.staff);
}

void begin();
