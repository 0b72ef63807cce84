/** The page on her phone and the page of an administrator, as far as a server answers: what is shown, done, and refused. */
import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { testServices } from '#lib/accounts/test-kit.server.ts';
import { openKey, openRequest, readOwnPartners, redeemClaim } from '#lib/partners/index.server.ts';
import {
	BADGE,
	CHALLENGE,
	claimIn,
	holder,
	ORIGIN,
	partnerWithKey,
	partnerWorld,
	VERIFIER,
	type PartnerWorld
} from '#lib/partners/testing.server.ts';
import { describeEachDatabase } from '../../../../../tests/support/databases.ts';
import * as mine from '../../me/partners/+page.server.ts';
import * as admin from '../../staff/admin/partners/+page.server.ts';
import * as page from './+page.server.ts';

type Act = (event: RequestEvent) => unknown;

/** What came of it: the data, `fail`'s included, or the status of what was thrown. */
async function outcome(act: unknown, event: RequestEvent): Promise<Record<string, unknown>> {
	try {
		const answer = (await (act as Act)(event)) as Record<string, unknown>;
		return 'data' in answer ? { ...(answer.data as object), status: answer.status } : answer;
	} catch (thrown) {
		if (isHttpError(thrown)) return { status: thrown.status };
		if (isRedirect(thrown)) return { status: thrown.status, to: thrown.location };
		throw thrown;
	}
}

describeEachDatabase('pages of partners', (get) => {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-partner-pages-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const world = (seed: string) => partnerWorld(testServices(get(), `pages-${seed}`), `pages-${seed}`, folder);

	interface Asking {
		query?: Record<string, string>;
		partner?: string;
		learner?: string;
		staff?: string;
		form?: Record<string, string | string[]>;
	}
	const event = (w: PartnerWorld, { query = {}, partner = '', learner, staff, form = {} }: Asking) => {
		const body = new FormData();
		for (const [name, values] of Object.entries(form))
			for (const value of [values].flat()) body.append(name, value);
		return {
			url: new URL(`https://qadam.example/ur/claim/${partner}?${new URLSearchParams(query)}`),
			params: { lang: 'ur', partner },
			request: new Request('https://qadam.example/', { method: 'POST', body }),
			locals: {
				services: w,
				lang: 'ur',
				formToken: 't',
				learner: learner === undefined ? null : { learnerId: learner, kind: 'joined' },
				staff: staff === undefined ? null : { staffId: staff, name: 'نسرین' }
			}
		} as unknown as RequestEvent;
	};
	const good = { return: `${ORIGIN}/back`, state: 's', challenge: CHALLENGE };

	it('a link to nobody is 404, one that is not whole 400, of whichever door; nothing is shown of it', async () => {
		const w = await world('bad');
		await partnerWithKey(w, 'bad-links');
		const learner = await holder(w);
		for (const act of [page.load, page.actions.allow, page.actions.decline]) {
			for (const partner of ['nobody', '../bad-links', 'bad-links\0', ''])
				expect(await outcome(act, event(w, { partner, query: good, learner }))).toEqual({ status: 404 });
			for (const query of [
				{},
				{ ...good, return: 'https://evil.example/' },
				{ ...good, return: `${ORIGIN}@evil.example` },
				{ ...good, challenge: '' },
				{ request: '1' }
			] as Record<string, string>[])
				expect(await outcome(act, event(w, { partner: 'bad-links', query, learner }))).toEqual({
					status: 400
				});
		}
		expect(await readOwnPartners(w, learner, 'ur')).toEqual([]);
	});

	it('who asks and what would be told is shown to her alone; looking keeps nothing', async () => {
		const w = await world('shown');
		await partnerWithKey(w, 'shown');
		const learner = await holder(w);
		const asked = { partner: 'shown', query: good };
		const stranger = await outcome(page.load, event(w, asked));
		expect(stranger).toMatchObject({ joined: false, offer: null, why: null, computer: false, waiting: true });
		expect(stranger.partner).toEqual({ id: 'shown', name: 'Bazaar shown', hosts: ['bazaar.example'] });
		expect((await outcome(page.load, event(w, { ...asked, learner }))).offer).toEqual({
			badgeName: 'Seller Ready',
			name: 'شبانہ',
			phone: '+923001234567'
		});
		const without = await holder(w, { badge: false });
		expect(await outcome(page.load, event(w, { ...asked, learner: without }))).toMatchObject({
			offer: null,
			why: 'no_badge'
		});
		for (const table of ['partner_claim', 'partner_consent'] as const)
			expect(
				await w.allLearners.selectFrom(table).selectAll().where('partner_id', '=', 'shown').execute()
			).toEqual([]);
	});

	it('her yes leads back with a claim, her no without; logged out there is no yes', async () => {
		const w = await world('answers');
		const { partner } = await partnerWithKey(w, 'answers');
		const learner = await holder(w);
		const asked = { partner: 'answers', query: good };
		expect(await outcome(page.actions.allow, event(w, asked))).toEqual({ fault: 'not_joined', status: 409 });
		const yes = await outcome(page.actions.allow, event(w, { ...asked, learner, form: { contact: 'yes' } }));
		expect(yes).toMatchObject({ allowed: true, fault: null });
		const told = await redeemClaim(w, partner, { claim: claimIn(yes.to as string), verifier: VERIFIER });
		expect(told).toMatchObject({ ok: true, value: { phone: '+923001234567' } });
		expect(await outcome(page.actions.decline, event(w, { ...asked, learner }))).toEqual({
			allowed: false,
			to: `${ORIGIN}/back?declined=1&state=s`,
			fault: null
		});
	});

	it('a request that was answered waits no more', async () => {
		const w = await world('qr');
		const { partner } = await partnerWithKey(w, 'scanned');
		const learner = await holder(w);
		const { request } = await openRequest(w, partner);
		const asked = { partner: 'scanned', query: { request }, learner };
		expect(await outcome(page.load, event(w, asked))).toMatchObject({ computer: true, waiting: true });
		expect(await outcome(page.actions.allow, event(w, asked))).toEqual({
			allowed: true,
			to: null,
			fault: null
		});
		expect(await outcome(page.load, event(w, asked))).toMatchObject({ waiting: false });
		expect(await outcome(page.actions.decline, event(w, asked))).toEqual({ fault: 'gone', status: 409 });
	});

	it('she takes back what she allowed, and nobody else does', async () => {
		const w = await world('mine');
		await partnerWithKey(w, 'mine');
		const [learner, other] = [await holder(w), await holder(w)];
		await outcome(page.actions.allow, event(w, { partner: 'mine', query: good, learner }));
		const standing = async () => (await readOwnPartners(w, learner, 'ur'))[0]!.withdrawnAt;
		const form = { partner: 'mine' };
		expect(await outcome(mine.actions.withdraw, event(w, { form }))).toEqual({
			status: 303,
			to: '/ur/login'
		});
		await outcome(mine.actions.withdraw, event(w, { form, learner: other }));
		expect(await standing()).toBeNull();
		for (const partner of ['', 'a\0b', '../mine'])
			expect(await outcome(mine.actions.withdraw, event(w, { form: { partner }, learner }))).toEqual({
				status: 400
			});
		await outcome(mine.actions.withdraw, event(w, { form, learner }));
		expect(await standing()).toBe(w.clock());
	});

	it('an administrator sets up a partner by forms; whoever is none finds no page, and bad input its words', async () => {
		const w = await world('admin');
		const wanted = {
			id: 'by-form',
			name: 'Bazaar',
			badge: BADGE,
			origins: ORIGIN,
			scope: ['claims', 'status']
		};
		const by = (act: unknown, form: Asking['form'], staff?: string) =>
			outcome(act, event(w, { form: form!, ...(staff !== undefined && { staff }) }));
		for (const act of [admin.load, ...Object.values(admin.actions)]) {
			expect(await by(act, wanted, 'somebody')).toEqual({ status: 404 });
			expect((await by(act, wanted)).to).toMatch(/^\/ur\/staff\/login\?to=/);
		}
		expect(await by(admin.actions.make, { ...wanted, id: 'B', origins: 'http://x' }, w.admin)).toMatchObject({
			status: 400,
			again: { of: '', faults: { id: true, origins: true }, typed: { name: 'Bazaar' } }
		});
		expect((await by(admin.actions.make, wanted, w.admin)).status).toBe(303);
		expect(await by(admin.actions.make, wanted, w.admin)).toMatchObject({
			status: 409,
			again: { refused: 'id_taken' }
		});
		expect(await by(admin.actions.key, { id: 'by-form', per_minute: 'x' }, w.admin)).toMatchObject({
			status: 400
		});
		const { key } = (await by(admin.actions.key, { id: 'by-form', per_minute: '60' }, w.admin)) as {
			key: { value: string };
		};
		expect((await openKey(w, key.value, 'claims')).ok).toBe(true);
		const listed = JSON.stringify(await outcome(admin.load, event(w, { staff: w.admin })));
		expect(listed).toContain(key.value.split('_')[1]);
		expect(listed).not.toContain(key.value.split('_')[2]);
		expect(
			(await by(admin.actions.end, { id: 'by-form', key: key.value.split('_')[1]! }, w.admin)).status
		).toBe(303);
		expect((await openKey(w, key.value, 'claims')).ok).toBe(false);
		for (const act of [admin.actions.stop, admin.actions.key, admin.actions.end, admin.actions.start])
			for (const id of ['', 'nobody', 'a\0b'])
				expect(await by(act, { id, key: '\0', per_minute: '60' }, w.admin)).toMatchObject({ status: 409 });
	});
});
