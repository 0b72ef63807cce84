import { all, one } from './fill.ts';

/** Without the clipboard of the browser a tap on the words chooses them whole, as without a script. */
export function offerCopies(): void {
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
