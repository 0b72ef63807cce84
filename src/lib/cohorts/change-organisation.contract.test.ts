import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Role } from '#lib/accounts/index.ts';
import { grantRole } from '#lib/accounts/index.server.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { addLogo, changeOrganisation, readLogo, removeLogo } from './change-organisation.server.ts';
import { findOrganisation, insertOrganisation } from './cohorts.repository.server.ts';
import { readOrganisationDetails } from './organisation-details.ts';
import { findStaffAt } from './staff-at.server.ts';

const given = {
	name: 'امید',
	zone: 'Asia/Kabul',
	signatories: [{ name: 'نسرین', title: { ur: 'سربراہ', en: 'Director' } }],
	reportThreshold: 15
};
const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif', width = 20) =>
	sharp({ create: { width, height: 10, channels: 3, background: '#1748a6' } })
		.toFormat(format)
		.toBuffer();

describeEachDatabase('settings of an organisation', (get) => {
	const start = async (seed: string, role: Role = 'administrator') => {
		const s = testServices(get(), `settings-${seed}`);
		const id = uuidv7(s.clock(), s.random);
		await s.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, { organisation_id: id, name: seed, zone: 'Asia/Karachi', created_at: 1 });
			await grantRole(tx, id, `staff-${seed}`, role, 1);
		});
		const at = (await findStaffAt(s, `staff-${seed}`, id))!;
		const held = async () => readOrganisationDetails((await findOrganisation(s.db, id))!.details);
		const acts = async () =>
			(
				await s.db
					.selectFrom('audit')
					.select('act')
					.where('organisation_id', '=', id)
					.orderBy('audit_id')
					.execute()
			).map(({ act }) => act);
		return { s, at, id, held, acts, fresh: () => uuidv7(s.clock(), s.random) };
	};

	it('K6 a change is kept and audited once; saved again as it is, nothing is written', async () => {
		const { s, at, id, held, acts } = await start('a');
		for (let i = 0; i < 2; i++) value(await changeOrganisation(s, at, given));
		expect(await findOrganisation(s.db, id)).toMatchObject({ name: 'امید', zone: 'Asia/Kabul' });
		expect(await held()).toEqual({ signatories: given.signatories, logos: [], reportThreshold: 15 });
		expect(await acts()).toEqual(['organisation.changed']);
	});

	it('up to three logos, drawn anew as WebP; a second tap adds nothing; a removed one is gone', async () => {
		const { s, at, held, acts, fresh } = await start('b');
		const ids = [fresh(), fresh(), fresh()];
		const bytes = await Promise.all([picture('png', 2000), picture('jpeg'), picture('webp')]);
		for (const [i, id] of ids.entries())
			for (let twice = 0; twice < 2; twice++) value(await addLogo(s, at, { id, bytes: bytes[i]! }));
		expect((await held()).logos).toEqual(ids);
		const kept = (await readLogo(s, at, ids[0]!))!;
		expect(await sharp(kept.bytes).metadata()).toMatchObject({ format: 'webp', width: 840 });
		expect(await addLogo(s, at, { id: fresh(), bytes: bytes[0]! })).toMatchObject({
			refusal: { tag: 'logo_many' }
		});
		for (let twice = 0; twice < 2; twice++) value(await removeLogo(s, at, ids[1]!));
		expect((await held()).logos).toEqual([ids[0], ids[2]]);
		expect(await readLogo(s, at, ids[1]!)).toBeUndefined();
		expect(await acts()).toEqual(['logo.added', 'logo.added', 'logo.added', 'logo.removed']);
	});

	it('settings and logos at once lose nothing of each other', async () => {
		const { s, at, held, fresh } = await start('c');
		const bytes = await picture('png');
		await Promise.all([addLogo(s, at, { id: fresh(), bytes }), changeOrganisation(s, at, given)]);
		expect(await held()).toMatchObject({ signatories: given.signatories, logos: [expect.any(String)] });
	});

	it('bad input: what is no picture of these kinds is refused and nothing is kept', async () => {
		const { s, at, held, fresh } = await start('d');
		const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
		const torn = (await picture('png')).subarray(0, 40);
		const tagOf = async (bytes: Uint8Array) => {
			const added = await addLogo(s, at, { id: fresh(), bytes });
			return added.ok ? 'ok' : added.refusal.tag;
		};
		expect(await tagOf(new Uint8Array())).toBe('logo_empty');
		expect(await tagOf(svg)).toBe('logo_kind');
		expect(await tagOf(torn)).toBe('logo_kind');
		expect(await tagOf(await picture('gif'))).toBe('logo_kind');
		expect(await tagOf(new Uint8Array(5_000_000))).toBe('logo_big');
		expect((await held()).logos).toEqual([]);
	});

	it('K7 who may not edit changes nothing; a logo of another organisation is nowhere', async () => {
		const mine = await start('e');
		const id = mine.fresh();
		value(await addLogo(mine.s, mine.at, { id, bytes: await picture('png') }));
		const other = await start('f', 'programme_officer');
		const forbidden = { ok: false, refusal: { tag: 'forbidden' } };
		expect(await changeOrganisation(other.s, other.at, given)).toEqual(forbidden);
		expect(await addLogo(other.s, other.at, { id, bytes: new Uint8Array() })).toEqual(forbidden);
		expect(await removeLogo(other.s, other.at, id)).toEqual(forbidden);
		expect(await readLogo(other.s, other.at, id)).toBeUndefined();
		expect((await mine.held()).logos).toEqual([id]);
	});
});
