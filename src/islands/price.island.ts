/** A lesson with the price calculator: the lesson's own script, and the pot brought to life. */
import './chromium-80.ts';
import { openPhone } from '#lib/offline/index.ts';
import type { PriceDraft } from '#lib/progress/index.ts';
import { hydrate } from 'svelte';
import './lesson.island.ts';
import Pot from './Pot.svelte';
import type { PotProps } from './pot.ts';
import { eventBody, islandData } from './island-data.ts';

const { target, props } = islandData<PotProps>('price');
hydrate(Pot, {
	target,
	props: {
		...props,
		filled: async () =>
			(await openPhone()).record('practice.done', { ...eventBody(), practice: props.practice, missed: [] }),
		keep: async (draft: PriceDraft) =>
			(await openPhone()).record('draft.saved', { part: 'price', value: { ...draft } })
	}
});
