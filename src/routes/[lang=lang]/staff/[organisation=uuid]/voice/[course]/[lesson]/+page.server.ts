import { textOf } from '#lib/accounts/index.server.ts';
import {
	keepRecording,
	publishRecording,
	readVoiceLesson,
	takeBack,
	type KeepRefusal
} from '#lib/voice/index.server.ts';
import { isVoice } from '#lib/voice/index.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import { voiceOf } from '../../read-voice.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'voice.record');
	const { course, lesson } = event.params;
	const voice = voiceOf(event.url);
	const read = await readVoiceLesson(event.locals.services, at, voice, course, lesson);
	if (!read.ok) error(404, 'no such page');
	return { voice, staff: at.staffId, courseId: course, lessonId: lesson, lesson: read.value };
};

/** What the desk says of a form that it refused, at the card it was for. */
export type VoiceFault = Exclude<KeepRefusal['tag'], 'forbidden' | 'no-card'> | 'gone';
const refused = (card: string, fault: VoiceFault) => fail(400, { card, fault });

/** Back to where she was: the card, in the voice that she speaks. */
const shown = ({ params: { organisation, course, lesson }, locals, url }: RequestEvent, card: string) =>
	redirect(
		303,
		`/${locals.lang}/staff/${organisation}/voice/${course}/${lesson}?in=${voiceOf(url)}#${encodeURIComponent(card)}`
	);

export const actions: Actions = {
	record: async (event) => {
		const at = await staffHere(event, 'voice.record');
		const form = await event.request.formData();
		const { course, lesson } = event.params as { course: string; lesson: string };
		const card = textOf(form, 'card');
		const voice = textOf(form, 'voice');
		const file = form.get('file');
		const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		if (!isVoice(voice)) return refused(card, 'empty');
		const kept = await keepRecording(event.locals.services, at, {
			course,
			lesson,
			card,
			voice,
			textHash: textOf(form, 'words'),
			bytes,
			publish: form.has('publish')
		});
		if (kept.ok) return shown(event, card);
		const { tag } = kept.refusal;
		if (tag === 'forbidden' || tag === 'no-card') error(404, 'no such page');
		return refused(card, tag);
	},
	publish: async (event) => {
		const at = await staffHere(event, 'voice.record');
		const form = await event.request.formData();
		const card = textOf(form, 'card');
		const published = await publishRecording(event.locals.services, at, textOf(form, 'id'));
		if (published.ok) return shown(event, card);
		if (published.refusal.tag === 'forbidden') error(404, 'no such page');
		return refused(card, published.refusal.tag);
	},
	back: async (event) => {
		const at = await staffHere(event, 'voice.record');
		const form = await event.request.formData();
		const card = textOf(form, 'card');
		const taken = await takeBack(event.locals.services, at, textOf(form, 'id'));
		if (taken.ok) return shown(event, card);
		if (taken.refusal.tag === 'forbidden') error(404, 'no such page');
		return refused(card, taken.refusal.tag);
	}
};
