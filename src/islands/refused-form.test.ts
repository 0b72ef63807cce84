import { describe, expect, test } from 'vitest';
import { formKeys, orderIn, provePage, sentIn, standsAgain } from './refused-form.ts';

const asSent = async (body: BodyInit) => {
	const sent = new Response(body);
	return { type: sent.headers.get('content-type')!, body: new Uint8Array(await sent.arrayBuffer()) };
};
const wordsOf = async (fields: Record<string, string>) =>
	(await sentIn(await asSent(new URLSearchParams(fields)))).words;

describe('what she sent, to know it again', () => {
	test('S3 her words, whatever they look like: one Latin word, a number, Urdu', async () => {
		expect(
			await wordsOf({ title: 'Scarf', details: 'نیلی شال\nہاتھ کی بنی', price: '1500', stock: '3' })
		).toBe('Scarf\nنیلی شال\nہاتھ کی بنی\n1500\n3');
	});

	test('not what a form says for itself: tokens, ids, codes of choices, nor anything of a secret', async () => {
		const own = {
			_form: '0f3c',
			key: 'a1b2',
			id: '0190-7',
			version: '3f',
			number: '2',
			days: '3',
			category: 'embroidery',
			reason: 'sold_out',
			shown: '1',
			paid: '1',
			digits: '123456',
			picture_1: 'kite'
		};
		expect(await wordsOf({ ...own, name: 'Shabana', city: ' Multan ', empty: '' })).toBe('Shabana\nMultan');
	});

	test('her picture, and none where she chose none', async () => {
		const parts = new FormData();
		parts.set('_form', '0f3c');
		parts.set('photo', new File([new Uint8Array([255, 216, 255])], 'photo.jpg', { type: 'image/jpeg' }));
		const { words, picture } = await sentIn(await asSent(parts));
		expect([words, picture?.size, picture?.type]).toEqual(['', 3, 'image/jpeg']);
		parts.set('photo', new File([], ''));
		expect((await sentIn(await asSent(parts))).picture).toBeUndefined();
	});

	test('what cannot be read shows nothing, and can be sent or deleted all the same', async () => {
		const broken = { type: 'multipart/form-data; boundary=x', body: new Uint8Array([1, 2, 3]) };
		expect(await sentIn(broken)).toEqual({ words: '' });
	});
});

test('K3 where her secret was asked for, a way to give it, which knows where she was', () => {
	const url = 'https://q.example/en/sell/products/0190-7?/photo';
	expect([401, 403].map((refused) => provePage({ url, refused }, 'ur'))).toEqual(
		Array(2).fill('/ur/login/again?to=%2Fen%2Fsell%2Fproducts%2F0190-7')
	);
	expect([400, 404, 409].map((refused) => provePage({ url, refused }, 'ur'))).toEqual(
		Array(3).fill(undefined)
	);
});

test('S6 sent again it waits, until the server has taken it; no more is claimed', () => {
	const id = 'f1 p1';
	expect(standsAgain(id, [{ id }], 'p1')).toBe('wait');
	expect(standsAgain(id, [{ id: 'f2 p1', refused: 400 }], 'p1')).toBe('safe');
	expect(standsAgain(id, [{ id, refused: 403 }], 'p1'), 'refused anew, it says so').toBe('refused');
	expect(standsAgain(id, [], 'p2')).toBeUndefined();
	expect(standsAgain(id, [], undefined)).toBeUndefined();
	expect(standsAgain('', [], 'p1')).toBeUndefined();
});

test('what a form is about stands in its address: the nearest name first', () => {
	const at = (path: string) => formKeys(`https://q.example/ur/${path}`);
	expect(at('sell/orders/0190-7a?/confirm')).toEqual(['orders confirm', 'orders', 'sell']);
	expect(at('sell/open/handle?from=look')).toEqual(['open handle', 'open', 'sell']);
	expect(at('sell/products/new')).toEqual(['products new', 'products', 'sell']);
	expect(at('sell?/pause')).toEqual(['sell pause', 'sell', 'sell']);
	expect(at('me/about')).toEqual(['me about', 'me']);
	expect(at('learn/selling-online/a1/answer')).toEqual(['learn selling-online', 'learn']);
	expect(orderIn('https://q.example/ur/sell/orders/0190-7a?/confirm')).toBe('0190-7a');
	expect(orderIn('https://q.example/ur/sell/orders?/unblock')).toBeUndefined();
});
