import { describe, expect, it } from 'vitest';
import { plainCell, safeCell, cellText } from './cells.ts';
import { fold } from './fold.ts';
import { guessMapping, headingRow, isSettled, readHeading } from './headings.ts';
import { readDay } from './read-day.ts';
import { findTwins, suggest } from './decide-twins.ts';
import fc from 'fast-check';

describe('words of a file', () => {
	it('T3 two spellings of one name are one', () => {
		expect(fold('فاطمہ بی بی')).toBe(fold('فاطمه  بي بي'));
		expect(fold('Shabana  BIBI')).toBe(fold('shabana bibi'));
		expect(fold('کُلثُوم')).toBe(fold('کلثوم'));
	});

	it.each([
		['Name', 'name'],
		['LEARNER NAME*', 'name'],
		['خاتون کا نام', 'name'],
		['Naam', 'name'],
		['Mobile No.', 'phone'],
		['موبائل نمبر', 'phone'],
		['Phone # (WhatsApp)', 'phone'],
		['کس کا فون؟', 'whose'],
		['Age (years)', 'age'],
		['Date of Birth', 'born'],
		['Zila', 'district'],
		['ضلع', 'district'],
		['تاریخِ پیدائش', 'born'],
		['Registration Date', 'joined'],
		['S. No.', 'skip'],
		['#', 'skip'],
		['CNIC #', 'skip'],
		['Favourite colour', undefined]
	])('T3 the heading %s is %s', (heading, use) => {
		expect(readHeading(heading)).toBe(use);
	});

	it('T3 headings are found below a title, and an unknown one is asked about', () => {
		const rows = [
			{ number: 1, cells: ['Tuesday class, Multan'] },
			{ number: 3, cells: ['S.No', 'نام', 'Phone', 'Colour'] }
		];
		expect(headingRow({ rows })).toBe(1);
		const mapping = guessMapping(rows[1]!.cells);
		expect(mapping.columns).toEqual(['skip', 'name', 'phone', '']);
		expect(isSettled(mapping)).toBe(false);
		expect(isSettled(guessMapping(['نام', '']))).toBe(true);
		expect(guessMapping(['Phone', 'Mobile']).columns).toEqual(['phone', '']);
	});
});

describe('cells', () => {
	it('R6 no cell runs, and each comes back as it was', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}[=+\-@]?[a-z']{0,4}$/)), (text) => {
				expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
				expect(plainCell(safeCell(text))).toBe(text);
			})
		);
		expect(safeCell("=cmd|' /C calc'!A0")).toBe("'=cmd|' /C calc'!A0");
	});

	it('numbers are text without an exponent', () => {
		expect([923001234567, 3.5, true, null, new Date(Date.UTC(2026, 10, 25))].map(cellText)).toEqual([
			'923001234567',
			'3.5',
			'true',
			'',
			'2026-11-25'
		]);
	});
});

describe('days', () => {
	it.each([
		['2026-11-25', '2026-11-25'],
		['25/11/2026', '2026-11-25'],
		['25-11-26', '2026-11-25'],
		['۲۵/۱۱/۲۰۲۶', '2026-11-25'],
		['25 نومبر 2026', '2026-11-25'],
		['25 نومبر، 2026', '2026-11-25'],
		['25 Nov 2026', '2026-11-25'],
		['25-Nov-26', '2026-11-25'],
		['November 25, 2026', '2026-11-25'],
		['46351', '2026-11-25'],
		['1/2/2026', '2026-02-01'],
		['11/25/2026', undefined],
		['31/02/2026', undefined],
		['کل', undefined],
		['25', undefined],
		['0000-00-00', undefined]
	])('T3 %s is %s', (typed, day) => {
		expect(readDay(typed)).toBe(day);
	});
});

describe('the same woman twice', () => {
	const row = (number: number, name: string, phone?: string, id?: string) => ({
		number,
		name,
		faults: [],
		...(phone && { phone }),
		...(id && { id })
	});
	const known = [{ id: 'a', name: 'Sana', phone: '+923001234567', classes: ['Tuesday'] }];

	it('T3 is asked about by phone, by name, by both, and within the file', () => {
		const twins = findTwins(
			[
				row(2, 'SANA', '+923001234567'),
				row(3, 'Rabia', '+923001234567'),
				row(4, 'Sana'),
				row(5, 'Huma', '+923007654321'),
				row(6, 'Huma', '+923007654321'),
				row(7, 'Nobody'),
				row(8, 'Other', undefined, 'a')
			],
			known
		);
		expect([...twins].map(([n, t]) => [n, t.by, suggest(t)])).toEqual([
			[2, 'both', 'a'],
			[3, 'phone', undefined],
			[4, 'name', undefined],
			[6, 'both', 'skip'],
			[8, 'id', 'a']
		]);
		expect(twins.get(6)).toMatchObject({ row: 5, people: [] });
	});
});
