import './worker.ts';

/** Leaves the page without a trace in history: one tap to a neutral screen (look.md, rule 9). */
addEventListener('click', (event) => {
	const hide = (event.target as Element).closest<HTMLAnchorElement>('[data-hide]');
	if (!hide) return;
	event.preventDefault();
	location.replace(hide.href);
});

/** Out of the browser's memory a page may show whose tile is closed by now: it is made anew (K3). */
onpageshow = ({ persisted }) => persisted && location.reload();
