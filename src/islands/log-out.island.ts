/** Closing her work closes it on this phone and on the server; what waits is named, stays and still goes (S8). */
import { closeWork, markTile, openPhone, tiles } from '#lib/offline/index.ts';
import { withBdi } from '#lib/ui/bdi.ts';
import { closeTile, unsentOf, type Counts } from './close-tile.ts';

const form = document.querySelector<HTMLFormElement>('form[data-log-out]');
if (form)
	form.onsubmit = (event) => {
		event.preventDefault();
		const go = () => form.submit();
		void openPhone()
			.then(({ store }) => closeWork(store))
			.then(() => markTile())
			.then(go, go);
	};

/** The tile that is open on this phone says more than the server knows of it. */
async function tell(here: HTMLElement): Promise<void> {
	const { store } = await openPhone();
	const tile = (await tiles(store)).find(({ open }) => open);
	if (!tile) return;
	const part = (name: string) => here.querySelector<HTMLElement>(`[data-${name}]`)!;
	const what = await unsentOf(store, tile, JSON.parse(here.dataset.counts!) as Counts);
	const waiting = part('waiting');
	waiting.hidden = !tile.joined || !what;
	waiting.innerHTML = withBdi(waiting.dataset.words!.replace('#', what));
	part('guest').hidden = tile.joined;
	part('close').onclick = () =>
		void closeTile(store).then(() => location.replace(`/${document.documentElement.lang}/who`));
	for (const other of document.querySelectorAll<HTMLElement>('[data-server-work]')) other.hidden = true;
	here.hidden = false;
}

const here = document.querySelector<HTMLElement>('[data-phone-work]');
if (here) void tell(here).catch(() => {});
