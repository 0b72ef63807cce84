import { expect, test } from 'vitest';
import { append } from './append.ts';
import { memoryStore } from './memory-store.ts';
import { sendWaiting } from './outbox.ts';
import { adopt } from './profiles.ts';
import type { About, Server } from './server.ts';
import { isFull, tellingPhone } from './tell-phone.ts';

test('T4 every batch says what waits behind it, and whether the phone is full', async () => {
	const store = memoryStore();
	await adopt(store, { profileId: 'p1', learnerId: 'l-p1', token: 'token' });
	for (let i = 0; i < 130; i++)
		await append(store, 'lesson.finished', { course: 'tiny', version: 'v1', lang: 'ur', lesson: 't1' });
	const told: About['phone'][] = [];
	const server: Server = {
		async send(_token, events, { phone }) {
			told.push(phone);
			return { status: 200, outcomes: events.map(({ id }) => ({ id, outcome: 'accepted' })) };
		},
		pull: async () => undefined
	};
	await sendWaiting(
		store,
		tellingPhone(store, server, async () => true)
	);
	expect(told.slice(0, 2)).toEqual([
		{ waiting: 30, full: true },
		{ waiting: 0, full: true }
	]);
});

test('a phone is full when hardly any room is left; a browser that cannot tell has room', async () => {
	const storage = (quota?: number, usage?: number) => ({ estimate: async () => ({ quota, usage }) as never });
	expect(await isFull(storage(60e6, 58e6))).toBe(true);
	expect(await isFull(storage(600e6, 58e6))).toBe(false);
	expect(await isFull(storage())).toBe(false);
	expect(await isFull(undefined)).toBe(false);
	expect(await isFull({ estimate: () => Promise.reject(new Error('no')) })).toBe(false);
});
