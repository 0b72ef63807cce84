/** Ticks of the list for other marketplaces: kept on the phone as they are made, and going to nobody (K9). */
import { active, keepDraft, openPhone, readDraft, watchTile } from '#lib/offline/index.ts';
import { offerCopies } from './copies.ts';
import { all, one } from './fill.ts';

/** Name of the draft: sealed, of one profile, on this phone alone. */
const TICKS = 'elsewhere';

const list = one(document, '[data-ticks]')!;
const boxes = all<HTMLInputElement>(list, 'input');

/** Ticked before the phone had answered: what lies there does not undo it. */
const touched = new Set<EventTarget | null>();

async function start() {
	const phone = await openPhone();
	const { store } = phone;
	watchTile(phone);
	/** Whose page this is: what is ticked here is hers alone (K8). */
	const page = (await store.read(active))?.id ?? '';
	const ticked = (await readDraft<string[]>(store, TICKS)) ?? [];
	for (const box of boxes) if (!touched.has(box)) box.checked = ticked.includes(box.name);
	return { store, page };
}

const ready = start();
/** One after another: the last tap is what is kept. */
let kept: Promise<unknown> = ready;

function keep(): void {
	kept = kept
		.then(() => ready)
		.then(({ store, page }) => {
			const now = boxes.flatMap(({ checked, name }) => (checked ? [name] : []));
			return keepDraft(store, TICKS, now, page);
		})
		.then(
			() => true,
			() => false
		)
		.then((is) => {
			one(document, '[data-fault]')!.hidden = is;
			const said = one(document, '[data-said]')!;
			said.textContent = is ? said.dataset.kept! : '';
		});
}

list.onchange = ({ target }) => {
	touched.add(target);
	keep();
};

offerCopies();
void ready.catch(() => (one(document, '[data-cannot]')!.hidden = false));
