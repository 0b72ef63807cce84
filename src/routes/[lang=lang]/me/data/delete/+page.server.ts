import { typedSecret, textOf } from '#lib/accounts/index.server.ts';
import { askToDelete, deleteOwnData } from '#lib/privacy/index.server.ts';
import { countPromised } from '#lib/selling/index.server.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** K5. What goes, what stays, and the way to it. */
export const load: PageServerLoad = async ({ setHeaders, locals: { services, learner, lang, formToken } }) => {
	// Gone back to after the deletion: nobody is open here.
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	setHeaders({ 'cache-control': 'private, no-store' });
	return { formToken, promised: await countPromised(services.db, learner.learnerId) };
};

export const actions: Actions = {
	prove: async ({ request, cookies, locals: { services, learner, lang } }) => {
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		const form = await request.formData();
		const asked = await askToDelete(services, cookies, learner.learnerId, form);
		if (asked.ok) return { ticket: asked.value };
		const { refusal } = asked;
		// The page counts the orders itself.
		if (refusal.tag === 'promised') return fail(409, { promised: true });
		const wrong = refusal.tag === 'wrong_secret' || refusal.tag === 'wait';
		return fail(400, { fault: refusal, typed: wrong ? undefined : typedSecret(form) });
	},
	erase: async ({ request, cookies, locals: { services, learner, lang } }) => {
		const ticket = textOf(await request.formData(), 'ticket');
		const done = await deleteOwnData(services, cookies, learner?.learnerId ?? null, ticket);
		if (done.ok) redirect(303, `/${lang}/deleted`);
		if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
		return done.refusal.tag === 'promised' ? fail(409, { promised: true }) : fail(400, { late: true });
	}
};
