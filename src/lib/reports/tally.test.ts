import { describe, expect, test } from 'vitest';
import type { Fact, Groups } from './indicators.ts';
import { addFact, addNobody, meanOf, splitKey, studentQuantile, tallyKey, type Tallies } from './tally.ts';

const groups: Groups = {
	gender: 'woman',
	district: 'multan',
	age: '25_34',
	disability: 'no',
	business: 'embroidery',
	language: 'ur'
};
const fact = (indicator: string, more: Partial<Fact> = {}): Fact => ({
	organisationId: 'o',
	indicator,
	part: '',
	period: '2026-Q3',
	at: 0,
	value: null,
	band: '',
	cohortId: 'c',
	programmeId: '',
	...more
});

describe('counts before protection', () => {
	test('R3 every table of an indicator adds up to its gender column', () => {
		const tallies: Tallies = new Map();
		addFact(tallies, fact('enrolled'), groups);
		addFact(tallies, fact('enrolled', { cohortId: 'd' }), { ...groups, gender: 'man', district: 'untold' });
		const { gender, tables } = tallies.get('enrolled')!;
		expect([gender.woman.people, gender.man.people]).toEqual([1, 1]);
		for (const rows of Object.values(tables))
			for (const one of ['woman', 'man', 'other', 'untold'] as const)
				expect([...rows.values()].reduce((n, cells) => n + cells[one].people, 0)).toBe(gender[one].people);
		expect([...tables.cohort!.keys()]).toEqual(['c', 'd']);
		expect(tables.band).toBeUndefined();
	});

	test('R3 what nobody did stands there too, with all its tables, and takes nothing from what is counted', () => {
		const tallies: Tallies = new Map();
		addFact(tallies, fact('started', { part: 'selling-online' }), groups);
		addNobody(
			tallies,
			(kind) => ({ course: ['selling-online', 'safety'], badge: [], week: ['2026-07-06'] })[kind]
		);
		expect(tallies.get('started/selling-online')!.gender.woman.people).toBe(1);
		expect(tallies.get('completed/safety')!.gender.woman.people).toBe(0);
		expect(Object.keys(tallies.get('stopped/safety')!.tables)).toEqual(
			expect.arrayContaining(['district', 'cohort', 'band'])
		);
		expect(tallies.get('active_week/2026-07-06')!.tables).toEqual({});
		expect(tallies.has('enrolled')).toBe(true);
		expect(tallies.has('badge/safety')).toBe(false);
	});

	test('T7 what is told of the organisation alone is broken down by nothing', () => {
		const tallies: Tallies = new Map();
		addFact(tallies, fact('troubled'), groups);
		const { gender, tables } = tallies.get('troubled')!;
		expect(gender.woman.people).toBe(0);
		expect(gender.untold.people).toBe(1);
		expect(tables).toEqual({});
	});

	test('parts and bands stand apart; an indicator that a newer version made counts nowhere', () => {
		const tallies: Tallies = new Map();
		addFact(tallies, fact('badge', { part: 'seller-a' }), groups);
		addFact(tallies, fact('sales', { band: 'to_5000' }), groups);
		addFact(tallies, fact('from_next_year'), groups);
		expect([...tallies.keys()]).toEqual(['badge/seller-a', 'sales']);
		expect(tallies.get('sales')!.tables.band!.get('to_5000')!.woman.people).toBe(1);
		expect(splitKey(tallyKey('badge', 'seller-a'))).toEqual({ indicator: 'badge', part: 'seller-a' });
		expect(splitKey('enrolled')).toEqual({ indicator: 'enrolled', part: '' });
	});

	test('the mean of ten gains and its interval, as a table of Student has it', () => {
		const gains = [10, 20, 30, 0, 40, 10, 20, 30, 20, 20];
		const tallies: Tallies = new Map();
		for (const value of gains) addFact(tallies, fact('gain', { part: 'x', value }), groups);
		const { mean, low, high } = meanOf(tallies.get('gain/x')!.gender.woman);
		expect(mean).toBe(20);
		// s = 11.547, s/√10 = 3.651, t(9) = 2.262
		expect(low).toBeCloseTo(20 - 8.26, 1);
		expect(high).toBeCloseTo(20 + 8.26, 1);
		expect(studentQuantile(4)).toBeCloseTo(2.776, 1);
		expect(studentQuantile(29)).toBeCloseTo(2.045, 3);
	});
});
