import { reachedId, type OpenReader, type Reached } from './reached.ts';
import type { LogPage, Server } from './server.ts';
import type { Access, Act, EventRow, Note, PhoneStore } from './store.ts';
import { seal } from './vault.ts';

/**
 * Fetches what the server holds of the open learner and this phone lacks: all of it after erased storage or on a new
 * phone, and what another phone of hers did. Page by page, each kept with how far it goes, so a cut loses nothing.
 * @returns false where the signal went or the server refused
 */
export async function pull(
	store: PhoneStore,
	server: Server,
	{ id: profile, key, reader }: OpenReader & { reader: string }
): Promise<boolean> {
	for (;;) {
		const { reached, epoch } = await store.read(async (t) => ({
			reached: await t.get<Reached>('notes', reachedId(profile)),
			epoch: (await t.get<Note<string>>('notes', 'epoch'))?.value
		}));
		if (!reached || reached.to <= reached.pos) return true;
		const page = await server.pull(reader, reached.pos);
		if (!page) return false;
		if (page.epoch !== epoch) {
			// Restored meanwhile (S9): asked at once, the server says so and all is offered again.
			await store.write((t) => t.drop('notes', reachedId(profile)));
			return false;
		}
		const rows = await Promise.all(
			page.events.map(
				async ({ id, profile: origin, device, seq, actor, kind, v, at, body }): Promise<EventRow> => {
					const act: Act = { actor, kind, v, at, body };
					const row = { id, profile, origin, device, seq, state: 'known' as const };
					return key ? { ...row, box: await seal(key, id, act) } : { ...row, ...act };
				}
			)
		);
		await store.write((t) => keep(t, rows, profile, page));
	}
}

/** An event that is here already is only known to be held. */
async function keep(t: Access, rows: EventRow[], profile: string, { pos, more }: LogPage) {
	// Her tile was taken off meanwhile: nothing of hers is written any more.
	if (!(await t.get('profiles', profile))) return;
	for (const row of rows) {
		const mine = await t.get<EventRow>('events', row.id);
		if (!mine) await t.put('events', row);
		else if (mine.state === 'here') await t.put('events', { ...mine, state: 'known' });
	}
	// Gone where the server was restored meanwhile: then all is asked anew.
	const before = await t.get<Reached>('notes', reachedId(profile));
	if (before) await t.put('notes', { ...before, pos, to: more ? Math.max(before.to, pos + 1) : pos });
}
