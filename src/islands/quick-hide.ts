import { tell } from '#lib/offline/index.ts';
import './worker.ts';

/** Leaves the page without a trace in history: one tap to a neutral screen. */
addEventListener('click', (event) => {
	const hide = (event.target as Element).closest<HTMLAnchorElement>('[data-hide]');
	if (!hide) return;
	event.preventDefault();
	location.replace(hide.href);
});

/** K3. Says now and then to the worker, which closes a tile that nobody touches, whether this page was touched. */
let touched: unknown;
onscroll = onclick = onkeydown = () => (touched = 1);
setInterval(() => (touched = tell(touched)), 2e4);

/** Out of the browser's memory a page may show whose tile is closed by now: it is made anew (K3). */
onpageshow = ({ persisted }) => persisted && location.reload();
