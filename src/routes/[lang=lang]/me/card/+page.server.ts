import {
	deviceOf,
	findOpenLearner,
	joinedOf,
	keyOf,
	putHandover,
	reissueCard,
	SECRET_FIELDS,
	secretOf,
	takeHandover,
	typedSecret,
	withWait
} from '#lib/accounts/index.server.ts';
import { groupCode, type FormFault } from '#lib/accounts/index.ts';
import { hex } from '#lib/platform/ids.ts';
import { fail, redirect } from '@sveltejs/kit';
import { qrSquares } from './qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals: { services, learner, lang, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	const { learnerId } = learner;
	const handover = takeHandover(services, cookies, learnerId);
	const person = await findOpenLearner(services.db, learnerId);
	const card = handover?.card;
	return {
		formToken,
		key: hex(services.random(16)),
		name: person?.display_name ?? '',
		tileSeed: person?.tile_seed ?? 1,
		joined: handover ? joinedOf(handover) : [],
		refused: Boolean(handover?.refused.length),
		// Came here by the card's QR, which is used up now.
		cardUsed: Boolean(handover && !card && !handover.shown),
		card: card && {
			code: groupCode(card.code),
			qr: qrSquares(`${services.env.origin}/${lang}/login/card?t=${card.recovery}`)
		}
	};
};

const again = (status: number, form: FormData, fault: FormFault) =>
	fail(status, { key: keyOf(form), secret: typedSecret(form), fault });

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const form = await request.formData();
		const secret = secretOf(form);
		if (!secret.ok) return again(400, form, secret.refusal);
		const key = keyOf(form);
		if (!key) return again(400, form, { tag: 'form' });
		const made = await reissueCard(services, {
			learnerId: learner.learnerId,
			key,
			secret: secret.value,
			deviceHash: deviceOf(services, cookies)
		});
		if (!made.ok) {
			const fault = withWait(made.refusal, services.clock());
			if (fault.tag !== 'wrong') return again(400, form, fault);
			for (const field of SECRET_FIELDS) form.delete(field);
			return again(400, form, { tag: 'wrong_secret' });
		}
		putHandover(services, cookies, made.value);
		redirect(303, `/${lang}/me/card`);
	}
};
