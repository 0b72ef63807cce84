import { expect, test } from 'vitest';
import { joinLearner } from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joining, testServices, value, type TestServices } from '../accounts/test-kit.server.ts';
import { DAY } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { helpProjector } from './help-projector.server.ts';
import {
	announce,
	answerHelp,
	dropTemplate,
	keepNote,
	keepTemplate,
	liftLockOf,
	listAnnounced,
	listOpened,
	markRead,
	maskedNumber,
	openMessage,
	readAnnouncements,
	readContactPreference,
	readHelpRequests,
	readNotes,
	removeNote,
	revealContact,
	sayContact,
	withdraw,
	writeDownContact,
	type StaffAt
} from './index.server.ts';
import { writeEnrolment } from './members.repository.server.ts';

describeEachDatabase('acts on a learner', (get) => {
	const start = async (seed: string, contactPhone: string | undefined = '+923001234567') => {
		const s = testServices(get(), `acts-${seed}`);
		const id = () => uuidv7(s.clock(), s.random);
		const organisationId = id();
		const cohortId = id();
		const joined = value(await joinLearner(s, joining(s, contactPhone ? { contactPhone } : {})));
		const { learnerId } = joined;
		await s.db
			.transaction()
			.execute((tx) =>
				writeEnrolment(tx, { learnerId, organisationId, cohortId, state: 'active', at: s.clock() })
			);
		const as = (...roles: Role[]): StaffAt => ({
			staffId: `staff-${roles.join('-')}`,
			organisationId,
			organisation: 'o',
			zone: 'Asia/Karachi',
			roles,
			own: new Set(roles.some((role) => role === 'trainer' || role === 'co_trainer') ? [cohortId] : [])
		});
		return { s, id, learnerId, organisationId, cohortId, as, of: { cohortId, learnerId } };
	};
	const audit = async (s: TestServices, organisationId: string) =>
		(
			await s.db
				.selectFrom('audit')
				.select(['act', 'actor', 'subject', 'detail'])
				.where('organisation_id', '=', organisationId)
				.execute()
		).map((row) => `${row.actor} ${row.act}`);

	test('T6 a number is masked; revealing it takes the permission and is audited each time', async () => {
		const { s, as, of, organisationId } = await start('reveal');
		expect(await maskedNumber(s, of.learnerId)).toBe('03•• •••••67');
		for (const role of ['programme_officer', 'viewer', 'safeguarding_lead'] as const)
			expect(await revealContact(s, as(role), of)).toMatchObject({
				ok: false,
				refusal: { tag: 'forbidden' }
			});
		expect(await audit(s, organisationId)).toEqual([]);
		expect(value(await revealContact(s, as('co_trainer'), of)).number).toBe('+923001234567');
		value(await revealContact(s, as('trainer'), of));
		expect((await audit(s, organisationId)).sort()).toEqual([
			'staff-co_trainer contact.revealed',
			'staff-trainer contact.revealed'
		]);
		// 10:00 UTC is three in the afternoon in Karachi.
		for (const [hours, ways, tag] of [
			['morning', 'any', 'not_now'],
			['noon', 'class', 'class_only']
		] as const) {
			await sayContact(s, of.learnerId, { whose: '', hours: [hours], ways });
			expect(await revealContact(s, as('trainer'), of)).toEqual({ ok: false, refusal: { tag } });
		}
		expect(await audit(s, organisationId)).toHaveLength(2);
	});

	test('T6 what she says holds where she is in a class; what staff write down names who did', async () => {
		const { s, as, of, learnerId, organisationId } = await start('say');
		const says = { whose: 'family' as const, hours: ['morning' as const], ways: 'message' as const };
		expect(await sayContact(s, learnerId, says)).toBe(1);
		expect(await readContactPreference(s.db, learnerId, organisationId)).toMatchObject({
			...says,
			by: 'self'
		});
		for (let taps = 0; taps < 2; taps++)
			value(await writeDownContact(s, as('trainer'), { ...of, preference: { ...says, ways: 'class' } }));
		expect(await audit(s, organisationId)).toEqual(['staff-trainer contact.written']);
		expect(await readContactPreference(s.db, learnerId, organisationId)).toMatchObject({
			ways: 'class',
			by: 'staff-trainer'
		});
		expect(await writeDownContact(s, as('viewer'), { ...of, preference: says })).toMatchObject({ ok: false });
	});

	test('T6 a message is logged as opened, once a form; class only, another way and another hour are refused', async () => {
		const { s, id, as, of, learnerId, organisationId } = await start('open');
		const form = { ...of, id: id(), way: 'whatsapp' as const, template: 'talk ur', text: 'سلام' };
		expect(value(await openMessage(s, as('trainer'), form)).address).toMatch(
			/^https:\/\/wa\.me\/923001234567\?/
		);
		value(await openMessage(s, as('trainer'), form));
		expect(await listOpened(s.db, organisationId, learnerId)).toMatchObject([
			{ way: 'whatsapp', template: 'talk ur', by_person: 'staff-trainer' }
		]);
		expect(await audit(s, organisationId)).toEqual(['staff-trainer message.opened']);
		const said = async (hours: 'morning' | 'night', ways: 'any' | 'call' | 'class') => {
			await sayContact(s, learnerId, { whose: '', hours: [hours], ways });
			const opened = await openMessage(s, as('trainer'), { ...form, id: id() });
			return opened.ok ? 'opened' : opened.refusal.tag;
		};
		// 10:00 UTC is three in the afternoon in Karachi.
		expect(await said('morning', 'any')).toBe('not_now');
		expect(await said('morning', 'class')).toBe('not_this_way');
		expect(await said('morning', 'call')).toBe('not_this_way');
		expect(await listOpened(s.db, organisationId, learnerId)).toHaveLength(1);
		expect(await openMessage(s, as('programme_officer'), { ...form, id: id() })).toMatchObject({
			refusal: { tag: 'forbidden' }
		});
	});

	test('a note is sealed, read by those who teach and never by a viewer; an edit is a new row', async () => {
		const { s, id, as, of } = await start('note');
		const first = id();
		value(await keepNote(s, as('trainer'), { ...of, id: first, text: 'Shy at first', replaces: '' }));
		const stored = await s.db
			.selectFrom('staff_note')
			.select('body')
			.where('learner_id', '=', of.learnerId)
			.executeTakeFirstOrThrow();
		expect(stored.body).not.toContain('Shy');
		expect(await readNotes(s, as('co_trainer'), of)).toMatchObject([
			{ text: 'Shy at first', by: 'staff-trainer' }
		]);
		for (const role of ['viewer', 'safeguarding_lead'] as const)
			expect(await readNotes(s, as(role), of)).toEqual([]);
		expect(await readNotes(s, { ...as('trainer'), own: new Set() }, of)).toEqual([]);
		const second = id();
		value(await keepNote(s, as('co_trainer'), { ...of, id: second, text: 'Speaks up now', replaces: first }));
		expect((await readNotes(s, as('trainer'), of)).map((n) => n.text)).toEqual(['Speaks up now']);
		expect(await keepNote(s, as('trainer'), { ...of, id: id(), text: '', replaces: '' })).toMatchObject({
			refusal: { tag: 'empty' }
		});
		value(await removeNote(s, as('trainer'), { ...of, noteId: second }));
		expect(await readNotes(s, as('trainer'), of)).toEqual([]);
	});

	test('T1 a note of one organisation is nobody else’s to read or to remove', async () => {
		const { s, id, as, of } = await start('foreign');
		const noteId = id();
		value(await keepNote(s, as('trainer'), { ...of, id: noteId, text: 'ours', replaces: '' }));
		const other = { ...as('trainer'), organisationId: id() };
		expect(await readNotes(s, other, of)).toEqual([]);
		value(await removeNote(s, other, { ...of, noteId }));
		expect(await readNotes(s, as('trainer'), of)).toHaveLength(1);
	});

	test('what she asked is answered once, by name; a replay of her log keeps the answer', async () => {
		const { s, id, as, of } = await start('help');
		const event = {
			learner_id: of.learnerId,
			id: id(),
			kind: 'help.asked',
			body: { course: '', lesson: '' },
			happenedAt: 5
		};
		const replay = () => s.db.transaction().execute((tx) => helpProjector.apply(tx, [event] as never));
		await replay();
		value(await answerHelp(s, as('trainer'), { ...of, eventId: event.id }));
		value(await answerHelp(s, as('co_trainer'), { ...of, eventId: event.id }));
		await replay();
		expect(await readHelpRequests(s.db, of.learnerId)).toMatchObject([
			{ event_id: event.id, answered_by: 'staff-trainer' }
		]);
		expect(await answerHelp(s, as('viewer'), { ...of, eventId: event.id })).toMatchObject({ ok: false });
	});

	test('K3 a lifted lock forgets wrong tries, is audited, and touches nothing of her work', async () => {
		const { s, as, of, organisationId } = await start('lock');
		await s.db
			.insertInto('secret_failure')
			.values({ learner_id: of.learnerId, device_hash: '*', failures: 9, blocked_until: s.clock() + DAY })
			.execute();
		for (let taps = 0; taps < 2; taps++) value(await liftLockOf(s, as('trainer'), of));
		const counts = await s.db
			.selectFrom('secret_failure')
			.selectAll()
			.where('learner_id', '=', of.learnerId)
			.execute();
		const events = await s.db
			.selectFrom('event')
			.select('pos')
			.where('learner_id', '=', of.learnerId)
			.execute();
		expect([counts, events]).toEqual([[], []]);
		expect(await audit(s, organisationId)).toEqual(['staff-trainer lock.lifted']);
	});

	test('an announcement stands for its class and its days, until it is withdrawn; reads are counted, never named', async () => {
		const { s, id, as, of, cohortId, learnerId } = await start('news');
		const first = { id: id(), cohortId, ur: 'کل چھٹی ہے', en: '', days: 3 };
		value(await announce(s, as('trainer'), first));
		value(await announce(s, as('trainer'), first));
		const standing = await readAnnouncements(s.db, learnerId, s.clock());
		expect(standing).toMatchObject([{ ur: 'کل چھٹی ہے', en: '' }]);
		const ids = [...standing.map((one) => one.id), first.cohortId];
		await markRead(s, learnerId, ids);
		await markRead(s, learnerId, ids);
		expect(await listAnnounced(s, as('trainer'), cohortId)).toMatchObject({
			members: 1,
			announced: [{ reads: 1 }]
		});
		expect(await readAnnouncements(s.db, learnerId, s.clock() + 3 * DAY)).toEqual([]);
		value(await withdraw(s, as('co_trainer'), { cohortId, id: first.id }));
		expect(await readAnnouncements(s.db, learnerId, s.clock())).toEqual([]);
		for (const [over, tag] of [
			[{ ur: '', en: '' }, 'empty'],
			[{ en: 'a'.repeat(301) }, 'long'],
			[{ days: 400 }, 'days']
		] as const)
			expect(await announce(s, as('trainer'), { ...first, id: id(), ...over })).toMatchObject({
				refusal: { tag }
			});
		expect(await announce(s, as('viewer'), { ...first, id: id() })).toMatchObject({
			refusal: { tag: 'forbidden' }
		});
		expect(of.cohortId).toBe(cohortId);
	});

	test('T6 an own message that names money is refused by language; only who may edit the organisation keeps one', async () => {
		const { s, id, as, organisationId } = await start('template');
		const given = { id: id(), name: 'Seat', ur: 'سلام {name}، جگہ رکھ لی ہے', en: 'Bring 500' };
		expect(await keepTemplate(s, as('administrator'), given)).toMatchObject({
			refusal: { tag: 'faults', faults: { en: { tag: 'number' } } }
		});
		const kept = { ...given, en: 'Salam {name}, I kept a seat' };
		for (let taps = 0; taps < 2; taps++) value(await keepTemplate(s, as('administrator'), kept));
		value(await keepTemplate(s, as('administrator'), { ...kept, name: 'A seat' }));
		expect(await keepTemplate(s, as('trainer'), given)).toMatchObject({ refusal: { tag: 'forbidden' } });
		value(await dropTemplate(s, as('administrator'), id()));
		for (let taps = 0; taps < 2; taps++) value(await dropTemplate(s, as('administrator'), given.id));
		expect(
			(await audit(s, organisationId)).sort(),
			'a second tap and an id that never was write nothing'
		).toEqual([
			'staff-administrator message.dropped',
			'staff-administrator message.kept',
			'staff-administrator message.kept'
		]);
	});
});
