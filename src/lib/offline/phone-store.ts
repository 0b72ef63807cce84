import type { ServerNews } from '#lib/progress/index.ts';
import type { Clock } from '../platform/clock.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import type { PhoneEvent, PhoneStore, Profile } from './store.ts';
import type { Access, Tables } from './tables.ts';

interface Named<T> {
	name: string;
	value: T;
}

/** The rules of the phone's memory over any tables that can do a transaction. */
export function phoneStore(tables: Tables, clock: Clock, random: Random): PhoneStore {
	const meta = async <T>(t: Access, name: string) => (await t.get<Named<T>>('meta', name))?.value;

	async function active(t: Access): Promise<Profile | undefined> {
		const id = await meta<string>(t, 'active');
		return id ? t.get<Profile>('profiles', id) : undefined;
	}

	/** The active profile; a guest of its own where there is none (K1). */
	async function somebody(t: Access): Promise<Profile> {
		const known = await active(t);
		if (known) return known;
		const guest: Profile = { id: uuidv7(clock(), random), tileSeed: seed(), seq: 0 };
		await t.put('profiles', guest);
		await t.put('meta', { name: 'active', value: guest.id });
		return guest;
	}

	async function device(t: Access): Promise<string> {
		const known = await meta<string>(t, 'device');
		if (known) return known;
		const value = uuidv7(clock(), random);
		await t.put('meta', { name: 'device', value });
		return value;
	}

	/** 1 … 2³² − 1 */
	const seed = () => new DataView(random(4).buffer).getUint32(0) || 1;

	const draftName = (profile: Profile, name: string) => `${profile.id} ${name}`;

	return {
		lasting: tables.lasting,
		active: () => tables.run('readonly', active),
		profiles: () => tables.run('readonly', (t) => t.all<Profile>('profiles')),

		adopt: ({ profileId, learnerId, token, name, tileSeed }) =>
			tables.run('readwrite', async (t) => {
				const known = await t.get<Profile>('profiles', profileId);
				await t.put('profiles', {
					id: profileId,
					tileSeed: tileSeed ?? known?.tileSeed ?? seed(),
					seq: known?.seq ?? 0,
					learnerId,
					token,
					name: name ?? undefined
				});
				await t.put('meta', { name: 'active', value: profileId });
			}),

		append: (kind, body) =>
			tables.run('readwrite', async (t) => {
				const profile = await somebody(t);
				const at = clock();
				const event: PhoneEvent = {
					id: uuidv7(at, random),
					profile: profile.id,
					actor: 'self',
					device: await device(t),
					seq: profile.seq + 1,
					kind,
					v: 1,
					at,
					body,
					state: 'here'
				};
				await t.put('profiles', { ...profile, seq: event.seq });
				await t.put('events', event);
				return event;
			}),

		log: (profileId) => tables.run('readonly', (t) => t.list('log', [profileId])),
		waiting: (profileId, after, most) =>
			tables.run('readonly', (t) => t.list('queue', ['here', profileId], after, most)),

		settle: (profileId, outcomes, news) =>
			tables.run('readwrite', async (t) => {
				for (const { id, outcome, reason } of outcomes) {
					const event = await t.get<PhoneEvent>('events', id);
					if (!event || event.profile !== profileId) continue;
					const state = outcome === 'accepted' || outcome === 'known' ? 'safe' : outcome;
					await t.put('events', { ...event, state, reason });
				}
				if (news) await t.put('meta', { name: `news ${profileId}`, value: news });
			}),
		news: (profileId) => tables.run('readonly', (t) => meta<ServerNews>(t, `news ${profileId}`)),

		draft: <T>(name: string) =>
			tables.run('readonly', async (t) => {
				const profile = await active(t);
				return profile && (await t.get<Named<T>>('drafts', draftName(profile, name)))?.value;
			}),
		keepDraft: (name, value) =>
			tables.run('readwrite', async (t) => {
				const key = draftName(await somebody(t), name);
				if (value === undefined) await t.remove('drafts', key);
				else await t.put('drafts', { name: key, value });
			})
	};
}
