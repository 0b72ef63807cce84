import { expect, test } from 'vitest';
import { readHours } from './decide-hours.ts';

test('hours are whole, in order, of the day, and may be left out', () => {
	expect(readHours('10', '18')).toEqual({ ok: true, hours: { from: 10, to: 18 } });
	expect(readHours('', '')).toEqual({ ok: true, hours: null });
	for (const [from, to] of [
		['18', '10'],
		['10', '10']
	] as const)
		expect(readHours(from, to)).toEqual({ ok: false, fault: 'hours-order' });
	for (const [from, to] of [
		['10', ''],
		['', '10']
	] as const)
		expect(readHours(from, to)).toEqual({ ok: false, fault: 'hours-one' });
	for (const [from, to] of [
		['3', ''],
		['3', '10'],
		['10', '24'],
		['-1', '9'],
		['1e1', '12'],
		['x', 'y']
	] as const)
		expect(readHours(from, to)).toEqual({ ok: false, fault: 'not-a-choice' });
});
