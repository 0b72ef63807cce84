import { describe, expect, it } from 'vitest';
import { addTelling, SAME_TAP, wordOf, type Told } from './told.ts';

const one: Told = { at: 1000, key: 'a', topics: [] };

describe('T7 telling', () => {
	it('T7 the same form twice tells once, and its later word holds', () => {
		const told = addTelling([one], { key: 'a', reach: 'class', topics: ['home'] }, SAME_TAP * 9);
		expect(told).toEqual([{ at: 1000, key: 'a', reach: 'class', when: undefined, topics: ['home'] }]);
	});

	it('T7 a second tap without a script tells once; one much later is told again', () => {
		const plain: Told = { at: 1000, topics: ['phone'] };
		expect(addTelling([plain], { topics: [] }, 1000 + SAME_TAP - 1)).toHaveLength(1);
		expect(addTelling([plain], { topics: [] }, 1000 + SAME_TAP)).toHaveLength(2);
	});

	it('T7 a form that was opened anew is told again', () => {
		expect(addTelling([one], { key: 'b', topics: [] }, 1001)).toHaveLength(2);
	});

	it('T7 a thousand tellings stay few; the first is kept', () => {
		let told: Told[] = [];
		for (let i = 0; i < 1000; i++) told = addTelling(told, { key: `k${i}`, topics: [] }, i);
		expect(told).toHaveLength(20);
		expect(told[0]!.key).toBe('k0');
		expect(told.at(-1)!.key).toBe('k999');
	});

	it('T7 the last word on how to reach her holds, topics are gathered', () => {
		const told: Told[] = [
			{ at: 1, reach: 'call', when: 'any', topics: ['online'] },
			{ at: 2, reach: 'none', topics: ['staff'] }
		];
		expect(wordOf(told)).toEqual({ reach: 'none', when: 'any', topics: ['online', 'staff'] });
	});
});
