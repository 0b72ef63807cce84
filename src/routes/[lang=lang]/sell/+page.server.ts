import { error, fail, redirect } from '@sveltejs/kit';
import { readAwards } from '#lib/badges/index.server.ts';
import {
	countNewOrders,
	draftOf,
	pauseShop,
	countEnquiries,
	readMissedOrders,
	readOwnShop,
	readRoom,
	readSeller,
	readShopSeed,
	readForm,
	textFields
} from '#lib/selling/index.server.ts';
import type { Db } from '#lib/platform/db.server.ts';
import { joinedLearner } from './seller.ts';
import { lessonsOfDraft } from './lessons-of-draft.ts';
import { wayToShop } from './way-to-shop.ts';
import type { Actions, PageServerLoad } from './$types';

/** Her shop: being made, ready to open, or open. */
export const load: PageServerLoad = async ({ locals: { services, learner, lang, formToken } }) => {
	const lessons = lessonsOfDraft(services.catalogue.courses());
	const way = wayToShop(services.catalogue, lessons, lang);
	const base = { formToken, origin: services.env.origin, lessons, way };
	if (learner?.kind !== 'joined') return { ...base, stage: 'guest' as const };
	const { db, clock } = services;
	const id = learner.learnerId;
	const shop = await readOwnShop(services, id);
	if (shop)
		return {
			...base,
			stage: 'shop' as const,
			shop,
			// B4: where she reads why, and appeals.
			taken: shop.face === 'suspended' ? await takenBadge(db, id) : undefined,
			room: await readRoom(services, shop.handle),
			enquiries: await countEnquiries(services, id),
			missed: (await readMissedOrders(services, id)).length,
			news: await countNewOrders(db, id, clock()),
			market: services.vendure !== undefined,
			sms: services.sms !== undefined
		};
	const seller = await readSeller(db, id);
	if (seller) redirect(303, `/${lang}/sell/open`);
	return {
		...base,
		stage: 'draft' as const,
		draft: await draftOf(db, id, lessons),
		held: (await readAwards(db, id)).flatMap(({ badge, state }) => (state === 'active' ? [badge] : [])),
		seed: await readShopSeed(db, id)
	};
};

/** The badge of hers that stands no more, latest first. */
const takenBadge = async (db: Db, learnerId: string) =>
	(await readAwards(db, learnerId)).findLast(({ state }) => state !== 'active')?.award_id;

export const actions: Actions = {
	/** Closes the shop for a while, or opens it again. */
	pause: async ({ locals, request }) => {
		const { paused } = textFields(await readForm(request));
		const learnerId = joinedLearner(locals);
		// A torn form says neither, and must not open a shop that is closed.
		if (paused !== '0' && paused !== '1') error(400, 'not a form of this page');
		const done = await pauseShop(locals.services, learnerId, paused === '1');
		if (!done.ok) return fail(404, { message: done.refusal.tag });
		redirect(303, `/${locals.lang}/sell`);
	}
};
