/** Whether a course can be heard, and keeping a voice apart from the words (routes/[lang]/Voice.svelte has the words). */
import {
	askVoices,
	dropVoice,
	isDear,
	keepVoice,
	voiceStanding,
	type VoiceStanding
} from '#lib/offline/index.ts';

type State = 'none' | 'ask' | 'coming' | 'kept' | 'rest' | 'failed' | 'full';

const all = <E extends HTMLElement>(root: ParentNode, selector: string) => [
	...root.querySelectorAll<E>(selector)
];

/** @param changed something came or went: the list of what is kept looks again */
export function voiceCard(section: HTMLElement, changed: () => void): void {
	const course = section.dataset.voice!;
	const lang = section.dataset.lang!;
	const listed = 'listed' in section.dataset;
	const names = JSON.parse(section.dataset.names!) as Record<string, string>;
	const units = section.dataset.units!.split('|');
	const rows = section.querySelector('[data-rows]')!;
	const shape = section.querySelector('template')!;
	/** Of all cards of the course; nothing while nobody can be asked. */
	let cards: number | undefined;
	/** Of a voice that just did not come whole. */
	const why = new Map<string, State>();

	const scale = (bytes: number) => (bytes >= 100 * 1024 ? 1 : 0);
	const number = (bytes: number, mega: number) =>
		mega ? (bytes / 1024 / 1024).toFixed(1) : `${Math.ceil(bytes / 1024)}`;

	function fill(root: ParentNode, slots: Record<string, string | number>): void {
		for (const [slot, value] of Object.entries(slots))
			for (const place of all(root, `[data-n=${slot}]`)) {
				const mega = scale(+value);
				const shown = document.createElement('bdi');
				shown.textContent = slot === 'size' ? number(+value, mega) : `${value}`;
				if (slot !== 'voice' && slot !== 'unit') shown.dir = 'ltr';
				place.textContent = '';
				place.append(shown, slot === 'size' ? ` ${units[mega]!}` : '');
			}
	}

	function row({ voice, cards: done, size, missing, asked }: VoiceStanding): HTMLElement {
		const item = (shape.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
		const show = (is: State, bytes: number) => {
			item.dataset.state = is;
			for (const part of all(item, '[data-on]')) part.hidden = !part.dataset.on!.split(' ').includes(is);
			fill(item, { size: bytes });
		};
		const start = async () => {
			show('coming', missing);
			const outcome = await keepVoice(course, lang, voice, (have, total) => {
				const mega = scale(total);
				fill(item, { have: number(have, mega), total: number(total, mega), unit: units[mega]! });
			});
			if (outcome.ok) return look();
			// What came lies here: the row says what is still to come, and why it did not.
			why.set(voice, outcome.why === 'full' ? 'full' : 'failed');
			await look();
			why.delete(voice);
		};
		const acts: Record<string, () => unknown> = {
			start,
			look,
			keep: () => (isDear() ? show('ask', missing) : start()),
			drop: async () => {
				await dropVoice(course, lang, voice);
				await look();
			}
		};
		item.onclick = ({ target }) => void acts[(target as Element).closest('button')?.dataset.do ?? '']?.();
		item.dataset.of = voice;
		fill(item, { voice: names[voice] ?? voice, done, all: cards ?? done });
		if (!asked) show('none', missing);
		else if (!missing) show('kept', size);
		else show(why.get(voice) ?? 'rest', missing);
		return item;
	}

	async function look(): Promise<void> {
		const told = navigator.onLine ? await askVoices(course, lang).catch(() => undefined) : undefined;
		cards = told?.cards;
		const standing = (await voiceStanding(course, lang, told)).filter(({ asked }) => asked || !listed);
		rows.textContent = '';
		rows.append(...standing.map(row));
		// Without a signal nothing is claimed of what nobody knows.
		section.hidden = !standing.length && (listed || !told);
		section.querySelector<HTMLElement>('[data-with]')!.hidden = !standing.length;
		section.querySelector<HTMLElement>('[data-without]')!.hidden = !!standing.length;
		changed();
	}
	addEventListener('online', () => void look());
	void look().catch(() => (section.hidden = true));
}
