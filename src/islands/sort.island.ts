import type { Brought } from './island-data.ts';

/** Touching the lines of a question puts them in order; without it each line has its number to choose. */
function touch(event: Event): void {
	const target = event.target as HTMLElement;
	const row = target.closest<HTMLElement>('.sort .opt');
	if (!row || target.matches('select')) return;
	event.preventDefault();
	const select = row.querySelector('select')!;
	const taken = [...row.closest('form')!.querySelectorAll('select')].filter(({ value }) => value);
	const mine = +select.value;
	if (mine) for (const other of taken) if (+other.value >= mine) other.value = '';
	if (!mine) select.value = `${taken.length + 1}`;
}

/** Once for the page, however many of its questions bring it. */
const bring: Brought['default'] = () => {
	document.querySelector<HTMLElement>('.steps')!.onclick = touch;
	for (const words of document.querySelectorAll<HTMLElement>('.sort [data-bring]')) words.dataset.live = '';
};
export default bring;
