import { expect, test } from 'vitest';
import type { StoredEvent } from '../progress/index.ts';
import { project } from './ingest.server.ts';

/** @returns who was given which events, in the order of the calls */
async function given(kinds: Record<string, string[]>, events: string[]): Promise<string[]> {
	const calls: string[] = [];
	const projectors = Object.entries(kinds).map(([name, kinds]) => ({
		name,
		kinds,
		apply: async (_: unknown, portion: readonly StoredEvent[]) =>
			void calls.push(`${name}: ${portion.map(({ id }) => id).join(' ')}`),
		reset: async () => {}
	}));
	const stored = events.map((kind, i) => ({ kind, id: `${kind}${i}` }) as StoredEvent);
	await project({} as never, projectors, stored);
	return calls;
}

const kinds = { progress: ['card', 'draft'], assessment: ['check', 'draft'], badges: ['check', 'draft'] };

test('what one projector wants comes in one portion', async () => {
	expect(await given(kinds, ['card', 'card', 'unknown', 'card'])).toEqual(['progress: card0 card1 card3']);
});

test('what several want comes one event at a time, through all of them before the next', async () => {
	expect(await given(kinds, ['card', 'draft', 'draft', 'check', 'card'])).toEqual([
		'progress: card0',
		'progress: draft1',
		'assessment: draft1',
		'badges: draft1',
		'progress: draft2',
		'assessment: draft2',
		'badges: draft2',
		'assessment: check3',
		'badges: check3',
		'progress: card4'
	]);
});

test('nothing to give calls nobody', async () => {
	expect(await given(kinds, [])).toEqual([]);
	expect(await given(kinds, ['unknown'])).toEqual([]);
});
