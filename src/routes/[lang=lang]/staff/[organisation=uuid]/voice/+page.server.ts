import { readVoiceDesk } from '#lib/voice/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import { voiceOf } from './read-voice.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'voice.record');
	const voice = voiceOf(event.url);
	const read = await readVoiceDesk(event.locals.services, at, voice);
	if (!read.ok) error(404, 'no such page');
	return { voice, courses: read.value };
};
