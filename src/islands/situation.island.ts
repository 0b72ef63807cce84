/** The four boxes: each answer is kept on the phone as it is given, and goes to nobody (K9). */
import type { Condition } from '#lib/catalog/index.ts';
import { active, keepDraft, openPhone, readDraft, watchTile } from '#lib/offline/index.ts';
import { all, one } from './fill.ts';
import { SITUATION, type Situation } from './situation.ts';

const boxes = one(document, '[data-boxes]')!;
const inputs = all<HTMLInputElement>(boxes, 'input');
const said = one(boxes, '[data-said]')!;
const fault = one(boxes, '[data-fault]')!;
const wipe = one(boxes, '[data-wipe]')!;

/** Back to the lesson or course that she came from. */
const from = document.referrer;
if (from.startsWith(`${location.origin}/`)) one<HTMLAnchorElement>(document, '[data-on]')!.href = from;

const unmet = () => inputs.flatMap(({ checked, value }) => (checked && value ? [value as Condition] : []));

function fill({ unmet }: Situation): void {
	for (const input of inputs)
		input.checked = input.value
			? unmet.includes(input.value as Condition)
			: !unmet.some((word) => word.endsWith(input.name));
	wipe.hidden = !unmet.length;
}

async function start(): Promise<void> {
	const phone = await openPhone();
	const { store } = phone;
	watchTile(phone);
	/** Whose page this is: what is answered here is hers alone (K8). */
	const page = (await store.read(active))?.id ?? '';
	fill((await readDraft<Situation>(store, SITUATION)) ?? { unmet: [] });
	boxes.hidden = false;

	/** One after another: the last tap is what is kept. */
	let last: Promise<unknown> = Promise.resolve();
	const keep = (value: Situation | undefined, words: string | undefined) => {
		// What was said of an answer before is not said of this one: it is said anew, so that who listens hears it.
		said.textContent = '';
		const mine: Promise<unknown> = last
			// Forgetting asks nobody whose page it is: what is kept for another is not wiped from here.
			.then(() => value ?? keepDraft(store, SITUATION, { unmet: [] }, page))
			.then(() => keepDraft(store, SITUATION, value, page))
			.then(
				() => [false, words] as const,
				() => [true, ''] as const
			)
			.then(([failed, words]) => {
				// Another answer waits, and holds this one too.
				if (last !== mine) return;
				fault.hidden = !failed;
				said.textContent = words ?? '';
			});
		last = mine;
	};
	boxes.onchange = () => {
		const now = { unmet: unmet() };
		wipe.hidden = !now.unmet.length;
		keep(now, said.dataset.kept);
	};
	wipe.onclick = () => {
		fill({ unmet: [] });
		keep(undefined, said.dataset.wiped);
	};
}

void start().catch(() => (one(document, '[data-cannot]')!.hidden = false));
