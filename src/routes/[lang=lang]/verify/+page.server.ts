import { didOf } from '#lib/badges/index.ts';
import { askVerify, currentList, readKeys } from '#lib/badges/index.server.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/**
 * Published: the same bytes for everyone, with the keys of its day. Without a signal the phone checks our signatures by
 * them (B4); a key that came after is left to the server.
 */
export const load: PageServerLoad = async ({ locals: { services, lang } }) => {
	const { env, clock, epoch, catalogue } = services;
	const keys = await readKeys(env.dataDir, clock());
	return {
		did: didOf(env.origin),
		keys: keys.map((key) => key.publicKeyMultibase),
		list: `/status/${currentList(epoch)}`,
		/** Of our own badges, in the language of the page: a badge itself is written in English. */
		titles: Object.fromEntries(catalogue.earned().map(({ badge }) => [badge.id, badge.name[lang]]))
	};
};

/** The file, or what was typed in its place; of both, the file. */
async function bytesOf(form: FormData): Promise<Uint8Array> {
	const file = form.get('file');
	if (file instanceof File && file.size > 0) return new Uint8Array(await file.arrayBuffer());
	const text = form.get('text');
	return Buffer.from(typeof text === 'string' ? text.trim() : '');
}

/** B7. Anybody brings a badge; nothing of it is kept. The page is the same for all: it needs no cookie and no token. */
export const actions: Actions = {
	default: async ({ request, locals: { services, lang }, getClientAddress }) => {
		// Read whole, up to the limit of every door: a browser that is answered while it sends shows no answer.
		const bytes = await bytesOf(await request.formData());
		const asked = await askVerify(services, { bytes, network: getClientAddress(), lang });
		if (!asked.ok) return fail(429, { tooOften: true });
		const { checked, shown } = asked.value;
		const result = {
			checked,
			shown: shown && {
				awardId: shown.awardId,
				name: shown.name,
				description: shown.description,
				criteria: shown.criteria,
				holder: shown.holder,
				tileSeed: shown.tileSeed,
				reason: shown.revoked?.reason
			}
		};
		if (checked.verdict === 'too_large') return fail(413, { result });
		return checked.reason === 'empty' ? fail(400, { result }) : { result };
	}
};
