import {
	allowAsk,
	declineAsk,
	findPartner,
	isWaiting,
	readOffer,
	type Answered,
	type AnswerRefusal
} from '#lib/partners/index.server.ts';
import { askQuery, readAsk, type Ask, type Partner } from '#lib/partners/index.ts';
import type { Result } from '#lib/platform/result.ts';
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent, 'url' | 'locals'> & { params: { partner: string } };

/** Who asks, and what for; a link that is not whole is followed nowhere. */
async function read({ url, params, locals: { services } }: Asked): Promise<{ partner: Partner; ask: Ask }> {
	const partner = await findPartner(services.db, params.partner);
	if (!partner || partner.stoppedAt !== null) error(404, 'no such partner');
	const ask = readAsk(url.searchParams, partner);
	if (!ask.ok) error(400, ask.refusal.tag);
	return { partner, ask: ask.value };
}

/** Where her answer would go; of a computer, wherever this partner may be. */
const hostsOf = (partner: Partner, ask: Ask): string[] => [
	...new Set((ask.kind === 'button' ? [ask.returnTo] : partner.origins).map((to) => new URL(to).host))
];

/** Who asks, and exactly what would be told. Looking keeps nothing: previews and second looks do no harm. */
export const load: PageServerLoad = async (event) => {
	const { partner, ask } = await read(event);
	const { services, lang, learner, formToken } = event.locals;
	const offer = learner && (await readOffer(services, learner.learnerId, partner, lang));
	return {
		formToken,
		query: askQuery(ask),
		computer: ask.kind === 'qr',
		waiting: ask.kind === 'button' || (await isWaiting(services, partner, ask.request)),
		partner: {
			id: partner.id,
			name: partner.name,
			hosts: hostsOf(partner, ask)
		},
		badgeName: services.catalogue.earned().find(({ badge }) => badge.id === partner.badge)?.badge.name[lang],
		offer: offer?.ok
			? { badgeName: offer.value.badgeName, name: offer.value.name, phone: offer.value.phone }
			: null,
		why: offer?.ok === false ? offer.refusal.tag : null,
		joined: learner?.kind === 'joined'
	};
};

/** The page itself leads back: a form of ours may send nobody to another site (CSP, form-action). */
const answered = (done: Result<Answered, AnswerRefusal>, allowed: boolean) =>
	done.ok ? { allowed, to: done.value.to, fault: null } : fail(409, { fault: done.refusal.tag });

export const actions: Actions = {
	allow: async (event) => {
		const { partner, ask } = await read(event);
		const { services, learner, lang } = event.locals;
		if (learner?.kind !== 'joined') return fail(409, { fault: 'not_joined' as const });
		const contact = (await event.request.formData()).get('contact') === 'yes';
		const { learnerId } = learner;
		return answered(await allowAsk(services, { learnerId, lang, partner, ask, contact }), true);
	},
	decline: async (event) => {
		const { partner, ask } = await read(event);
		return answered(await declineAsk(event.locals.services, partner, ask), false);
	}
};
