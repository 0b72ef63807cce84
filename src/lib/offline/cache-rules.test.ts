import { describe, expect, test } from 'vitest';
import {
	afterKept,
	cacheRule,
	keepsForm,
	mayVisit,
	offlinePage,
	shellOf,
	type Asked
} from './cache-rules.ts';

const asked = (path: string, other: Partial<Asked> = {}): Asked => ({
	method: 'GET',
	navigates: true,
	fetched: false,
	own: true,
	path,
	...other
});

describe('cache rules', () => {
	test.each([
		['a page', asked('/ur/learn/selling-online/a1'), 'page'],
		['the start', asked('/'), 'page'],
		['a personal page', asked('/ur/me'), 'page'],
		['a picture', asked('/media/selling-online/a1.svg', { navigates: false }), 'asset'],
		['the page for no signal', asked('/en/offline'), 'app'],
		['where quick hide leads', asked('/blank'), 'app'],
		['a page that only begins like it', asked('/ur/offline/more'), 'page'],
		['a form', asked('/ur/me/about', { method: 'POST' }), 'form'],
		['what an island sends', asked('/ur/me/about', { method: 'POST', navigates: false }), undefined],
		['asking for the head alone', asked('/ur', { method: 'HEAD', navigates: false }), undefined],
		['another site', asked('/ur', { own: false }), undefined],
		['another site’s form', asked('/ur', { own: false, method: 'POST' }), undefined],
		['the door of the phone', asked('/api/sync', { navigates: false }), undefined],
		['a staff page', asked('/ur/staff'), undefined],
		['a staff form', asked('/en/staff/admin/shops', { method: 'POST' }), undefined],
		[
			'C2 a part of a download, which may be newer than what is kept',
			asked('/ur/learn/selling-online/a1', { navigates: false, fetched: true }),
			undefined
		],
		['this worker', asked('/service-worker.js', { navigates: false }), undefined]
	])('%s', (_name, request, rule) => expect(cacheRule(request)).toBe(rule));

	test('S8 what she writes in lessons, papers and shop may go later', () => {
		for (const path of [
			'/ur/learn/c/a1/answer',
			'/en/me/consent',
			'/ur/sell',
			'/ur/sell/orders/o1',
			'/ur/badge/b'
		])
			expect(keepsForm(path), path).toBe(true);
	});

	test('K2 a secret, a card and a buyer’s order are in no queue', () => {
		for (const path of [
			'/ur/join',
			'/en/login',
			'/ur/login/card',
			'/ur/login/again',
			'/ur/me/card',
			'/ur/logout',
			'/ur/shop/s/p/order',
			'/ur/menu'
		])
			expect(keepsForm(path), path).toBe(false);
	});

	test.each([
		['/ur/me', '/ur/phone/me'],
		['/en/me/card', '/en/phone/me'],
		['/ur/sell/products/p1', '/ur/phone/sell'],
		['/ur/sell/open', '/ur/phone/open'],
		['/en/sell/open/name', '/en/phone/open'],
		['/en/sell/open/done', '/en/phone/sell'],
		['/ur/sell/elsewhere', '/ur/phone/elsewhere'],
		['/ur/badge/01a', '/ur/phone/badge'],
		['/ur/logout', '/ur/who'],
		['/en/learn/selling-online/check', '/en/learn/selling-online/check/phone'],
		['/en/learn/selling-online/check/result', '/en/learn/selling-online/check/phone'],
		['/ur/learn/fraud-check/check/result', '/ur/learn/fraud-check/check/phone'],
		['/ur/learn/selling-online/a1', undefined],
		['/ur/menu', undefined],
		['/ur/badge/01a/picture.png', undefined],
		['/ur/shop/me', undefined],
		['/en/learn/selling-online/logout', undefined],
		['/de/me', undefined],
		['/ur', undefined]
	])('the shell of %s', (path, shell) => expect(shellOf(path)).toBe(shell));

	test('a kept form says so, and one that opens a shop leads on', () => {
		expect(afterKept('/ur/sell/edit')).toBe('/ur/offline?form');
		expect(afterKept('/en/sell/open/city')).toBe('/en/sell/open/city?kept');
	});

	test('the page for no signal speaks the language of the address', () => {
		expect(['/en', '/en/help', '/ur/help', '/', '/english'].map(offlinePage)).toEqual([
			'/en/offline',
			'/en/offline',
			'/ur/offline',
			'/ur/offline',
			'/ur/offline'
		]);
	});

	test('C1 only published bytes are kept as they pass by', () => {
		const answer = (status: number, headers: Record<string, string>, type = 'basic') =>
			({ status, type, headers: new Headers(headers) }) as Response;
		const published = { 'x-qadam-part': 'a'.repeat(64) };
		expect(mayVisit('/ur', answer(200, published))).toBe(true);
		expect(mayVisit('/i/lesson-Ab_c-123.js', answer(200, {}))).toBe(true);
		expect(mayVisit('/ur/me', answer(200, {}))).toBe(false);
		expect(mayVisit('/ur', answer(404, published))).toBe(false);
		expect(mayVisit('/ur', answer(206, published))).toBe(false);
		expect(mayVisit('/ur', answer(200, published, 'opaque'))).toBe(false);
		expect(mayVisit('/icons/icon.svg', answer(200, {}))).toBe(false);
	});
});
