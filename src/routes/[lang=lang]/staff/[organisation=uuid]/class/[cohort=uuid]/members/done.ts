/** What the last act did, as the address of the page after it says. */
export const DONE = ['in', 'queued', 'refused', 'left', 'moved', 'back'] as const;
export type Done = Partial<Record<(typeof DONE)[number], number>>;

/** Anybody can write an address: what is no small number says nothing. */
export const readDone = (query: URLSearchParams): Done =>
	Object.fromEntries(
		DONE.flatMap((word) => {
			const text = query.get(word) ?? '';
			return /^[1-9]\d{0,2}$/.test(text) ? [[word, Number(text)]] : [];
		})
	);
