import { describe, expect, it } from 'vitest';
import type { ImportField } from './headings.ts';
import { readPhone, readRow } from './read-row.server.ts';

const read = (cells: Partial<Record<ImportField, string>>) =>
	readRow(7, (field) => cells[field] ?? '', '2026-11-25');
const faults = (cells: Partial<Record<ImportField, string>>) =>
	read({ name: 'ثنا', ...cells }).faults.map((f) => f.fault);

describe('phones', () => {
	it.each([
		'0300-1234567',
		'0300 1234567',
		'03001234567',
		'+92 300 1234567',
		'+923001234567',
		'00923001234567',
		'923001234567',
		'3001234567',
		'۰۳۰۰۱۲۳۴۵۶۷',
		'٠٣٠٠-١٢٣٤٥٦٧',
		'+92 (300) 123-4567',
		'923001234567.0'
	])('T3 %s is hers', (typed) => {
		expect(readPhone(typed)).toEqual({ phone: '+923001234567' });
	});

	it.each([
		['9.23E+11', 'phone_shortened'],
		['9,23001E+11', 'phone_shortened'],
		['0300-1234567 / 0301-7654321', 'phone_two'],
		['0300123', 'phone'],
		['#N/A', 'phone'],
		['abc', 'phone']
	])('T3 %s is refused as %s', (typed, fault) => {
		expect(readPhone(typed)).toEqual({ fault });
	});
});

describe('a row', () => {
	it('T3 is read in Urdu, English and Urdu in Latin letters', () => {
		const ur = { name: ' ثنا   بی بی ', gender: 'عورت', age: '۲۷', district: 'ضلع ملتان', language: 'اردو' };
		expect(read({ ...ur, whose: 'اپنا', joined: '1 نومبر 2026', state: 'کلاس میں' })).toEqual({
			number: 7,
			name: 'ثنا بی بی',
			gender: 'woman',
			age: '25_34',
			district: 'punjab-multan',
			districtKnown: true,
			language: 'ur',
			whose: 'own',
			joined: '2026-11-01',
			state: 'active',
			faults: []
		});
		expect(
			read({ name: 'Sana', gender: 'F', district: 'MULTAN', age: '25-34', whose: 'husband' })
		).toMatchObject({
			gender: 'woman',
			district: 'punjab-multan',
			age: '25_34',
			whose: 'husband'
		});
		expect(read({ name: 'Sana', gender: 'aurat', born: '1999' })).toMatchObject({
			age: '25_34',
			gender: 'woman'
		});
	});

	it('T3 a district we do not know is kept as written', () => {
		expect(read({ name: 'Sana', district: 'Chak 12' })).toMatchObject({
			district: 'Chak 12',
			districtKnown: false,
			faults: []
		});
	});

	it.each([
		['under 18', 'under_18'],
		['18 سے کم', 'under_18'],
		['17', 'under_18'],
		['18 سے 24', '18_24'],
		['50+', '50_plus'],
		['50 یا زیادہ', '50_plus'],
		['35_49', '35_49']
	])('T3 the age %s is %s', (age, band) => {
		expect(read({ name: 'Sana', age }).age).toBe(band);
	});

	it('T3 every fault of a row is named', () => {
		expect(read({ phone: '12', gender: 'blue', joined: 'کل' }).faults.map((f) => f.fault)).toEqual([
			'name_missing',
			'phone',
			'joined',
			'gender'
		]);
		expect(faults({ name: 'x'.repeat(81) })).toEqual(['name_long']);
		expect(faults({ joined: '2026-12-01' })).toEqual(['joined_future']);
		expect(faults({ age: '20-40' })).toEqual(['age']);
		expect(faults({ age: '300', born: '1850', language: 'Klingon', state: '?!' })).toEqual([
			'age',
			'born',
			'language',
			'state'
		]);
		expect(faults({ phone: '-' })).toEqual([]);
	});
});
