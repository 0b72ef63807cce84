import { expect, test } from 'vitest';
import { answersIn, refusedIn, stepIn } from './opening.ts';

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

test('of what was refused, the last of each question, and none where a later answer waits', () => {
	const form = (id: string, path: string, refused?: number) => ({
		id,
		url: `https://q.example/ur/sell/${path}`,
		refused
	});
	const found = refusedIn([
		form('1', 'open/handle', 400),
		form('2', 'open/handle?from=look', 409),
		form('3', 'open/hours', 400),
		form('4', 'open/hours'),
		form('5', 'open/look', 409),
		form('6', 'products/new', 400)
	]);
	expect([...found].map(([step, { id }]) => [step, id])).toEqual([['handle', '2']]);
});
