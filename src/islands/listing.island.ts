/** The eight tiles of a lesson's listing builder brought to life. */
import './chromium-80.ts';
import { active, keepDraft, readDraft, watchTile } from '#lib/offline/index.ts';
import type { ListingDraft } from '#lib/progress/index.ts';
import { hydrate } from 'svelte';
import Builder from './Builder.svelte';
import type { BuilderProps, Lines } from './builder.ts';
import { eventBody, islandData, type Brought } from './island-data.ts';

const bring: Brought['default'] = (openPhone) => {
	const { target, props } = islandData<BuilderProps>('listing');
	/** Half a listing outlives a tile that closes by itself (K3, S8). A phone that keeps nothing keeps no draft. */
	const draft = `listing ${props.practice}`;
	let kept: Promise<unknown> = Promise.resolve();
	void openPhone().then(watchTile, () => undefined);
	/** Whose page this is: what is typed here is hers alone (K8). */
	const page = openPhone().then(
		async ({ store }) => (await store.read(active))?.id ?? '',
		() => undefined
	);

	hydrate(Builder, {
		target,
		props: {
			...props,
			before: () =>
				openPhone().then(
					({ store }) => readDraft<Lines>(store, draft),
					() => undefined
				),
			typed: (lines: Lines) => {
				const keep = async () => keepDraft((await openPhone()).store, draft, lines, await page);
				kept = kept.then(keep).catch(() => undefined);
			},
			filled: async () =>
				(await openPhone()).record('practice.done', { ...eventBody(), practice: props.practice, missed: [] }),
			keep: async (value: ListingDraft) =>
				(await openPhone()).record('draft.saved', { part: 'listing', value: { ...value } })
		}
	});
	target.dataset.live = '';
};
export default bring;
