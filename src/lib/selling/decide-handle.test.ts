import { describe, expect, test } from 'vitest';
import { checkHandle, handleFromName, skeleton, suggestHandles } from './decide-handle.ts';

describe('M8 a shop address of plain letters', () => {
	test.each([
		['shabana-shalz', null],
		['abc', null],
		['shabana-shop', null],
		['shop', 'reserved'],
		['a1-b2', null],
		['ab', 'too-short'],
		['', 'too-short'],
		['a'.repeat(31), 'too-long'],
		['Shabana', 'letters'],
		['شبانہ', 'letters'],
		['shab\u0430na', 'letters'], // a Cyrillic a
		['a b c', 'letters'],
		['-abc', 'hyphens'],
		['abc-', 'hyphens'],
		['ab--c', 'hyphens'],
		['admin', 'reserved'],
		['qadam', 'reserved'],
		['qa-dam', 'reserved'],
		['adrnin', 'reserved'],
		['da-raz', 'reserved'],
		['daraz-helpline', 'reserved'],
		['0lx', 'reserved'],
		['jazzcash-shop', 'reserved']
	])('%s → %s', (handle, fault) => expect(checkHandle(handle)).toBe(fault));

	test('look-alikes share a skeleton', () => {
		for (const other of ['shabana-sha1z', 'shabanashalz', 'sh-abana-shalz'])
			expect(skeleton(other)).toBe(skeleton('shabana-shalz'));
		expect(skeleton('shabana-shalz-2')).not.toBe(skeleton('shabana-shalz'));
	});
});

describe('a handle suggested from the name', () => {
	test.each([
		['شبانہ شالز', 'shabana-shalz'],
		['کڑھائی گھر', 'karhai-ghar'],
		['ملتان کھسہ', 'multan-khsa'],
		['Rashida Khussa', 'rashida-khussa'],
		['Café  Zaïka!', 'cafe-zaika'],
		['آمنہ 786', 'aamna-786'],
		['✨🌸', ''],
		['', '']
	])('%s → %s', (name, handle) => expect(handleFromName(name)).toBe(handle));

	test('suggestions are usable, differ, and include the town', () => {
		const all = suggestHandles('شبانہ شالز', 'ملتان');
		expect(all.slice(0, 2)).toEqual(['shabana-shalz', 'shabana-shalz-multan']);
		expect(new Set(all).size).toBe(all.length);
		expect(all.every((h) => checkHandle(h) === null)).toBe(true);
	});
	test('a name without a letter still gets one', () => expect(suggestHandles('✨', '')[0]).toBe('dukan-2'));
	test('a reserved name is not suggested as it stands', () =>
		expect(suggestHandles('Daraz', 'Lahore').every((h) => !h.includes('daraz'))).toBe(true));
	test('long names stay short enough', () =>
		expect(suggestHandles('بہت ہی لمبا نام والی پیاری سی دکان ملتان شہر کی', 'ملتان').length).toBeGreaterThan(
			3
		));
});
