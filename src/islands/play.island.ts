/** A lesson's played practice brought to life: its scenes come beside it. */
import './chromium-80.ts';
import { playDraft, type PlayMove } from '#lib/assessment/index.ts';
import { active, keepDraft, readDraft, watchTile } from '#lib/offline/index.ts';
import { hydrate } from 'svelte';
import { eventBody, islandData, type Brought } from './island-data.ts';
import Play from './Play.svelte';
import type { PlayProps } from './play.ts';

const bring: Brought['default'] = (openPhone) => {
	const { target, props } = islandData<PlayProps & { keeps?: 'profile' | 'policy'; source: string }>('play');
	const draft = `play ${props.practice}`;
	const step = `#${props.practice}-do`;
	let playing = true;
	/** The newest moves, while they are not kept yet: on a slow phone she may be further than what is being written. */
	let newest: PlayMove[] | undefined;
	void openPhone().then(watchTile, () => undefined);
	/** Whose page this is: what is typed here is hers alone (K8). */
	const page = openPhone().then(
		async ({ store }) => (await store.read(active))?.id ?? '',
		() => undefined
	);
	/** While it is played, the shelf's large button would lead past it; the practice has its own. */
	const mind = () => document.body.toggleAttribute('data-playing', playing && location.hash === step);
	addEventListener('hashchange', mind);

	/** The page says while something is not kept yet: whoever closes it before loses the last move. */
	const keep = async () => {
		target.dataset.keeping = '';
		for (let writing: typeof newest; writing !== newest;) {
			writing = newest;
			await openPhone()
				.then(async ({ store }) => keepDraft(store, draft, writing, await page))
				.catch(() => undefined);
		}
		newest = undefined;
		delete target.dataset.keeping;
	};

	/** Without its scenes it stays the plain form that it is. */
	const start = ({
		default: said
	}: {
		default: Pick<PlayProps, 'data' | 'shown' | 'pictures' | 'words'>;
	}) => {
		hydrate(Play, {
			target,
			props: {
				...props,
				...said,
				on: {
					before: () =>
						openPhone().then(
							({ store }) => readDraft<PlayMove[]>(store, draft),
							() => undefined
						),
					moved(moves: PlayMove[], goesOn: boolean) {
						playing = goesOn;
						mind();
						if (!moves.length) return;
						const isKeeping = newest !== undefined;
						newest = moves;
						if (!isKeeping) void keep();
					},
					async done(missed: string[], fills: Record<string, string>) {
						// A phone that keeps nothing lets her play all the same; the state of the lesson says so.
						const phone = await openPhone().catch(() => undefined);
						const value = props.keeps && playDraft(said.data, fills);
						await phone
							?.record('practice.done', { ...eventBody(), practice: props.practice, missed })
							.catch(() => 0);
						if (!phone || !value) return false;
						return phone.record('draft.saved', { part: props.keeps!, value }).then(
							() => true,
							() => false
						);
					}
				}
			}
		});
		target.dataset.live = '';
	};
	void import(/* @vite-ignore */ props.source).then(start, () => undefined);
};
export default bring;
