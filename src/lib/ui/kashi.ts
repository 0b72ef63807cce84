/**
 * The field of stars on walls behind an arch, 40 x 40, as the content of a `<pattern>`. Colours are the page's glazes.
 */
export const KASHI =
	'<path class="d" d="M0 0h40v40H0z"/><path class="t" d="M20-7l7 7-7 7-7-7zM20 33l7 7-7 7-7-7zM0 13l7 7-7 7-7-7zM40 13l7 7-7 7-7-7z"/><path class="c" stroke="var(--gw)" stroke-width="1.5" d="M20 5 24 9 31 9 31 16 35 20 31 24 31 31 24 31 20 35 16 31 9 31 9 24 5 20 9 16 9 9 16 9Z"/><path class="w" d="M20 14 21 17 24 16 23 19 26 20 23 21 24 24 21 23 20 26 19 23 16 24 17 21 14 20 17 19 16 16 19 17Z"/>';

/** The arch on a 320 wide drawing: where a picture or her tile lives. */
export const ARCH = 'C14 68 76 58 160 13C244 58 306 68 306 100';
