import { ensureGuest } from '#lib/accounts/index.server.ts';
import { FILL, play, playDraft, readMoves, writeTrail, type PlayMove } from '#lib/assessment/index.ts';
import { askOf, END, practiceOf, type PlayData } from '#lib/catalog/index.ts';
import { error, redirect } from '@sveltejs/kit';
import { fieldName, readAnswer } from '../../../../../../islands/play.ts';
import { lessonForm } from '../../../answer-form.schema.ts';
import { donePractice, recordAct } from '../../../by-form.server.ts';
import { cleanField } from '../../../clean-field.ts';
import { findLesson, stepAfter, type FoundLesson } from '../../../find.ts';
import { keepsOf, playData, playPlace } from '../../../practice-view.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

function playedIn(found: FoundLesson | undefined) {
	const practice = found && practiceOf(found.lesson);
	return found && practice?.type === 'play' ? { ...found, practice } : undefined;
}

/** What she filled so far; of a scene that stays on the phone nothing is read, whatever was sent. */
const fillsIn = (data: PlayData, form: Pick<FormData, 'get'>): Record<string, string> =>
	Object.fromEntries(
		data.scenes
			.filter((scene) => !scene.local)
			.flatMap((scene) => scene.fields ?? [])
			.map(({ id }) => [id, cleanField(String(form.get(fieldName(id)) ?? ''), FILL)])
			.filter(([, text]) => text)
	) as Record<string, string>;

/** The practice without scripts: its moves come in the address, so that Back and Reload are plain. Nothing is written. */
export const load: PageServerLoad = ({ url, params, locals: { services, lang, formToken } }) => {
	const found = playedIn(findLesson(services.catalogue, params));
	if (!found) error(404, 'no such practice');
	const { course, lesson, practice } = found;
	const data = practice.data[lang] as PlayData;
	const asked = url.searchParams;
	const fills = fillsIn(data, asked);
	const before = readMoves(asked.get('m') ?? '', practice.id, fills);
	const standing = play(data, before);
	const scene = data.scenes.find(({ id }) => id === standing.at);
	// `go` only turns the page; without it the form answers the scene at which the moves before it stand.
	const answers = !asked.has('go') && scene?.id === asked.get('s');
	const read = answers && scene ? readAnswer(scene, asked) : undefined;
	const move: PlayMove | undefined = read && { ...read, fills: { ...fills, ...read.fills } };
	const moves = move ? [...before, move] : before;
	const now = play(data, moves);
	const taken = now.trail.length > standing.trail.length;
	const seen = !taken || askOf(now.last!.scene) === 'read';
	const played = taken ? moves : before;
	return {
		formToken,
		version: course.version,
		lesson: `/${params.lang}/learn/${course.id}/${lesson.id}`,
		title: practice.title[lang],
		after: stepAfter(lesson, practice.id) ?? 'end',
		props: {
			...playPlace(lesson, practice),
			...playData(course, practice, lang),
			action: url.pathname,
			version: course.version,
			moves: played,
			seen,
			fault: Boolean(answers && !taken)
		},
		ended: now.at === END && seen,
		m: writeTrail(play(data, played)),
		fills: now.fills,
		kept: asked.has('kept')
	};
};

export const actions: Actions = {
	/** The end was reached: the practice is done, and what it made goes into her draft shop. */
	done: async ({ request, params, cookies, url, locals: { services, lang } }) => {
		const { fields, sent } = await readForm(request, lessonForm);
		const found = playedIn(findLesson(services.catalogue, params, sent.version));
		if (!found) error(404, 'no such practice');
		const data = found.practice.data[lang] as PlayData;
		const form = { get: (name: string) => fields[name] ?? null };
		const fills = fillsIn(data, form);
		const { at, missed } = play(data, readMoves(fields.m ?? '', found.practice.id, fills));
		if (at !== END) error(400, 'not a form of this page');
		const place = { learnerId: await ensureGuest(services, cookies, lang), lang, ...found };
		await donePractice(services, place, found.practice.id, missed);
		const keeps = keepsOf(found.lesson);
		const value = keeps && playDraft(data, fills);
		if (value)
			await recordAct(services, place.learnerId, 'draft.saved', { part: keeps, value }, [
				keeps,
				JSON.stringify(value),
				Math.floor(services.clock() / 60_000)
			]);
		redirect(303, `${url.pathname}?kept`);
	}
};
