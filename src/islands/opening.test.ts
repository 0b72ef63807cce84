import { expect, test } from 'vitest';
import { answersIn, stepIn } from './opening.ts';

test('an address names a question, the look, or the beginning', () => {
	expect(
		['/ur/sell/open/name', '/en/sell/open/look', '/ur/sell/open', '/ur/sell/open/nothing', '/ur/sell'].map(
			stepIn
		)
	).toEqual(['name', 'look', 'start', 'start', 'start']);
});

test('of several answers to one question the last one stands; a passed over one is empty; others are no answers', async () => {
	const form = (step: string, body: string) => ({
		url: `https://q.example/ur/sell/open/${step}`,
		type: 'application/x-www-form-urlencoded',
		body: new TextEncoder().encode(body)
	});
	expect(
		await answersIn([
			form('city', 'city=Multan&_form=t'),
			form('about', 'skip=1'),
			form('city', 'city=%D9%84%D8%A7%DB%81%D9%88%D8%B1'),
			form('look', 'handle=x'),
			{ ...form('edit', 'name=x'), url: 'https://q.example/ur/sell/edit' },
			{ ...form('returns', 'x'), type: 'nonsense' }
		])
	).toEqual({ city: { city: 'لاہور' }, about: {}, returns: {} });
});
