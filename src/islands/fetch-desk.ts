import { keepHers, openPhone, readPhone } from '#lib/offline/index.ts';

/**
 * Keeps how her shop stands, for reading without a signal. Only for whoever is open on this phone, by her own reader: what
 * comes after her tile was closed is not kept (K8).
 * @returns whether there is news of it
 */
export async function fetchDesk(): Promise<boolean> {
	const { profile } = await readPhone();
	if (!profile?.reader) return false;
	const answer = await fetch('/api/desk', {
		credentials: 'omit',
		headers: { authorization: `Bearer ${profile.reader}` }
	}).catch(() => undefined);
	if (answer?.status !== 200) return false;
	const { store } = await openPhone();
	return keepHers(store, 'desk', await answer.json(), profile.id);
}
