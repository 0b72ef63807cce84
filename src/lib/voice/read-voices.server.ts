/** What learners hear: published, not taken back, and read from the very words that stand in the lesson today. */
import { isAdministrator } from '#lib/accounts/index.server.ts';
import type { Lang } from '#lib/catalog/index.ts';
import { shortSaid } from '#lib/catalog/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { stillFits } from './publish-recording.server.ts';
import {
	findRecording,
	listAllPublished,
	listPublished,
	readBytes,
	type Recording
} from './recording.repository.server.ts';
import { voiceUrl, type VoiceList } from './voice-list.ts';
import { wordsOfCourse } from './words.server.ts';

/** One recording a card and voice, of several organisations the newest. Nothing where there is no such course. */
export async function readVoices(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	course: string,
	lang: Lang
): Promise<VoiceList | undefined> {
	const words = wordsOfCourse(catalogue, course, lang);
	if (!words) return undefined;
	const heard = new Map<string, VoiceList['recordings'][number]>();
	for (const { recording_id, card, voice, text_hash, size, ms } of await listPublished(db, course, lang)) {
		const name = `${card} ${voice}`;
		if (words.get(card)?.hash !== text_hash || heard.has(name)) continue;
		heard.set(name, { card, said: shortSaid(text_hash), voice, url: voiceUrl(recording_id), size, ms });
	}
	return { course, lang, cards: words.size, recordings: [...heard.values()] };
}

/** Bytes of a recording that learners hear; nothing else has an address. */
export async function readVoice(
	services: Pick<Services, 'db' | 'catalogue'>,
	id: string
): Promise<{ type: Recording['type']; bytes: Uint8Array } | undefined> {
	const found = await findRecording(services.db, id);
	if (!found || found.published_at === null || found.retired_at !== null) return undefined;
	if (!stillFits(services, found)) return undefined;
	const bytes = await readBytes(services.db, id);
	return bytes && { type: found.type, bytes };
}

export interface HeardRecording {
	id: string;
	course: string;
	card: string;
	voice: Recording['voice'];
	ms: number;
	publishedAt: number;
	organisation: string;
}

/** All that is heard in this installation, for whoever runs it. */
export async function listHeard(
	services: Services,
	staffId: string
): Promise<Result<HeardRecording[], { tag: 'forbidden' }>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	const all = await listAllPublished(services.db);
	return ok(
		all
			.filter((recording) => stillFits(services, recording))
			.map(({ recording_id, course, card, voice, ms, published_at, organisation }) => ({
				id: recording_id,
				course,
				card,
				voice,
				ms,
				publishedAt: published_at!,
				organisation: organisation ?? ''
			}))
	);
}
