/** A lesson with the listing builder: the lesson's own script, and the eight tiles brought to life. */
import './chromium-80.ts';
import { openPhone } from '#lib/offline/index.ts';
import type { ListingDraft } from '#lib/progress/index.ts';
import { hydrate } from 'svelte';
import Builder from './Builder.svelte';
import type { BuilderProps } from './builder.ts';
import { eventBody, islandData } from './island-data.ts';
import './lesson.island.ts';

const { target, props } = islandData<BuilderProps>('listing');
hydrate(Builder, {
	target,
	props: {
		...props,
		filled: async () =>
			(await openPhone()).record('practice.done', { ...eventBody(), practice: props.practice, missed: [] }),
		keep: async (draft: ListingDraft) =>
			(await openPhone()).record('draft.saved', { part: 'listing', value: { ...draft } })
	}
});
