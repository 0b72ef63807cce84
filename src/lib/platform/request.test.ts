import { expect, test } from 'vitest';
import { inRequest, numberOf, readRequestId, requestId } from './request.server.ts';

test('an id of a proxy is kept where it is one, whatever its letters', () => {
	const uuid = '0192F0C1-7a2b-4c3d-8e4f-5a6b7c8d9e0f';
	expect(readRequestId(uuid)).toBe(uuid.toLowerCase());
	expect(readRequestId('5a6b7c8d9e0f0192f0c17a2b4c3d8e4f')).toBe('5a6b7c8d9e0f0192f0c17a2b4c3d8e4f');
});

test.each([
	null,
	'',
	'03001234567',
	'nasreen',
	'0192f0c1-7a2b-4c3d-8e4f',
	`${'a'.repeat(32)}\nX-Injected: 1`,
	'a'.repeat(33),
	'g'.repeat(32),
	'۰'.repeat(32)
])('%j is none: one is made', (given) => {
	const id = readRequestId(given);
	expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	expect(readRequestId(given)).not.toBe(id);
});

test('the number of an id is eight digits, and always the same', () => {
	expect(numberOf('0192f0c1-7a2b-4c3d-8e4f-5a6b00000009')).toBe('0000 0009');
	expect(numberOf('0192f0c1-7a2b-4c3d-8e4f-5a6bffffffff')).toBe('9496 7295');
	expect(numberOf('5a6b7c8d9e0f0192f0c17a2b4c3d8e4f')).toMatch(/^\d{4} \d{4}$/);
});

test('work of a request knows its id, also after it waited; two at once do not mix', async () => {
	const work = async () => {
		const before = requestId();
		await new Promise((resolve) => setImmediate(resolve));
		return [before, requestId()];
	};
	expect(await Promise.all([inRequest('a', work), inRequest('b', work)])).toEqual([
		['a', 'a'],
		['b', 'b']
	]);
	expect(requestId()).toBeUndefined();
});
