/**
 * K5. She had everything deleted: the tile that is open on this phone goes with all that still waited in it, so that nothing
 * of it is offered to be sent. The server is asked first whether it is so: a link to this page takes nothing away.
 */
import { active, openPhone, removeTile, server } from '#lib/offline/index.ts';
import { closeTile } from './close-tile.ts';

async function takeOff(): Promise<'off' | 'stays' | undefined> {
	const { store } = await openPhone();
	const profile = await store.read(active);
	if (!profile?.learnerId) return undefined;
	const { id, token = '', learnerId: learner, device = id, isGone } = profile;
	if (!isGone && (await server.send(token, [], { device, learner })).status !== 410) return 'stays';
	await closeTile(store);
	await removeTile(store, id);
	return 'off';
}

void takeOff()
	.catch(() => 'stays' as const)
	.then((what) => {
		for (const said of document.querySelectorAll<HTMLElement>('[data-tile]'))
			said.hidden = said.dataset.tile !== what;
	});
