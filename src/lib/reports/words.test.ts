import { describe, expect, test } from 'vitest';
import { DIMENSIONS, GENDERS, INDICATORS } from './indicators.ts';
import { genderName, indicatorDefinition, indicatorName, rowName, tableName, type Names } from './words.ts';

const names: Names = {
	course: () => 'A course',
	badge: () => 'A badge',
	cohort: (id) => id,
	programme: (id) => id
};

describe.each(['ur', 'en'] as const)('words of a report: %s', (locale) => {
	test('R4 every indicator has a name of its own and a definition; what it is about stands in the name', () => {
		const said = INDICATORS.map(({ id, parts }) => {
			const key = parts ? `${id}/x` : id;
			const name = indicatorName(key, names, locale);
			expect(name).not.toBe(key);
			expect(indicatorDefinition(key, names, locale).length).toBeGreaterThan(20);
			if (parts === 'course') expect(name).toContain('A course');
			if (parts === 'badge') expect(name).toContain('A badge');
			expect(name).not.toMatch(/[{}]/);
			return name;
		});
		expect(new Set(said).size).toBe(said.length);
	});

	test('R4 of many parts each has its own name: a week says its Monday', () => {
		const week = (monday: string) => indicatorName(`active_week/${monday}`, names, locale);
		expect(week('2026-07-13')).toContain(locale === 'ur' ? '13 جولائی' : '13 July');
		expect(week('2026-07-20')).not.toBe(week('2026-07-13'));
	});

	test('so do tables, genders and bands', () => {
		for (const table of [...DIMENSIONS, 'band', 'gender'] as const)
			expect(tableName(table, locale)).not.toBe('');
		for (const gender of GENDERS) expect(genderName(gender, locale)).not.toBe('');
		for (const { bands = [] } of INDICATORS)
			for (const band of bands) expect(rowName('band', band, names, locale)).not.toBe(band);
	});

	test('a name that only a newer version knows is its id', () => {
		expect(indicatorName('from_next_year/x', names, locale)).toBe('from_next_year/x');
		expect(rowName('age', 'over_100', names, locale)).toBe('over_100');
	});
});
