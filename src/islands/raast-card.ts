/** How she is paid: the place for her Raast QR is there when she has chosen Raast, and what is hidden is not sent. */
import { all, one } from './fill.ts';

export function watchWay(root: ParentNode): void {
	const card = one(root, '[data-raast]');
	const ways = all<HTMLInputElement>(root, 'input[name=way]');
	if (!card || ways.length < 2) return;
	const show = () => {
		card.hidden = !ways.some(({ value, checked }) => checked && value === 'raast');
		for (const input of all<HTMLInputElement>(card, 'input')) input.disabled = card.hidden;
	};
	for (const way of ways) way.onchange = show;
	// A browser that comes back to the page sets the answers again after this has run.
	addEventListener('pageshow', show);
	show();
}
