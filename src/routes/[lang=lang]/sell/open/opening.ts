/** What the pages that open a shop have in common: who may be there, and what stands in the way, in words. */
import { redirect } from '@sveltejs/kit';
import { readOpening, type Opening, type OpeningStop } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { joinedLearner, provenLearner } from '../seller.ts';

/** Her shop on its way; whoever has none to open is shown where she belongs. */
export async function openingOf(locals: App.Locals, url: URL): Promise<Opening> {
	const { services, lang } = locals;
	const read = await readOpening(services.db, joinedLearner(locals), lang);
	if (!read.ok) redirect(303, wayOut(read.stop, lang));
	provenLearner(locals, url);
	return read.opening;
}

/** The page that says what stops her. */
export const wayOut = ({ tag }: OpeningStop, lang: string): string =>
	tag === 'suspended' || tag === 'under-18' ? `/${lang}/sell/open` : `/${lang}/sell`;

export const stopWord = ({ tag }: OpeningStop): string =>
	tag === 'under-18'
		? m.selling_face_under_18()
		: tag === 'suspended'
			? m.selling_face_suspended()
			: tag === 'shop'
				? m.opening_late()
				: m.selling_no_seller();
