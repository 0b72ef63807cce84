import './worker.ts';

/** Leaves the page without a trace in history: one tap to a neutral screen (look.md, rule 9). */
document.addEventListener('click', (event) => {
	const hide = (event.target as Element).closest<HTMLAnchorElement>('a[data-hide]');
	if (!hide) return;
	event.preventDefault();
	location.replace(hide.href);
});
