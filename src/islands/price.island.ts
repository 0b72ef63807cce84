/** The price calculator of a lesson brought to life. */
import './chromium-80.ts';
import type { PriceDraft } from '#lib/progress/index.ts';
import { hydrate } from 'svelte';
import Pot from './Pot.svelte';
import type { PotProps } from './pot.ts';
import { eventBody, islandData, type Brought } from './island-data.ts';

const bring: Brought['default'] = (openPhone) => {
	const { target, props } = islandData<PotProps>('price');
	hydrate(Pot, {
		target,
		props: {
			...props,
			filled: async () =>
				(await openPhone()).record('practice.done', {
					...eventBody(),
					practice: props.practice,
					missed: []
				}),
			keep: async (draft: PriceDraft) =>
				(await openPhone()).record('draft.saved', { part: 'price', value: { ...draft } })
		}
	});
	target.dataset.live = '';
};
export default bring;
