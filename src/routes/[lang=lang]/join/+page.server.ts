import {
	deviceOf,
	joinLearner,
	putHandover,
	readJoinForm,
	startLearnerSession,
	textOf,
	typedSecret,
	withWait
} from '#lib/accounts/index.server.ts';
import type { FormFault } from '#lib/accounts/index.ts';
import { enrol, tryClassNumber } from '#lib/cohorts/index.server.ts';
import { hex } from '#lib/platform/ids.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	url,
	cookies,
	locals: { services, learner, lang, formToken }
}) => {
	if (learner?.kind === 'joined') redirect(303, `/${lang}/me/class${url.search}`);
	const number = url.searchParams.get('class')?.slice(0, 20) ?? '';
	const found = number ? await tryClassNumber(services, deviceOf(services, cookies), number) : undefined;
	const faults: Record<string, FormFault | undefined> = {
		class: found && !found.ok ? withWait(found.refusal, services.clock()) : undefined
	};
	return {
		formToken,
		key: hex(services.random(16)),
		guest: learner?.kind === 'guest',
		number,
		class: found?.ok ? { name: found.value.name, organisation: found.value.organisation } : undefined,
		faults
	};
};

const typedIn = (form: FormData) => ({
	key: textOf(form, 'key'),
	name: textOf(form, 'name'),
	class: textOf(form, 'class'),
	phone: textOf(form, 'phone'),
	mine: textOf(form, 'mine'),
	phoneMine: textOf(form, 'phone_mine'),
	given: ['learning', 'reporting', 'photo_story'].filter((p) => textOf(form, `consent_${p}`) === 'yes'),
	secret: typedSecret(form)
});

const again = (status: number, form: FormData, faults: Record<string, FormFault | undefined>) =>
	fail(status, { typed: typedIn(form), faults });

export const actions: Actions = {
	default: async ({ request, cookies, locals: { services, learner, lang } }) => {
		const form = await request.formData();
		const read = readJoinForm(form, learner?.kind === 'guest');
		const number = textOf(form, 'class').trim();
		const deviceHash = deviceOf(services, cookies);
		const found = number ? await tryClassNumber(services, deviceHash, number) : undefined;
		if (!read.ok || (found && !found.ok))
			return again(400, form, {
				...(read.ok ? {} : read.faults),
				...(found && !found.ok ? { class: withWait(found.refusal, services.clock()) } : {})
			});

		const joined = await joinLearner(
			services,
			{
				...read.value,
				lang,
				...(read.value.mine && learner ? { guestId: learner.learnerId } : {}),
				deviceHash
			},
			async (tx, learnerId) => found && enrol(tx, services, learnerId, found.value)
		);
		if (!joined.ok) return again(409, form, { secret: withWait(joined.refusal, services.clock()) });
		await startLearnerSession(services, cookies, joined.value.learnerId);
		putHandover(services, cookies, joined.value);
		redirect(303, `/${lang}/me/card`);
	}
};
