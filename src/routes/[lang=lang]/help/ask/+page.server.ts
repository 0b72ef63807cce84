import { enrolmentsOf, readHelpRequests } from '#lib/cohorts/index.server.ts';
import { HOUR } from '#lib/platform/clock.ts';
import type { Services } from '#lib/services.server.ts';
import { textOf } from '#lib/accounts/index.server.ts';
import { redirect } from '@sveltejs/kit';
import { recordAct } from '../../learn/by-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A lesson that exists, or none: what an address says is not trusted. */
function lessonOf({ catalogue }: Services, course: string, lesson: string) {
	const found = catalogue.course(course);
	const inIt = found?.lessons.find(({ id }) => id === lesson);
	return { found, inIt, body: { course: found?.id ?? '', lesson: inIt?.id ?? '' } };
}

const isInClass = async ({ db }: Services, learnerId: string): Promise<boolean> =>
	(await enrolmentsOf(db, learnerId)).some((e) => e.state === 'active');

/** Where she asks her trainer, and sees that she was answered. */
export const load: PageServerLoad = async ({
	url,
	setHeaders,
	locals: { services, learner, lang, formToken }
}) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const asked = url.searchParams.has('asked');
	const { body, inIt } = lessonOf(
		services,
		url.searchParams.get('course') ?? '',
		url.searchParams.get('lesson') ?? ''
	);
	const page = { formToken, ...body, title: inIt?.title[lang] };
	if (learner?.kind !== 'joined') return { ...page, state: 'guest' as const, requests: [], asked: false };
	const [inClass, requests] = await Promise.all([
		isInClass(services, learner.learnerId),
		readHelpRequests(services.db, learner.learnerId)
	]);
	return {
		...page,
		state: inClass ? ('ready' as const) : ('no_class' as const),
		asked,
		requests: requests.slice(0, 5).map((one) => ({
			id: one.event_id,
			title: lessonOf(services, one.course, one.lesson).inIt?.title[lang],
			at: one.at,
			answeredAt: one.answered_at
		}))
	};
};

export const actions: Actions = {
	default: async ({ request, locals: { services, learner, lang } }) => {
		const form = await request.formData();
		const { body } = lessonOf(services, textOf(form, 'course'), textOf(form, 'lesson'));
		if (learner?.kind !== 'joined' || !(await isInClass(services, learner.learnerId)))
			redirect(303, `/${lang}/help/ask`);
		// Asked twice within the hour about the same is asked once.
		const hour = Math.floor(services.clock() / HOUR);
		await recordAct(services, learner.learnerId, 'help.asked', body, [body.course, body.lesson, hour]);
		redirect(303, `/${lang}/help/ask?asked`);
	}
};
