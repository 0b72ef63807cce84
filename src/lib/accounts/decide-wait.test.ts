import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import { waitAfter } from './decide-wait.ts';

describe('waiting after wrong tries', () => {
	it('K3 the first tries are free, then waits grow to a longest one', () => {
		const waits = (device: 'known' | 'unknown') =>
			[1, 4, 5, 6, 7, 8, 40].map((n) => waitAfter(n, device) / MINUTE);
		expect(waits('unknown')).toEqual([0, 0, 1, 2, 4, 8, 360]);
		expect(waits('known')).toEqual([0, 0, 0, 0, 1, 2, 60]);
	});

	it('K3 guessing half of all picture orders from unknown devices takes more than two years', () => {
		const perDay = DAY / (6 * HOUR);
		expect(12 ** 4 / 2 / perDay / 365).toBeGreaterThan(2);
	});
});
