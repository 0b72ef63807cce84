/**
 * Drawings for `.i` (24 x 24, two-unit strokes). Those named in FLIPS point along the line of reading and turn with the
 * direction of the page; media and clocks never do.
 */
export const ICONS = {
	back: 'M14 5l-7 7 7 7',
	go: 'M5 12h13M12 6l6 6-6 6',
	send: 'M3 11.5L21 4l-5 17-4.5-7z',
	undo: 'M5 12a7 7 0 107-7H7M10 1.8L6.8 5 10 8.2',
	learn:
		'M12 3 15 5 19 5 19 9 22 12 19 15 19 19 15 19 12 22 9 19 5 19 5 15 3 12 5 9 5 5 9 5ZM12 9.5v5M9.5 12h5',
	shop: 'M4 10v11h16V10M3 10l2-7h14l2 7zM10 21v-6h4v6M9 3v7M15 3v7',
	help: 'M4 4h16v12h-9l-5 5v-5H4zM9.8 8.6a2.3 2.3 0 114 1.7c-1 .7-1.6 1-1.6 2M12.2 14v.1',
	hide: 'M5 3h9v18H5zM14 12h7M18 9l3 3-3 3M10 12h.1',
	phone: 'M7 2.5h10v19H7zM10.5 18.5h3',
	signal: 'M12 20v-7M8.5 16a5 5 0 010-7M15.5 16a5 5 0 000-7M5.5 19a9.5 9.5 0 010-13M18.5 19a9.5 9.5 0 000-13',
	listen: 'M4 9.5v5h4l5 4.5V5L8 9.5zM16.5 9a4 4 0 010 6M19 6a8 8 0 010 12',
	stop: 'M7 7h10v10H7z',
	record:
		'M12 15a3.5 3.5 0 003.5-3.5v-5a3.5 3.5 0 10-7 0v5A3.5 3.5 0 0012 15zM5.5 11.5a6.5 6.5 0 0013 0M12 18v3.5',
	keep: 'M12 3v11M7.5 10l4.5 4.5 4.5-4.5M4 17v4h16v-4',
	check: 'M5 12.5l4.5 4.5L19 7',
	plus: 'M12 5v14M5 12h14',
	cross: 'M6 6l12 12M18 6L6 18',
	alert: 'M12 4v10M12 19v.2',
	print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z',
	share: 'M12 15V3M8 7l4-4 4 4M5 12v9h14v-9',
	people:
		'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 010 6.3M18 14.5c2 .8 3.5 2.6 3.5 5.5',
	person: 'M12 11.5a4 4 0 100-8 4 4 0 000 8zM4.5 21c0-4.5 3.4-6.5 7.5-6.5s7.5 2 7.5 6.5',
	card: 'M3 5h18v14H3zM6.5 9h5v5h-5zM15 9.5h3M15 13h3M6.5 16.5h11',
	leave: 'M10 4H4v16h6M9 12h11M16 8l4 4-4 4',
	letters: 'M3 19L8.5 5 14 19M5 14.5h7M15 20l3.2-8.5L21.5 20M16.2 17.2h4',
	lock: 'M5 10.5h14V21H5zM8 10.5V8a4 4 0 018 0v2.5M12 15v2',
	pen: 'M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4',
	clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5.5l3.5 2',
	coin: 'M12 21a9 9 0 100-18 9 9 0 000 18zM4 20L20 4',
	veil: 'M5 21V11a7 7 0 0114 0v10M9 11h6M9 11a3 3 0 006 0M5 21c1.5-2.5 4-3.5 7-3.5s5.5 1 7 3.5',
	house: 'M3 11.5L12 4l9 7.5M5.5 10v11h13V10M10 21v-6h4v6',
	look: 'M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L21 21'
} as const;

export type IconName = keyof typeof ICONS;

export const FLIPS: ReadonlySet<string> = new Set<IconName>(['back', 'go', 'send', 'hide', 'leave']);

/** The khatam star, filled: the seal of what is true. */
export const SEAL = 'M12 1 15 4 20 4 20 9 23 12 20 15 20 20 15 20 12 23 9 20 4 20 4 15 1 12 4 9 4 4 9 4Z';
export const TICK = 'M8 12.2l3 3 5.2-6';
