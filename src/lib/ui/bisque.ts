/** An unfired tile: lines cut in clay. Colours come from `--b1` … `--b3`, so that `.now` can turn it into white slip. */
export const BISQUE =
	'<path class="bq" d="M-100-100h200v200h-200z"/><path class="in" d="M0-70 21-50 49-49 50-21 70 0 50 21 49 49 21 50 0 70-21 50-49 49-50 21-70 0-50-21-49-49-21-50ZM-100-52L-86-54-67-67-54-86-52-100M100-52L86-54 67-67 54-86 52-100M100 52L86 54 67 67 54 86 52 100M-100 52L-86 54-67 67-54 86-52 100"/>';
