import { afterAll, expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { copyFixture, fixtureCourses } from '../../../tests/support/tiny-course.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { openCatalogue, saidOf } from '../catalog/index.server.ts';
import { newId, startPlace, withRole } from '../cohorts/test-kit.server.ts';
import type { StaffAt } from '../cohorts/index.server.ts';
import {
	keepRecording,
	listHeard,
	publishRecording,
	readTake,
	readVoice,
	readVoiceDesk,
	readVoiceLesson,
	readVoices,
	takeBack,
	takeBackAnywhere
} from './index.server.ts';
import { ogg, webm } from './testing.ts';

const changed = copyFixture({ 'tiny/ur/01-picture.md': (t) => t.replace('نادیہ ہنس پڑی', 'نادیہ مسکرا دی') });
afterAll(() => changed.remove());
let seed = 0;

describeEachDatabase('voices', (get) => {
	const open = (folder: string) =>
		openCatalogue({ db: get().db, clock: () => 1, contentDirs: [folder], onRefused: () => {}, drafts: true });
	const start = async (name: string) => {
		const s = testServices(get(), `voice-${name}`);
		s.catalogue = await open(fixtureCourses);
		const place = await startPlace(s, `voice-${name}`);
		const trainer = await withRole(place, 'trainer');
		const lesson = s.catalogue.course('tiny')!.lessons[0]!;
		const cards = saidOf(lesson, 'ur', s.catalogue);
		/** A recording of the n-th card of the first lesson. */
		const record = (
			n: number,
			more: { at?: StaffAt; bytes?: Uint8Array; publish?: boolean; textHash?: string } = {}
		) =>
			keepRecording(s, more.at ?? trainer, {
				course: 'tiny',
				lesson: lesson.id,
				card: cards[n]!.card,
				voice: 'skr',
				textHash: more.textHash ?? cards[n]!.hash,
				bytes: more.bytes ?? webm({ seed: ++seed }),
				publish: more.publish ?? true
			});
		const heard = async () => (await readVoices(s, 'tiny', 'ur'))!.recordings.map(({ card }) => card);
		const acts = async () =>
			(
				await s.db
					.selectFrom('audit')
					.select(['act', 'detail'])
					.where('organisation_id', '=', place.organisationId)
					.where('act', 'like', 'voice.%')
					.orderBy('audit_id')
					.execute()
			).map(({ act }) => act);
		const desk = async () => value(await readVoiceLesson(s, trainer, 'skr', 'tiny', lesson.id));
		// The tests share a database: what one left is heard in the next.
		for (const { recording_id } of await s.db.selectFrom('recording').select('recording_id').execute())
			await s.db
				.updateTable('recording')
				.set({ retired_at: 1 })
				.where('recording_id', '=', recording_id)
				.execute();
		return { s, place, trainer, lesson, cards, record, heard, acts, desk };
	};

	it('a card is recorded, listened to at the desk, published, heard and taken back, each act audited', async () => {
		const { s, trainer, cards, record, heard, acts, desk } = await start('a');
		const bytes = webm({ clusters: [0, 1000], seed: ++seed });
		const { id } = value(await record(0, { bytes, publish: false }));
		expect(await heard()).toEqual([]);
		expect(await readVoice(s, id)).toBeUndefined();
		expect(Buffer.from((await readTake(s, trainer, id))!.bytes).equals(bytes)).toBe(true);
		expect((await desk()).cards[0]).toMatchObject({ draft: { id, ms: 2000, own: true }, changed: false });
		s.pass(1);
		for (let twice = 0; twice < 2; twice++) value(await publishRecording(s, trainer, id));
		expect(await readVoices(s, 'tiny', 'ur')).toMatchObject({
			cards: (await desk()).all,
			recordings: [
				{
					card: cards[0]!.card,
					said: cards[0]!.hash.slice(0, 10),
					voice: 'skr',
					url: `/voice/${id}`,
					size: bytes.length,
					ms: 2000
				}
			]
		});
		expect((await readVoice(s, id))!.type).toBe('audio/webm');
		const [course] = value(await readVoiceDesk(s, trainer, 'skr', 'tiny'));
		expect(course).toMatchObject({ done: 1, changed: 0 });
		expect(course!.lessons[0]).toMatchObject({ done: 1 });
		expect(value(await readVoiceDesk(s, trainer, 'pa'))[0]).toMatchObject({ done: 0 });
		s.pass(1);
		for (let twice = 0; twice < 2; twice++) value(await takeBack(s, trainer, id));
		expect([await heard(), await readVoice(s, id)]).toEqual([[], undefined]);
		expect(await acts()).toEqual(['voice.recorded', 'voice.published', 'voice.taken_back']);
		expect(await record(0, { bytes })).toMatchObject({ refusal: { tag: 'used' } });
	});

	it('sent twice over a broken line it is kept once; the next one follows it', async () => {
		const { s, record, heard, cards, acts, desk } = await start('b');
		const bytes = ogg(3000 + ++seed);
		const first = value(await record(0, { bytes }));
		expect(value(await record(0, { bytes }))).toEqual(first);
		const draft = value(await record(0, { publish: false }));
		const next = value(await record(0));
		// An attempt that nobody heard is gone, what was heard is only retired.
		const ids = await s.db.selectFrom('recording').select('recording_id').execute();
		expect(ids.map((r) => r.recording_id)).not.toContain(draft.id);
		expect(ids.map((r) => r.recording_id)).toContain(first.id);
		expect(await readVoice(s, first.id)).toBeUndefined();
		expect((await desk()).cards[0]!.heard!.id).toBe(next.id);
		expect(await heard()).toEqual([cards[0]!.card]);
		expect((await acts()).filter((act) => act === 'voice.published')).toHaveLength(2);
	});

	it('other words retire a recording: not listed, not served, and the desk asks for a new one; nothing is deleted', async () => {
		const { s, trainer, lesson, cards, record, heard, desk } = await start('c');
		const before = s.catalogue;
		const after = await open(changed.folder);
		const now = saidOf(after.course('tiny')!.lessons[0]!, 'ur', after);
		const differ = cards.flatMap(({ hash }, i) => (hash === now[i]!.hash ? [] : [i]));
		expect(differ).toHaveLength(1);
		const at = differ[0]!;
		const other = cards.findIndex((_, i) => i !== at);
		const { id } = value(await record(at));
		value(await record(other));
		s.catalogue = after;
		expect(await heard()).toEqual([cards[other]!.card]);
		expect(await readVoice(s, id)).toBeUndefined();
		const read = await desk();
		expect(read).toMatchObject({ title: lesson.title.ur, done: 1, changed: 1 });
		expect(read.cards[at]).toMatchObject({ changed: true });
		expect(read.cards[at]!.heard).toBeUndefined();
		expect(await readTake(s, trainer, id)).toBeDefined();
		// Whoever still has the former words before her is told so, and so is whoever taps publish too late.
		expect(await record(at)).toMatchObject({ refusal: { tag: 'words' } });
		expect(await publishRecording(s, trainer, id)).toMatchObject({ refusal: { tag: 'words' } });
		s.catalogue = before;
		expect(await heard()).toContain(cards[at]!.card);
	});

	it('trainers, officers and administrators record; nobody touches what another organisation recorded but the installation', async () => {
		const { s, place, trainer, record, heard } = await start('d');
		for (const role of ['viewer', 'co_trainer', 'safeguarding_lead'] as const)
			expect(await record(0, { at: await withRole(place, role) })).toMatchObject({
				refusal: { tag: 'forbidden' }
			});
		for (const role of ['programme_officer', 'administrator'] as const)
			value(await record(0, { at: await withRole(place, role) }));
		const { id } = value(await record(0));
		const organisationId = newId(s);
		const row = { organisation_id: organisationId, name: 'وہاں', zone: 'Asia/Karachi', created_at: 1 };
		await s.db.insertInto('organisation').values(row).execute();
		const elsewhere = await withRole({ s, organisationId }, 'trainer');
		expect(await takeBack(s, elsewhere, id)).toMatchObject({ refusal: { tag: 'gone' } });
		expect(await publishRecording(s, elsewhere, id)).toMatchObject({ refusal: { tag: 'gone' } });
		const draft = value(await record(1, { publish: false }));
		expect(await readTake(s, elsewhere, draft.id)).toBeUndefined();
		expect(await takeBackAnywhere(s, trainer.staffId, id)).toMatchObject({ refusal: { tag: 'forbidden' } });
		expect(value(await listHeard(s, place.staffId)).map((r) => r.id)).toEqual([id]);
		value(await takeBackAnywhere(s, place.staffId, id));
		expect(await heard()).toEqual([]);
	});

	it('bytes that are no recording, and cards that are none, are refused', async () => {
		const { s, trainer, record, cards } = await start('e');
		expect(await record(0, { bytes: Uint8Array.from(Buffer.from('<script>')) })).toMatchObject({
			refusal: { tag: 'kind' }
		});
		const sent = {
			course: 'tiny',
			lesson: 't1',
			card: 'none',
			voice: 'ur',
			textHash: '',
			publish: true
		} as const;
		for (const wrong of [{}, { course: 'none' }, { lesson: 'none' }])
			expect(await keepRecording(s, trainer, { ...sent, ...wrong, bytes: webm() })).toMatchObject({
				refusal: { tag: 'no-card' }
			});
		const bytes = webm({ seed: ++seed });
		value(await record(0, { bytes }));
		expect(cards.length).toBeGreaterThan(1);
		expect(await record(1, { bytes })).toMatchObject({ refusal: { tag: 'used' } });
		expect(await readVoices(s, 'none', 'ur')).toBeUndefined();
		expect(await readVoice(s, 'f'.repeat(64))).toBeUndefined();
	});
});
