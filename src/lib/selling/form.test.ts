import { describe, expect, test } from 'vitest';
import { parseForm, readForm, textFields } from './form.ts';
import { orderForm } from './order.schema.ts';
import { openShopForm, productForm } from './shop.schema.ts';

const product = { title: 'نیلی شال', details: '', price: '2,450', stock: '3' };
const shop = {
	name: 'شبانہ شالز',
	category: 'embroidery',
	city: 'ملتان',
	delivery_fee: '۲۵۰',
	returns: '3 دن',
	handle: 'shabana'
};

describe('forms of selling', () => {
	test('numbers in any digits, with thousands marks', () =>
		expect(parseForm(productForm, { ...product, price: '۲٬۴۵۰' })).toMatchObject({ value: { price: 2450 } }));

	test.each([
		['500', 500],
		['1,000', 1000],
		['1,00,000', 100_000],
		['100,000', 100_000],
		['1٬000', 1000],
		['۱،۵۰۰', 1500],
		['2 500', 2500],
		['Rs 500', 500],
		['Rs. 500/-', 500],
		['rs.1,500', 1500],
		['PKR 500', 500],
		['500/-', 500],
		['500 /=', 500],
		['500 Rs', 500],
		['500 روپے', 500],
		['۲۵۰ روپے', 250]
	])('a price of "%s" is %i, and so is a fee', (typed, price) => {
		expect(parseForm(productForm, { ...product, price: typed })).toMatchObject({ value: { price } });
		if (price <= 5000)
			expect(parseForm(openShopForm, { ...shop, delivery_fee: typed })).toMatchObject({
				value: { delivery_fee: price }
			});
	});

	test.each([
		['2,60', 'not-a-number'],
		['1,50', 'not-a-number'],
		['2 60', 'not-a-number'],
		['1,0000', 'not-a-number'],
		['1,00,00', 'not-a-number'],
		['10,,000', 'not-a-number'],
		[',500', 'not-a-number'],
		['500,', 'not-a-number'],
		['0,500', 'not-a-number'],
		['2٫60', 'not-a-number'],
		['500.00', 'not-a-number'],
		['Rs', 'not-a-number'],
		['/-', 'not-a-number'],
		['500 یا 600', 'not-a-number'],
		['', 'missing'],
		['مفت', 'not-a-number'],
		['-5', 'not-a-number'],
		['1.5', 'not-a-number'],
		['0', 'too-little'],
		['999999', 'too-much'],
		['1000000000000', 'too-much'],
		['9'.repeat(400), 'too-much']
	])('a price of "%s" is refused: %s', (price, fault) =>
		expect(parseForm(productForm, { ...product, price })).toEqual({ ok: false, faults: { price: fault } })
	);

	test('every faulty field is named at once', () =>
		expect(parseForm(productForm, { title: ' ', price: 'x' })).toEqual({
			ok: false,
			faults: { title: 'missing', price: 'not-a-number', stock: 'missing' }
		}));

	test('M8 a phone number in a public text is refused beside its field', () =>
		expect(parseForm(openShopForm, { ...shop, about: 'کال 0300 1234567' })).toEqual({
			ok: false,
			faults: { about: 'private' }
		}));

	test('U+0000 is refused at the door', () =>
		expect(parseForm(productForm, { ...product, title: 'a\u0000b' })).toMatchObject({ ok: false }));

	test('marks that turn a line round are taken out', () =>
		expect(parseForm(openShopForm, { ...shop, name: '\u202eشبانہ\u202c شالز' })).toMatchObject({
			value: { name: 'شبانہ شالز' }
		}));

	test('a shop form without optional lines is whole', () =>
		expect(parseForm(openShopForm, shop)).toMatchObject({
			ok: true,
			value: { about: '', area: '', delivery_fee: 250 }
		}));

	test('an order needs a landmark and a usable address', () =>
		expect(
			parseForm(orderForm, { quantity: '1', name: 'عائشہ', phone: '0300', city: 'ملتان', address: 'گھر' })
		).toEqual({ ok: false, faults: { address: 'too-short', landmark: 'missing' } }));

	test('a form is read once per field, files are not text', () => {
		const data = new FormData();
		data.append('a', '1');
		data.append('a', '2');
		data.append('f', new Blob(['x']), 'x.txt');
		expect(textFields(data)).toEqual({ a: '1' });
	});

	test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/json'])(
		'what is no form counts as an empty one: %s',
		async (type) => {
			const request = new Request('http://x', {
				method: 'POST',
				body: 'junk',
				headers: { 'content-type': type }
			});
			expect([...(await readForm(request))]).toEqual([]);
		}
	);
});
