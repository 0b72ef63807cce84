import { ensureGuest } from '#lib/accounts/index.server.ts';
import { error, redirect } from '@sveltejs/kit';
import { lessonForm } from '../../../answer-form.schema.ts';
import { donePractice, recordAct } from '../../../by-form.server.ts';
import { findLesson } from '../../../find.ts';
import { potProps } from '../../../practice-view.ts';
import { potOf, pricePractice, readNumbers } from '../../../price-form.schema.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The calculator without scripts: numbers come in the address, so that Back and Reload are plain. */
export const load: PageServerLoad = ({ url, params, locals: { services, lang, formToken } }) => {
	const found = findLesson(services.catalogue, params);
	const practice = found && pricePractice(found.lesson, lang);
	if (!practice) error(404, 'no such practice');
	const fields = Object.fromEntries(url.searchParams);
	const numbers = readNumbers(fields);
	return {
		formToken,
		title: found.lesson.title[lang],
		version: found.course.version,
		lesson: `/${params.lang}/learn/${params.course}/${params.lesson}`,
		pot: potProps(practice.id, practice.data),
		fields,
		faults: numbers.ok ? [] : numbers.faults,
		sum: numbers.ok ? potOf(practice.data, numbers.draft) : undefined,
		kept: url.searchParams.has('kept')
	};
};

export const actions: Actions = {
	/** Keeps the price in her draft shop; a full pot is the practice done. */
	keep: async ({ request, params, cookies, url, locals: { services, lang } }) => {
		const { fields, sent } = await readForm(request, lessonForm);
		const found = findLesson(services.catalogue, params, sent.version);
		const practice = found && pricePractice(found.lesson, lang);
		const numbers = readNumbers(fields);
		if (!practice || !numbers.ok) error(400, 'not a form of this page');
		const { draft } = numbers;
		const place = { learnerId: await ensureGuest(services, cookies, lang), lang, ...found };
		if (potOf(practice.data, draft).full) await donePractice(services, place, practice.id);
		await recordAct(services, place.learnerId, 'draft.saved', { part: 'price', value: { ...draft } }, [
			'price',
			JSON.stringify(draft),
			Math.floor(services.clock() / 60_000)
		]);
		const told = new URLSearchParams({
			...Object.fromEntries(Object.entries(draft).map(([k, n]) => [k, String(n)]))
		});
		redirect(303, `${url.pathname}?${told}&kept`);
	}
};
