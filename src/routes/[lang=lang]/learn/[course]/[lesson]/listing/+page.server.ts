import { ensureGuest } from '#lib/accounts/index.server.ts';
import { error, redirect } from '@sveltejs/kit';
import { listingOf } from '../../../../../../islands/builder.ts';
import { lessonForm } from '../../../answer-form.schema.ts';
import { donePractice, recordAct } from '../../../by-form.server.ts';
import { findLesson } from '../../../find.ts';
import { judgeLines, listingPractice, readLines } from '../../../listing-form.schema.ts';
import { builderProps } from '../../../practice-view.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The builder without scripts: the lines come in the address, so that Back and Reload are plain. */
export const load: PageServerLoad = ({ url, params, locals: { services, lang, formToken } }) => {
	const found = findLesson(services.catalogue, params);
	const practice = found && listingPractice(found.lesson, lang);
	if (!practice) error(404, 'no such practice');
	return {
		formToken,
		version: found.course.version,
		lesson: `/${params.lang}/learn/${params.course}/${params.lesson}`,
		builder: builderProps(practice.id, practice.tiles, lang),
		...judgeLines(practice.tiles, readLines(practice.tiles, Object.fromEntries(url.searchParams))),
		kept: url.searchParams.has('kept')
	};
};

export const actions: Actions = {
	/** Keeps a whole and safe listing in her draft shop; that is the practice done. */
	keep: async ({ request, params, cookies, url, locals: { services, lang } }) => {
		const { fields, sent } = await readForm(request, lessonForm);
		const found = findLesson(services.catalogue, params, sent.version);
		const practice = found && listingPractice(found.lesson, lang);
		if (!practice) error(404, 'no such practice');
		const { lines, left, unsafe } = judgeLines(practice.tiles, readLines(practice.tiles, fields));
		if (left.length || unsafe) error(400, 'not a form of this page');
		const place = { learnerId: await ensureGuest(services, cookies, lang), lang, ...found };
		await donePractice(services, place, practice.id);
		const value = { ...listingOf(practice.tiles, lines) };
		await recordAct(services, place.learnerId, 'draft.saved', { part: 'listing', value }, [
			'listing',
			JSON.stringify(value),
			Math.floor(services.clock() / 60_000)
		]);
		redirect(303, `${url.pathname}?${new URLSearchParams(lines as Record<string, string>)}&kept`);
	}
};
