/** Ticks of the list for other marketplaces: kept on the phone as they are made, and going to nobody (K9). */
import { active, keepDraft, openPhone, readDraft, watchTile } from '#lib/offline/index.ts';
import { all, one } from './fill.ts';

/** Name of the draft: sealed, of one profile, on this phone alone. */
const TICKS = 'elsewhere';

const list = one(document, '[data-ticks]')!;
const boxes = all<HTMLInputElement>(list, 'input');

async function start(): Promise<void> {
	const phone = await openPhone();
	const { store } = phone;
	watchTile(phone);
	/** Whose page this is: what is ticked here is hers alone (K8). */
	const page = (await store.read(active))?.id ?? '';
	const ticked = (await readDraft<string[]>(store, TICKS)) ?? [];
	for (const box of boxes) box.checked = ticked.includes(box.name);

	/** One after another: the last tap is what is kept. */
	let kept: Promise<unknown> = Promise.resolve();
	list.onchange = () => {
		const now = boxes.flatMap(({ checked, name }) => (checked ? [name] : []));
		kept = kept
			.then(() => keepDraft(store, TICKS, now, page))
			.then(
				() => true,
				() => false
			)
			.then((is) => {
				one(document, '[data-fault]')!.hidden = is;
				const said = one(document, '[data-said]')!;
				said.textContent = is ? said.dataset.kept! : '';
			});
	};
}

/** Without the clipboard of the browser a tap on the words chooses them whole, as without a script. */
function offerCopies(): void {
	const said = one(document, '[data-copied]');
	if (!said || !('clipboard' in navigator)) return;
	for (const place of all(document, '[data-copy-of]')) {
		place.hidden = false;
		place.onclick = () =>
			void navigator.clipboard.writeText(place.dataset.copyOf!).then(
				() => (said.textContent = said.dataset.copied!),
				() => (place.hidden = true)
			);
	}
}

offerCopies();
void start().catch(() => (one(document, '[data-cannot]')!.hidden = false));
