import { expect, it } from 'vitest';
import { decideEntry, hasRoom, MEMBER_STATES } from './decide-entry.ts';

it('T2 a class that wants approval is asked; a full one has a waiting list; any other is open', () => {
	for (const before of [undefined, 'left', 'moved'] as const) {
		expect(decideEntry(before, { approval: true, room: true })).toBe('asked');
		expect(decideEntry(before, { approval: true, room: false })).toBe('asked');
		expect(decideEntry(before, { approval: false, room: false })).toBe('queued');
		expect(decideEntry(before, { approval: false, room: true })).toBe('active');
	}
});

it('T2 the number a second time changes nothing for whoever is in the class or waits', () => {
	for (const before of ['active', 'asked'] as const)
		for (const approval of [true, false])
			for (const room of [true, false]) expect(decideEntry(before, { approval, room })).toBe(before);
	expect(decideEntry('queued', { approval: false, room: false })).toBe('queued');
	expect(decideEntry('queued', { approval: false, room: true })).toBe('active');
});

it('T2 who was refused asks again and is never let in by the number alone', () => {
	for (const approval of [true, false])
		for (const room of [true, false]) expect(decideEntry('refused', { approval, room })).toBe('asked');
});

it('a class without a number of places is never full', () => {
	expect(hasRoom({ places: null }, 10_000)).toBe(true);
	expect(hasRoom({ places: 2 }, 1)).toBe(true);
	expect(hasRoom({ places: 2 }, 2)).toBe(false);
	expect(MEMBER_STATES).toHaveLength(6);
});
