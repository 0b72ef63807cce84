import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { INSTALLATION } from '../accounts/index.server.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { MINUTE } from '../platform/clock.ts';
import {
	changePartner,
	endKey,
	listPartners,
	makeKey,
	makePartner,
	openKey,
	OVERLAP,
	readPartnerForm,
	readPerMinute,
	stopPartner
} from './index.server.ts';
import { BADGE, ORIGIN, partnerWithKey, partnerWorld } from './testing.server.ts';

const wanted = { id: 'bazaar', name: 'Bazaar', badge: BADGE, origins: [ORIGIN], scopes: ['claims'] as const };

describeEachDatabase('partners and their keys', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-partner-keys-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
	const world = (seed: string) => partnerWorld(testServices(get(), `keys-${seed}`), seed, dataDir);
	const tag = (result: { ok: true } | { ok: false; refusal: { tag: string } }) =>
		result.ok ? 'ok' : result.refusal.tag;

	it('only an administrator sets one up, and each act is audited (K6)', async () => {
		const w = await world('audit');
		for (const act of [
			() => makePartner(w, 'somebody', wanted),
			() => changePartner(w, 'somebody', wanted),
			() => stopPartner(w, 'somebody', 'bazaar', true),
			() => makeKey(w, 'somebody', 'bazaar', 60),
			() => endKey(w, 'somebody', 'bazaar', '00000000'),
			() => listPartners(w, 'somebody')
		])
			expect(tag(await act())).toBe('not_administrator');
		value(await makePartner(w, w.admin, wanted));
		expect(tag(await makePartner(w, w.admin, wanted))).toBe('id_taken');
		value(await makeKey(w, w.admin, 'bazaar', 60));
		expect(tag(await makeKey(w, w.admin, 'nobody', 60))).toBe('unknown_partner');
		value(await changePartner(w, w.admin, { ...wanted, name: 'Bazaar 2' }));
		value(await stopPartner(w, w.admin, 'bazaar', true));
		expect(tag(await stopPartner(w, w.admin, 'bazaar', true))).toBe('already_so');
		const rows = await w.db
			.selectFrom('audit')
			.select(['act', 'subject'])
			.where('organisation_id', '=', INSTALLATION)
			.where('actor', '=', w.admin)
			.orderBy('audit_id')
			.execute();
		expect(rows.map(({ act }) => act).sort()).toEqual([
			'partner.changed',
			'partner.key_made',
			'partner.made',
			'partner.stopped'
		]);
		expect(rows.every(({ subject }) => subject === 'bazaar')).toBe(true);
	});

	it('a key is kept as a hash alone, and opens what its partner may', async () => {
		const w = await world('hash');
		const { key } = await partnerWithKey(w, 'hashed', { scopes: ['claims'] });
		expect(key).toMatch(/^qadam_[0-9a-f]{8}_[\w-]{43}$/);
		const stored = JSON.stringify(await w.db.selectFrom('partner_key').selectAll().execute());
		expect(stored).not.toContain(key.split('_')[2]);
		expect(value(await openKey(w, key, 'claims')).id).toBe('hashed');
		expect(await openKey(w, key, 'status')).toEqual({
			ok: false,
			refusal: { tag: 'no_scope', scope: 'status' }
		});
		for (const other of [
			undefined,
			'',
			'qadam_',
			`${key}x`,
			key.replace(/_.{8}_/, '_00000000_'),
			key.toUpperCase()
		])
			expect(tag(await openKey(w, other, 'claims'))).toBe('no_key');
	});

	it('a new key leaves the old one a week; an ended one, and a stopped partner, open nothing at once', async () => {
		const w = await world('rotate');
		const { key: old } = await partnerWithKey(w, 'rotating');
		w.pass(1);
		const fresh = value(await makeKey(w, w.admin, 'rotating', 60));
		w.pass(OVERLAP - 1);
		expect([tag(await openKey(w, old, 'claims')), tag(await openKey(w, fresh, 'claims'))]).toEqual([
			'ok',
			'ok'
		]);
		const listed = value(await listPartners(w, w.admin)).find(({ id }) => id === 'rotating')!;
		expect(listed.keys.map(({ endsAt, lastUsedAt }) => [endsAt === null, lastUsedAt])).toEqual([
			[true, w.clock()],
			[false, w.clock()]
		]);
		w.pass(1);
		expect([tag(await openKey(w, old, 'claims')), tag(await openKey(w, fresh, 'claims'))]).toEqual([
			'no_key',
			'ok'
		]);
		value(await stopPartner(w, w.admin, 'rotating', true));
		expect(tag(await openKey(w, fresh, 'claims'))).toBe('no_key');
		value(await stopPartner(w, w.admin, 'rotating', false));
		expect(tag(await openKey(w, fresh, 'claims'))).toBe('ok');
		value(await endKey(w, w.admin, 'rotating', fresh.split('_')[1]!));
		expect(tag(await openKey(w, fresh, 'claims'))).toBe('no_key');
		expect(tag(await endKey(w, w.admin, 'rotating', fresh.split('_')[1]!))).toBe('already_so');
	});

	it('a third key does not give the first one more time', async () => {
		const w = await world('third');
		const { key: first } = await partnerWithKey(w, 'third');
		value(await makeKey(w, w.admin, 'third', 60));
		w.pass(OVERLAP / 2);
		value(await makeKey(w, w.admin, 'third', 60));
		w.pass(OVERLAP / 2);
		expect(tag(await openKey(w, first, 'claims'))).toBe('no_key');
	});

	it('each key has a limit of its own, also for calls that are refused', async () => {
		const w = await world('limit');
		const { key } = await partnerWithKey(w, 'slow', { perMinute: 3, scopes: ['claims'] });
		const { key: other } = await partnerWithKey(w, 'quick', { perMinute: 3 });
		const seen = [];
		for (let n = 0; n < 5; n++) seen.push(tag(await openKey(w, key, n % 2 ? 'status' : 'claims')));
		expect(seen).toEqual(['ok', 'no_scope', 'ok', 'too_many', 'too_many']);
		expect(tag(await openKey(w, other, 'claims'))).toBe('ok');
		w.pass(MINUTE);
		expect(tag(await openKey(w, key, 'claims'))).toBe('ok');
	});
});

it('the form of a partner is read whole, or each fault is named', () => {
	const form = (fields: Record<string, string>, ...scopes: string[]) => {
		const data = new FormData();
		for (const [name, typed] of Object.entries(fields)) data.append(name, typed);
		for (const scope of scopes) data.append('scope', scope);
		return data;
	};
	const rules = { badges: [BADGE], loopback: false };
	const good = { id: ' bazaar ', name: 'Bazaar\u202e', badge: BADGE, origins: `${ORIGIN}\n` };
	expect(readPartnerForm(form(good, 'status', 'claims', 'all'), rules)).toEqual({
		ok: true,
		value: { id: 'bazaar', name: 'Bazaar', badge: BADGE, origins: [ORIGIN], scopes: ['claims', 'status'] }
	});
	expect(readPartnerForm(form({}), rules)).toEqual({
		ok: false,
		faults: { id: true, name: true, badge: true, origins: true }
	});
	for (const id of ['Bazaar', 'ب', '1a', 'a', 'a'.repeat(41), 'a/b', '../a'])
		expect(readPartnerForm(form({ ...good, id }), rules)).toEqual({ ok: false, faults: { id: true } });
	expect(
		['60', '۶۰', '0', '6001', '99999', '1.5', '-1', ''].map((n) => readPerMinute(form({ per_minute: n })))
	).toEqual([60, 60, undefined, undefined, undefined, undefined, undefined, undefined]);
});
