/** The voice desk: what of a course is recorded in one voice, and what is to be done at each card. */
import { lessonById } from '#lib/catalog/index.ts';
import type { Said } from '#lib/catalog/index.server.ts';
import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findRecording, listInVoice, readBytes, type Recording } from './recording.repository.server.ts';
import { wordsLang, type Voice } from './voices.ts';
import { wordsOfCourse } from './words.server.ts';

export interface Take {
	id: string;
	ms: number;
	size: number;
	at: number;
	/** Recorded in this organisation: hers to publish and to take back. */
	own: boolean;
}
export interface DeskCard extends Pick<Said, 'card' | 'kind' | 'words' | 'hash'> {
	/** What learners hear. */
	heard?: Take;
	/** Recorded here from these words, and not published yet. */
	draft?: Take;
	/** It was heard, and then the words changed: to be recorded again. */
	changed: boolean;
}
export interface Progress {
	done: number;
	all: number;
	/** Cards whose words have changed since they were recorded. */
	changed: number;
}
export interface DeskCourse extends Progress {
	id: string;
	title: string;
	lessons: (Progress & { id: string; number: number; title: string })[];
}
type Refused = { tag: 'forbidden' | 'no-course' };

const takeOf = ({ recording_id: id, ms, size, at, organisation_id }: Recording, here: StaffAt): Take => ({
	id,
	ms,
	size,
	at,
	own: organisation_id === here.organisationId
});

async function deskCards(services: Services, at: StaffAt, course: string, voice: Voice) {
	const words = wordsOfCourse(services.catalogue, course, wordsLang(voice));
	if (!words) return undefined;
	const rows = await listInVoice(services.db, course, voice);
	return [...words.values()].map(({ lesson, ...said }): DeskCard & { lesson: string } => {
		const its = rows.filter(({ card }) => card === said.card);
		const fits = its.filter(({ text_hash }) => text_hash === said.hash);
		const published = fits
			.filter(({ published_at }) => published_at !== null)
			.sort((a, b) => b.published_at! - a.published_at!)[0];
		const draft = fits.find(
			({ published_at, organisation_id }) => published_at === null && organisation_id === at.organisationId
		);
		return {
			...said,
			lesson,
			...(published && { heard: takeOf(published, at) }),
			...(draft && { draft: takeOf(draft, at) }),
			changed: !published && its.some((r) => r.published_at !== null && r.text_hash !== said.hash)
		};
	});
}

const progressOf = (cards: readonly DeskCard[]): Progress => ({
	done: cards.filter(({ heard }) => heard).length,
	all: cards.length,
	changed: cards.filter(({ changed }) => changed).length
});

/** All courses, or one, with its lessons and how far each is in this voice. */
export async function readVoiceDesk(
	services: Services,
	at: StaffAt,
	voice: Voice,
	only?: string
): Promise<Result<DeskCourse[], Refused>> {
	if (!may(at, 'voice.record')) return refuse({ tag: 'forbidden' });
	const lang = wordsLang(voice);
	const courses = services.catalogue.courses().filter(({ id }) => only === undefined || id === only);
	if (only !== undefined && !courses.length) return refuse({ tag: 'no-course' });
	const read = courses.map(async ({ id, title, lessons }): Promise<DeskCourse> => {
		const cards = (await deskCards(services, at, id, voice))!;
		return {
			id,
			title: title[lang],
			...progressOf(cards),
			lessons: lessons.map((lesson) => ({
				id: lesson.id,
				number: lesson.number,
				title: lesson.title[lang],
				...progressOf(cards.filter((card) => card.lesson === lesson.id))
			}))
		};
	});
	return ok(await Promise.all(read));
}

export interface DeskLesson extends Progress {
	course: string;
	title: string;
	cards: DeskCard[];
}

/** The cards of a lesson in their order; progress is that of the whole course. */
export async function readVoiceLesson(
	services: Services,
	at: StaffAt,
	voice: Voice,
	courseId: string,
	lessonId: string
): Promise<Result<DeskLesson, Refused>> {
	if (!may(at, 'voice.record')) return refuse({ tag: 'forbidden' });
	const course = services.catalogue.course(courseId);
	const lesson = course && lessonById(course, lessonId);
	if (!lesson) return refuse({ tag: 'no-course' });
	const cards = (await deskCards(services, at, courseId, voice))!;
	const lang = wordsLang(voice);
	return ok({
		course: course.title[lang],
		title: lesson.title[lang],
		...progressOf(cards),
		cards: cards.filter((card) => card.lesson === lessonId)
	});
}

/** For the desk to listen to: what learners hear, and what this organisation recorded. */
export async function readTake(
	services: Services,
	at: StaffAt,
	id: string
): Promise<{ type: Recording['type']; bytes: Uint8Array } | undefined> {
	if (!may(at, 'voice.record')) return undefined;
	const found = await findRecording(services.db, id);
	if (!found || (found.organisation_id !== at.organisationId && found.published_at === null))
		return undefined;
	const bytes = await readBytes(services.db, id);
	return bytes && { type: found.type, bytes };
}
