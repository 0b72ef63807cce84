/** B4. The button for a phone without a signal: the signature of a badge of ours, and when its list was last looked at. */
import { checkHere, textInFile } from '#lib/badges/index.ts';
import { momentText } from '../lib/ui/date.ts';
import { all, fillWords, lang, one, showOnly } from './fill.ts';
import { bringList, lastKnown } from './last-list.ts';

/** Our own lists alone: an address in a file is not followed. */
const pathOf = (list: string): string | undefined => {
	const path = /^https?:\/\/([^/]+)(\/status\/[\w-]+)$/.exec(list);
	return path?.[1] === location.host ? path[2] : undefined;
};

/**
 * Shows the button where this browser can check, and answers it, and in the place of the server the main one too while
 * there is no signal; the list is brought while there is one.
 */
export function offerAlone(form: HTMLFormElement): void {
	const box = one(form, '[data-alone]');
	const file = one<HTMLInputElement>(form, 'input[type=file]');
	// Without a secure origin a browser has no digests.
	if (!box || !file || !globalThis.crypto?.subtle) return;
	const issuer = { did: box.dataset.did!, keys: box.dataset.keys!.split(' ') };
	const titles = JSON.parse(box.dataset.titles!) as Record<string, string>;
	const answers = all(box, '[data-told]');
	/** Whether our server answered when it was last asked; while nobody knows, it may. */
	let answered = true;
	const ask = async () => (answered = navigator.onLine && (await bringList(box.dataset.list!)));
	void ask();

	const tell = (what: string, ...values: string[]) => {
		showOnly(answers, ({ dataset }) => dataset.told === what);
		fillWords(one(box, `[data-told="${what}"]`), ...values);
	};
	const check = async () => {
		const chosen = file.files?.[0];
		const text = chosen && textInFile(new Uint8Array(await chosen.arrayBuffer()));
		if (text === undefined) return tell('none');
		const found = await checkHere(text, issuer);
		if (found.tag !== 'signed') return tell(found.tag);
		const name = titles[found.badge] ?? found.name;
		const path = pathOf(found.statusList);
		const known = path === undefined ? undefined : await lastKnown(path, found.statusIndex);
		if (!known) return tell('signed', name);
		tell(known.taken ? 'taken' : 'stood', name, momentText(known.at, lang()));
	};
	const checkAlone = () => check().catch(() => tell('none'));
	one(box, 'button')!.addEventListener('click', () => void checkAlone());
	form.addEventListener('submit', (event) => {
		if (answered && navigator.onLine) return;
		// The way to the server is no way now, and leads off the page: what this phone can say, it says here.
		event.preventDefault();
		void ask().then(async (is) => {
			if (is) return form.submit();
			await checkAlone();
			one(form, '[data-say]')!.textContent = '';
		});
	});
	box.hidden = false;
}
