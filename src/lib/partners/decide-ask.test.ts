import { describe, expect, it } from 'vitest';
import { answerAddress, askQuery, readAsk } from './decide-ask.ts';
import { readOrigins } from './decide-origins.ts';

const partner = { origins: ['https://bazaar.example', 'https://shop.bazaar.example:8443'] };
const good = {
	return: 'https://bazaar.example/back?lang=ur',
	state: 'a.b_C-9',
	challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
};
const asked = (change: Record<string, string>) =>
	readAsk(new URLSearchParams({ ...good, ...change }), partner);

describe('what brought her to a claim', () => {
	it('is a button with its way back, or the request of a waiting computer', () => {
		expect(asked({})).toEqual({
			ok: true,
			value: { kind: 'button', returnTo: good.return, state: good.state, challenge: good.challenge }
		});
		const request = 'ab'.repeat(32);
		expect(readAsk(new URLSearchParams({ request }), partner)).toEqual({
			ok: true,
			value: { kind: 'qr', request }
		});
	});

	it('comes through its own query unchanged', () => {
		const read = asked({ state: 'x&return=https://evil.example/#%2f' });
		if (!read.ok) throw new Error(read.refusal.tag);
		expect(readAsk(new URLSearchParams(askQuery(read.value)), partner)).toEqual(read);
	});

	it.each([
		'',
		'https://evil.example/',
		'https://bazaar.example.evil.example/',
		'https://bazaar.example@evil.example/',
		'https://someone:secret@bazaar.example/',
		'https://evil.example\\@bazaar.example/',
		'//bazaar.example/back',
		'/back',
		'http://bazaar.example/back',
		'https://bazaar.example:444/back',
		'https://shop.bazaar.example/back',
		'javascript:alert(1)//https://bazaar.example',
		'data:text/html,x',
		'https://bazaar.example/back#there',
		'https://bаzaar.example/back',
		`https://bazaar.example/${'x'.repeat(600)}`
	])('%j is no way back', (to) => {
		expect(asked({ return: to })).toEqual({ ok: false, refusal: { tag: 'bad_return' } });
	});

	it.each([
		{ state: '' },
		{ state: 'with space' },
		{ state: 'ی' },
		{ state: 'x'.repeat(201) },
		{ challenge: 'short' },
		{ challenge: `${good.challenge}=` },
		{ request: 'AB'.repeat(32) },
		{ request: '' }
	] as Record<string, string>[])('%j is a broken link', (change) => {
		expect(asked(change)).toEqual({ ok: false, refusal: { tag: 'bad_link' } });
	});

	it('says a thing once: of two ways back none is taken', () => {
		const twice = new URLSearchParams(good);
		twice.append('return', 'https://evil.example/');
		expect(readAsk(twice, partner).ok).toBe(false);
	});

	it('is answered with one claim and her state, whatever stood in the way back', () => {
		const read = asked({ return: 'https://bazaar.example/back?claim=old&claim=older&state=s&page=2' });
		if (!read.ok || read.value.kind !== 'button') throw new Error('no button');
		expect(answerAddress(read.value, 'new')).toBe(
			'https://bazaar.example/back?page=2&claim=new&state=a.b_C-9'
		);
		expect(answerAddress(read.value, null)).toBe(
			'https://bazaar.example/back?page=2&declined=1&state=a.b_C-9'
		);
	});
});

describe('origins of a partner', () => {
	it('are https, one a line, each once', () => {
		expect(
			readOrigins('https://a.example\n https://b.example:8443\nhttps://a.example', { loopback: false })
		).toEqual({
			ok: true,
			value: ['https://a.example', 'https://b.example:8443']
		});
	});

	it.each([
		'',
		'a.example',
		'http://a.example',
		'https://a.example/',
		'https://a.example/x',
		'https://u@a.example',
		'https://*.example',
		'null',
		'file:///'
	])('%j is none', (typed) => {
		expect(readOrigins(typed, { loopback: true }).ok).toBe(false);
	});

	it('are on this machine only for a demo', () => {
		expect(readOrigins('http://localhost:5000', { loopback: true }).ok).toBe(true);
		expect(readOrigins('http://localhost:5000', { loopback: false }).ok).toBe(false);
		expect(readOrigins('http://localhost.example:5000', { loopback: true }).ok).toBe(false);
	});
});
