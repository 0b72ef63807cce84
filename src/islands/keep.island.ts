/**
 * Taking courses home, on a course's page and on the list of what is kept. A card shows how its course stands; all its
 * words are in the page (routes/[lang]/Keep.svelte). What one tab does, the others say too.
 */
import {
	canKeep,
	dropCourse,
	isDear,
	keepCourse,
	planDownload,
	roomOf,
	standing,
	type KeepProgress,
	type Plan,
	type Standing
} from '#lib/offline/index.ts';
import type { Lang } from '#lib/catalog/index.ts';
import { voiceCard } from './keep-voice.ts';

interface Said {
	course: string;
	/** How far it is, `changed` when something came to an end, `stop` when she stopped it in another tab. */
	is: KeepProgress | 'changed' | 'stop';
}
type Slots = Record<string, string | number>;

const all = <E extends HTMLElement>(root: ParentNode, selector: string) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(root: ParentNode, selector: string) => root.querySelector<E>(selector);

const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('qadam-keep') : undefined;
const cards = new Map<string, (said: Said['is']) => void>();

/** The browser may say by itself that nothing here lasts when the phone is full. */
const lasts = async () => (await navigator.storage?.persisted?.()) ?? false;

function card(section: HTMLElement): void {
	const course = section.dataset.keep!;
	const lang = section.dataset.lang as Lang;
	const listed = 'listed' in section.dataset;
	const name = `${course}/${lang}`;
	const [kb, mb] = section.dataset.units!.split('|') as [string, string];
	const place = one(section, '[data-place]')!;
	let shown = '';
	let fetching: AbortController | undefined;
	/** Of an update only what changed is counted. */
	let base = 0;
	let now: Standing | undefined;
	let plan: Plan | undefined;
	/** Number of the newest look: what an older one finds is told to nobody. */
	let look = 0;
	/** It began where bytes cost: so it may go on there. */
	let agreed = false;
	/** A new edition without a new byte is taken over unasked, once. */
	let renewed = false;
	let silence: ReturnType<typeof setTimeout> | undefined;

	const isMega = (bytes: number) => bytes >= 100 * 1024;
	const number = (bytes: number, mega: boolean, digits: number) =>
		mega ? (bytes / 1024 / 1024).toFixed(digits) : Math.ceil(bytes / 1024);

	function fill(root: ParentNode, slots: Slots): void {
		for (const [slot, value] of Object.entries(slots))
			for (const span of all(root, `[data-n=${slot}]`)) {
				const digits = document.createElement('bdi');
				digits.dir = 'ltr';
				const mega = isMega(+value);
				digits.textContent = `${slot === 'size' ? number(+value, mega, 1) : value}`;
				span.textContent = '';
				span.append(
					...(slot === 'unit' ? [`${value}`] : [digits]),
					slot === 'size' ? ` ${mega ? mb : kb}` : ''
				);
			}
	}

	/** Puts a state into the card; the same state again only fills it. What she had under her finger stays in focus. */
	function show(is: string, slots: Slots = {}): void {
		section.hidden = listed && is === 'none';
		list();
		const held = place.contains(document.activeElement);
		const changed = is !== shown;
		const first = !shown;
		if (changed) {
			place.textContent = '';
			place.append(one<HTMLTemplateElement>(section, `template[data-is=${is}]`)!.content.cloneNode(true));
			section.dataset.state = shown = is;
		}
		fill(place, slots);
		if (!changed) return;
		const title = one(place, '[data-title]');
		if (held) (title ?? one(place, 'button'))?.focus();
		one(section, '[data-said]')!.textContent = held || first ? '' : (title?.textContent ?? '');
	}

	function measured(have: number, total: number): Slots {
		const mega = isMega(total);
		const meter = one(place, '.meter');
		// What was planned and what is found may differ by a part.
		const percent = Math.min(100, Math.max(0, Math.round((have / (total || 1)) * 100)));
		if (meter) {
			meter.setAttribute('aria-valuenow', `${percent}`);
			(meter.firstElementChild as HTMLElement).style.width = `${percent}%`;
		}
		return {
			have: number(Math.min(Math.max(0, have), total), mega, 2),
			total: number(total, mega, 2),
			unit: mega ? mb : kb
		};
	}

	function coming({ bytes, total, lessons, allLessons }: KeepProgress): void {
		show('coming');
		fill(place, { ...measured(bytes - base, total - base), done: lessons, all: allLessons });
		one(place, '[data-lessons]')!.hidden = base > 0 || !allLessons;
	}

	async function render(state: Standing, isLate: () => boolean): Promise<void> {
		now = state;
		if (state.is === 'kept' || (state.is === 'update' && !state.bytes)) {
			const [room, lasting] = await Promise.all([listed ? roomOf(course, lang) : 0, lasts()]);
			if (isLate()) return;
			show('kept', { size: room });
			one(place, '[data-room]')!.hidden = !listed;
			one(place, '[data-not-lasting]')!.hidden = lasting;
		} else if (state.is === 'none' && state.bytes === undefined) show('unknown');
		else {
			show(state.is, { size: state.bytes! });
			if (state.is === 'part') fill(place, measured(state.total - state.bytes, state.total));
		}
	}

	/** Keeps the place of the offer until its size is known: nothing jumps under her finger. */
	function hold(): void {
		show('none');
		one<HTMLButtonElement>(place, 'button')!.disabled = true;
		for (const span of all(place, '[data-n]')) span.textContent = '…';
		shown = 'holding';
	}

	/** First what the phone knows by itself, then what the server has to offer. */
	async function lookAgain(): Promise<void> {
		const mine = ++look;
		const isLate = () => mine !== look || !!fetching;
		const known = await standing(course, lang);
		if (isLate()) return;
		if (known.is !== 'none') await render(known, isLate);
		else if (listed) return show('none');
		else if (!shown) hold();
		plan = await planDownload(course, lang).catch(() => undefined);
		const told = await standing(course, lang, plan);
		if (isLate()) return;
		// Nothing to fetch: only the record is to be brought up to date.
		if (told.is === 'update' && !told.bytes && !renewed) {
			now = told;
			renewed = true;
			return start();
		}
		await render(told, isLate);
	}

	async function start(): Promise<void> {
		if (fetching) return;
		const mine = (fetching = new AbortController());
		agreed = isDear();
		const silent = now?.is === 'update' && !now.bytes;
		const only = now?.is === 'update' || now?.is === 'lost';
		// Her touch is answered at once: on a slow line the first byte takes its time.
		const known = now?.is === 'part' ? now : plan;
		const had = known ? known.total - known.bytes : 0;
		base = only ? had : 0;
		if (known && !silent) coming({ bytes: had, total: known.total, lessons: 0, allLessons: 0 });
		let first = only;
		const outcome = await keepCourse(course, lang, {
			signal: mine.signal,
			progress(how) {
				if (silent || mine.signal.aborted) return;
				if (first) base = how.bytes;
				first = false;
				coming(how);
				tabs?.postMessage({ course: name, is: how } satisfies Said);
			}
		}).finally(() => (fetching = undefined));
		tell('changed');
		if (outcome.ok || outcome.why === 'stopped' || silent) return lookAgain();
		look++;
		const here = await standing(course, lang);
		// What came since the plan was made lies here.
		now = here.is === 'part' ? here : await standing(course, lang, plan);
		if (outcome.why === 'full') return full();
		show(outcome.why === 'part' ? 'broken' : outcome.why, { path: outcome.path ?? '' });
		for (const act of all(place, '[data-part]')) act.hidden = now.is !== 'part';
	}

	async function full(): Promise<void> {
		const needed = await planDownload(course, lang).catch(() => plan);
		show('full', { size: needed?.missing.reduce((bytes, part) => bytes + part.size, 0) ?? 0 });
		for (const act of all(place, '[data-other]')) {
			const [other, its] = act.dataset.other!.split('/') as [string, Lang];
			const room = await roomOf(other, its);
			act.hidden = !room;
			fill(act, { size: room });
		}
	}

	/** All cards of this page, and of other tabs. */
	function tell(is: 'changed' | 'stop'): void {
		tabs?.postMessage({ course: name, is } satisfies Said);
		for (const [other, hear] of cards) if (is === 'changed' && other !== name) hear(is);
	}

	cards.set(name, (is) => {
		if (is === 'stop') return fetching?.abort();
		clearTimeout(silence);
		if (fetching) return;
		if (is === 'changed') return void lookAgain();
		look++;
		coming(is);
		// The other tab was closed in the middle: then this one says what is here.
		silence = setTimeout(() => void lookAgain(), 5_000);
	});

	const acts: Record<string, () => unknown> = {
		look: lookAgain,
		start,
		keep: () => (isDear() ? show('ask', { size: (now as { bytes: number }).bytes }) : start()),
		sure: async () => show('sure', { size: await roomOf(course, lang) }),
		async pause() {
			fetching?.abort();
			tell('stop');
			if (!fetching) await lookAgain();
		},
		async drop() {
			await dropCourse(course, lang);
			tell('changed');
			await lookAgain();
		}
	};
	place.addEventListener('click', (event) => {
		const act = (event.target as Element).closest<HTMLElement>('button');
		const [other, its] = act?.dataset.other?.split('/') ?? [];
		if (other) void dropCourse(other, its as Lang).then(start);
		else if (act) {
			// What she touched is answered; what a look finds meanwhile does not take it away.
			look++;
			void acts[act.dataset.do!]?.();
		}
	});
	addEventListener('online', () => {
		if (shown === 'signal') return isDear() && !agreed ? acts.keep!() : void start();
		if (shown === 'unknown') void lookAgain();
	});
	addEventListener('pageshow', (event) => event.persisted && void lookAgain());
	// A browser may have caches and refuse them: then nothing is offered.
	void lookAgain().catch(() => (section.hidden = true));
}

/** The list of what is kept: its rows, or that there are none. */
function list(): void {
	const rows = all(document, '[data-row]');
	for (const row of rows) row.hidden = all(row, '[data-keep],[data-voice]').every(({ hidden }) => hidden);
	const some = rows.some((row) => !row.hidden);
	for (const part of all(document, '[data-some]')) part.hidden = !some;
	for (const part of all(document, '[data-none]')) part.hidden = some;
}

if (canKeep()) {
	if (tabs) tabs.onmessage = ({ data }: MessageEvent<Said>) => cards.get(data.course)?.(data.is);
	for (const section of all(document, '[data-keep]')) card(section);
	for (const section of all(document, '[data-voice]')) voiceCard(section, list);
} else for (const part of all(document, '[data-cannot]')) part.hidden = false;
