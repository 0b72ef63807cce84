import { describe, expect, it } from 'vitest';
import { decideSecret, readSecret, SECRET_PICTURES } from './decide-secret.ts';

const digits = (text: string) => ({ pictures: [], digits: text });
const places = (...at: number[]) => ({ pictures: at.map((i) => SECRET_PICTURES[i]!), digits: '' });
const tag = (r: ReturnType<typeof decideSecret>) => (r.ok ? 'ok' : r.refusal.tag);

describe('secret', () => {
	it('K2 the board has twelve pictures, each once', () => {
		expect(new Set(SECRET_PICTURES).size).toBe(12);
	});

	it.each([
		'123456',
		'654321',
		'012345',
		'890123',
		'111111',
		'000000',
		'121212',
		'123123',
		'010190',
		'311299',
		'123190',
		'900131',
		'199011',
		'011990',
		'786786',
		'147258',
		'112233'
	])('K2 refuses the common number %s', (text) => {
		expect(tag(decideSecret(digits(text)))).toBe('secret_common');
	});

	it.each(['493817', '905174', '680552'])('K2 takes %s', (text) => {
		expect(tag(decideSecret(digits(text)))).toBe('ok');
	});

	it.each([
		[0, 0, 0, 0],
		[0, 1, 2, 3],
		[3, 2, 1, 0],
		[8, 9, 10, 11],
		[5, 7, 5, 7],
		[0, 3, 11, 8]
	])('K2 refuses the common pictures %i %i %i %i', (...at) => {
		expect(tag(decideSecret(places(...at)))).toBe('secret_common');
	});

	it('K2 takes four pictures in their order, also one of them twice', () => {
		expect(decideSecret(places(4, 0, 9, 4))).toEqual({
			ok: true,
			value: { kind: 'pictures', text: [4, 0, 9, 4].map((i) => SECRET_PICTURES[i]).join() }
		});
		expect(tag(decideSecret(places(4, 0, 4, 9)))).toBe('ok');
	});

	it('K2 reads ۰–۹ and ٠–٩', () => {
		expect(readSecret(digits('۴۹ ۳۸-۱۷'))).toEqual({ ok: true, value: { kind: 'digits', text: '493817' } });
		expect(readSecret(digits('٤٩٣٨١٧'))).toEqual({ ok: true, value: { kind: 'digits', text: '493817' } });
	});

	it('says what is missing', () => {
		expect(readSecret(digits(''))).toEqual({ ok: false, refusal: { tag: 'secret_missing' } });
		expect(readSecret(digits('12345'))).toEqual({ ok: false, refusal: { tag: 'digits_length', count: 5 } });
		expect(readSecret(places(1, 2))).toEqual({ ok: false, refusal: { tag: 'pictures_missing', chosen: 2 } });
		expect(readSecret({ ...places(1, 2, 5, 5), digits: '493817' })).toEqual({
			ok: false,
			refusal: { tag: 'secret_both' }
		});
	});

	it('knows nothing outside the board', () => {
		expect(tag(readSecret({ pictures: ['kite', 'kite', 'moon', '../key'], digits: '' }))).toBe(
			'pictures_missing'
		);
	});
});
