import { writeAudit } from '#lib/accounts/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { publishRecording } from './publish-recording.server.ts';
import { readRecording, type RecordingFault } from './read-recording.ts';
import { dropDrafts, findRecording, insertRecording } from './recording.repository.server.ts';
import { wordsLang, type Voice } from './voices.ts';
import { wordsNow } from './words.server.ts';

export interface Recorded {
	course: string;
	lesson: string;
	card: string;
	voice: Voice;
	/** Of the words that lay before her. */
	textHash: string;
	bytes: Uint8Array;
	/** Heard by learners at once. */
	publish: boolean;
}

/** `words`: they have changed since she read them. `used`: the same sound belongs to another card, or was taken back. */
export type KeepRefusal = RecordingFault | { tag: 'forbidden' | 'no-card' | 'words' | 'used' };

/**
 * Keeps a card as somebody read it aloud, bound to the words that she read. Sent twice over a line that broke off it is
 * kept once. An earlier attempt that was never published makes room.
 * @returns the recording's id: the hash of its bytes
 */
export async function keepRecording(
	services: Services,
	at: StaffAt,
	{ course, lesson, card, voice, textHash, bytes, publish }: Recorded
): Promise<Result<{ id: string }, KeepRefusal>> {
	if (!may(at, 'voice.record')) return refuse({ tag: 'forbidden' });
	const lang = wordsLang(voice);
	const words = wordsNow(services.catalogue, { course, lesson, card, lang });
	if (!words) return refuse({ tag: 'no-card' });
	if (words.hash !== textHash) return refuse({ tag: 'words' });
	const read = readRecording(bytes);
	if (!read.ok) return read;
	const id = sha256HexSync(bytes);
	const place = { course, card, lang, voice, organisation_id: at.organisationId };
	const kept = await services.db
		.transaction()
		.execute(async (tx): Promise<Result<{ id: string }, KeepRefusal>> => {
			const known = await findRecording(tx, id);
			if (known) {
				const same =
					known.retired_at === null &&
					known.text_hash === textHash &&
					Object.entries(place).every(([name, value]) => known[name as keyof typeof place] === value);
				return same ? ok({ id }) : refuse({ tag: 'used' });
			}
			await dropDrafts(tx, place);
			const row = { ...place, lesson, recording_id: id, text_hash: textHash, recorded_by: at.staffId };
			await insertRecording(tx, { ...row, ...read.value, size: bytes.length, at: services.clock() }, bytes);
			await writeAudit(tx, services, {
				organisationId: at.organisationId,
				actor: at.staffId,
				act: 'voice.recorded',
				subject: id,
				detail: { course, card, voice }
			});
			return ok({ id });
		});
	if (!kept.ok || !publish) return kept;
	const published = await publishRecording(services, at, id);
	return published.ok ? kept : refuse({ tag: published.refusal.tag === 'words' ? 'words' : 'used' });
}
