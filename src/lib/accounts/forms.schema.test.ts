import { describe, expect, it } from 'vitest';
import { ABOUT_FIELDS, ABOUT_ME, readAboutMe } from './about-me.ts';
import { DISTRICTS, districtName, districtsOf, PROVINCES } from './districts.ts';
import { cleanLine } from './clean-line.ts';
import { claimsOf, readJoinForm } from './forms.schema.ts';

const form = (fields: Record<string, string | string[]>) => {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) for (const v of [value].flat()) data.append(name, v);
	return data;
};
const good = {
	key: 'a'.repeat(32),
	name: 'شبانہ',
	picture_1: 'moon',
	picture_2: 'kite',
	picture_3: 'fish',
	picture_4: 'moon',
	consent_learning: 'yes'
};
const faultsOf = (more: Record<string, string>, hasGuest = false) => {
	const read = readJoinForm(form({ ...good, ...more }), hasGuest);
	return read.ok ? {} : read.faults;
};

describe('join form', () => {
	it('needs name, secret and the consent that joining means; nothing else', () => {
		expect(readJoinForm(form(good), false)).toEqual({
			ok: true,
			value: {
				key: 'a'.repeat(32),
				name: 'شبانہ',
				mine: false,
				secret: { kind: 'pictures', text: 'moon,kite,fish,moon' },
				consents: [],
				profiles: []
			}
		});
		const empty = readJoinForm(form({}), true);
		expect(!empty.ok && Object.keys(empty.faults).sort()).toEqual([
			'form',
			'learning',
			'mine',
			'name',
			'secret'
		]);
	});

	it('K1 asks whose the work is when there is some', () => {
		expect(faultsOf({}, true)).toEqual({ mine: { tag: 'mine' } });
		expect(faultsOf({ mine: 'perhaps' }, true)).toEqual({ mine: { tag: 'mine' } });
		expect(faultsOf({ mine: 'no' }, true)).toEqual({});
	});

	it.each([
		[{ name: ' \u200f\u0000 ' }, 'name'],
		[{ name: 'ا'.repeat(61) }, 'name'],
		[{ phone: '0300' }, 'phone'],
		[{ consent_learning: '' }, 'learning'],
		[{ key: 'short' }, 'form'],
		[{ picture_4: '' }, 'secret'],
		[{ digits: '493817' }, 'secret']
	])('names the fault of %j', (more, field) => {
		expect(Object.keys(faultsOf(more as Record<string, string>))).toEqual([field]);
	});

	it('cleans a line of what nobody sees', () => {
		expect(cleanLine('  ش\u202eبا\u0000نہ \n بی\u200b ')).toBe('شبانہ بی');
		expect(cleanLine('e\u0301')).toBe('\u00e9');
	});

	it('K1 reads claims of profiles and her tile, and nothing that is no profile', () => {
		const id = '01932f4e-7c00-7000-8000-000000000001';
		expect(claimsOf(form({ profile: [`${id}.4294967295`, id, 'x', '../y.1', `${id}.1.5`] }))).toEqual({
			profiles: [id],
			tileSeed: 4294967295
		});
		for (const seed of ['-1', '0', '1.5', '4294967296', 'NaN', ''])
			expect(claimsOf(form({ profile: `${id}.${seed}` })).tileSeed).toBeUndefined();
	});
});

describe('about me', () => {
	it('keeps only what was offered', () => {
		const given: Record<string, unknown> = {
			gender: 'woman',
			age: '7',
			district: 'punjab-multan',
			sells_now: ['yes'],
			x: 'y'
		};
		expect(readAboutMe((field) => given[field])).toEqual({ gender: 'woman', district: 'punjab-multan' });
		expect(readAboutMe(() => '__proto__')).toEqual({});
	});

	it('reads back every offered answer', () => {
		for (const field of ABOUT_FIELDS)
			for (const answer of ABOUT_ME[field])
				expect(readAboutMe((f) => (f === field ? answer : undefined))).toEqual({ [field]: answer });
	});

	it('has districts with one id and two names each', () => {
		expect(new Set(DISTRICTS.map((d) => d.id)).size).toBe(DISTRICTS.length);
		for (const { id, name } of DISTRICTS) {
			expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
			expect(name.ur).toMatch(/^[\u0600-\u06ff ]+$/);
			expect(name.en).toMatch(/^[A-Za-z -]+$/);
		}
		expect(districtName('kp-swat', 'ur')).toBe('سوات');
		expect(PROVINCES.flatMap((p) => districtsOf(p, 'ur'))).toHaveLength(DISTRICTS.length);
	});
});
