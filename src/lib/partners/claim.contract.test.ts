import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { meanwhile } from '../../../tests/support/meanwhile.ts';
import { addAboutMe, eraseLearner } from '../accounts/index.server.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import { isUuid } from '../platform/ids.ts';
import { pairwiseId } from '../platform/pairwise.server.ts';
import {
	allowAsk,
	changePartner,
	declineAsk,
	findListening,
	forgetClaims,
	isWaiting,
	openRequest,
	partnersTold,
	readOwnPartners,
	readRequest,
	readSellerStatus,
	redeemClaim,
	stopPartner,
	withdrawPartner
} from './index.server.ts';
import type { Ask } from './decide-ask.ts';
import { TELL_TEXT, type Partner } from './partner.ts';
import {
	BADGE,
	button,
	claimIn,
	holder,
	ORIGIN,
	partnerWithKey,
	partnerWorld,
	setBadge,
	VERIFIER,
	type PartnerWorld
} from './testing.server.ts';

describeEachDatabase('claims of partners', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-partners-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const start = async (seed: string) => {
		const w = await partnerWorld(testServices(get(), `claim-${seed}`), seed, dataDir);
		const { partner } = await partnerWithKey(w, `p-${seed}`);
		return { w, partner, her: await holder(w) };
	};
	const allow = async (
		w: PartnerWorld,
		partner: Partner,
		learnerId: string,
		{ ask = button(), contact = false }: { ask?: Ask; contact?: boolean } = {}
	) => allowAsk(w, { learnerId, lang: 'ur', partner, ask, contact });
	const claimOf = async (...of: Parameters<typeof allow>) => claimIn(value(await allow(...of)).to);
	const tag = (result: { ok: true } | { ok: false; refusal: { tag: string } }) =>
		result.ok ? 'ok' : result.refusal.tag;

	it('a claim carries credential, status, the name she shows, and an id of this partner alone; no number unticked', async () => {
		const { w, partner, her } = await start('whole');
		const to = value(await allow(w, partner, her)).to!;
		expect(to).toMatch(/^https:\/\/bazaar\.example\/back\?claim=[0-9a-f]{64}&state=state-1$/);
		const told = value(await redeemClaim(w, partner, { claim: claimIn(to), verifier: VERIFIER }));
		expect(told).toMatchObject({ badge: BADGE, status: 'active', name: 'شبانہ', phone: null });
		expect(told.seller).toBe(pairwiseId(w.secrets, partner.id, her));
		expect(told.credential.id).toMatch(/^https:\/\/qadam\.example\/credentials\//);
		expect(JSON.stringify(told)).not.toContain(her);
	});

	it('her number is told only where she ticks it, this partner may ask, and it is known', async () => {
		const { w, partner, her } = await start('contact');
		const redeem = async (p: Partner, learnerId: string, contact: boolean) =>
			value(
				await redeemClaim(w, p, {
					claim: await claimOf(w, p, learnerId, { contact }),
					verifier: VERIFIER
				})
			).phone;
		expect(await redeem(partner, her, true)).toBe('+923001234567');
		expect(await redeem(partner, her, false)).toBeNull();
		expect(await redeem(partner, await holder(w, { phone: false }), true)).toBeNull();
		const { partner: modest } = await partnerWithKey(w, 'p-modest', { scopes: ['claims'] });
		expect(await redeem(modest, her, true)).toBeNull();
	});

	it('a name that she hides after allowing it is not told', async () => {
		const { w, partner, her } = await start('name');
		const claim = await claimOf(w, partner, her);
		await w.db.updateTable('award').set({ public_name: 0 }).where('learner_id', '=', her).execute();
		expect(value(await redeemClaim(w, partner, { claim, verifier: VERIFIER })).name).toBeNull();
	});

	it('K5 what she allows while she is being erased is not kept, and the computer that waits goes on waiting', async () => {
		const { w, partner, her } = await start('erased');
		await claimOf(w, partner, her);
		const request = await openRequest(w, partner);
		const db = meanwhile(w.db, () => eraseLearner(w, her));
		const ask: Ask = { kind: 'qr', request: request.request };
		expect(tag(await allow({ ...w, db } as PartnerWorld, partner, her, { ask }))).toBe('not_joined');
		for (const table of ['partner_consent', 'partner_claim', 'partner_seller'] as const) {
			const rows = w.allLearners.selectFrom(table).selectAll().where('learner_id', '=', her);
			expect(await rows.execute()).toEqual([]);
		}
		expect(await isWaiting(w, partner, request.request)).toBe(true);
	});

	it('the id stays the same at one partner, and is another at another', async () => {
		const { w, partner, her } = await start('pairwise');
		const { partner: second } = await partnerWithKey(w, 'p-pairwise-2');
		const id = async (p: Partner) =>
			value(await redeemClaim(w, p, { claim: await claimOf(w, p, her), verifier: VERIFIER })).seller;
		const [first, again, other] = [await id(partner), await id(partner), await id(second)];
		expect(again).toBe(first);
		expect(other).not.toBe(first);
		expect(isUuid(first)).toBe(true);
	});

	it('a claim is good once: a replay is refused, and what was told stays told', async () => {
		const { w, partner, her } = await start('replay');
		const claim = await claimOf(w, partner, her);
		value(await redeemClaim(w, partner, { claim, verifier: VERIFIER }));
		for (let n = 0; n < 3; n++)
			expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('redeemed');
	});

	it('of redemptions at once exactly one is told, however many there are', async () => {
		const { w, partner, her } = await start('at-once');
		for (let round = 2; round <= 9; round++) {
			const claim = await claimOf(w, partner, her);
			const all = await Promise.all(
				Array.from({ length: round }, () => redeemClaim(w, partner, { claim, verifier: VERIFIER }))
			);
			expect(all.map(tag).sort()).toEqual(['ok', ...Array<string>(round - 1).fill('redeemed')]);
		}
		const rows = await w.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', 'installation')
			.where('actor', '=', `partner:${partner.id}`)
			.execute();
		expect(rows).toHaveLength(8);
	});

	it('altered, foreign and invented claims are unknown; the wrong verifier is refused and uses nothing up', async () => {
		const { w, partner, her } = await start('altered');
		const { partner: second } = await partnerWithKey(w, 'p-altered-2');
		const claim = await claimOf(w, partner, her);
		const altered = (claim[0] === '0' ? '1' : '0') + claim.slice(1);
		expect(tag(await redeemClaim(w, partner, { claim: altered, verifier: VERIFIER }))).toBe('unknown_claim');
		expect(tag(await redeemClaim(w, partner, { claim: 'x'.repeat(64), verifier: VERIFIER }))).toBe(
			'unknown_claim'
		);
		expect(tag(await redeemClaim(w, second, { claim, verifier: VERIFIER }))).toBe('unknown_claim');
		expect(tag(await redeemClaim(w, partner, { claim, verifier: `${VERIFIER.slice(1)}x` }))).toBe('verifier');
		// As if it were a request, to go without the verifier.
		expect(tag(await redeemClaim(w, partner, { request: claim }))).toBe('verifier');
		expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('ok');
	});

	it('a claim holds for ten minutes', async () => {
		const { w, partner, her } = await start('time');
		const [first, second] = [await claimOf(w, partner, her), await claimOf(w, partner, her)];
		w.pass(10 * MINUTE - 1);
		expect(tag(await redeemClaim(w, partner, { claim: first, verifier: VERIFIER }))).toBe('ok');
		w.pass(1);
		expect(tag(await redeemClaim(w, partner, { claim: second, verifier: VERIFIER }))).toBe('expired');
	});

	it('a badge taken back in between carries nothing over; given again within the time, it does', async () => {
		const { w, partner, her } = await start('revoked');
		const claim = await claimOf(w, partner, her);
		for (const state of ['revoked', 'suspended'] as const) {
			await setBadge(w, her, state);
			expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('badge_not_active');
			expect(tag(await allow(w, partner, her))).toBe('badge_not_active');
		}
		await setBadge(w, her, 'active');
		expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('ok');
	});

	it('nothing is told of somebody without the badge, under 18, or forgotten', async () => {
		const { w, partner, her } = await start('nothing');
		expect(tag(await allow(w, partner, await holder(w, { badge: false })))).toBe('no_badge');
		const young = await holder(w);
		await addAboutMe(w.db, young, { age: 'under_18' }, w.clock());
		expect(tag(await allow(w, partner, young))).toBe('under_18');
		expect(tag(await allow(w, partner, '0190aaaa-0000-7000-8000-000000000000'))).toBe('not_joined');
		const claim = await claimOf(w, partner, her);
		await eraseLearner(w, her);
		expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('unknown_claim');
		expect(tag(await readSellerStatus(w, partner, pairwiseId(w.secrets, partner.id, her)))).toBe(
			'unknown_seller'
		);
	});

	it('a partner that was stopped, or lost its address, gets no claim', async () => {
		const { w, partner, her } = await start('stopped');
		value(await changePartner(w, w.admin, { ...partner, origins: ['https://new.example'] }));
		expect(tag(await allow(w, partner, her))).toBe('stopped');
		expect(tag(await declineAsk(w, partner, button()))).toBe('stopped');
		value(await changePartner(w, w.admin, { ...partner, origins: [ORIGIN] }));
		value(await stopPartner(w, w.admin, partner.id, true));
		expect(tag(await allow(w, partner, her))).toBe('stopped');
	});

	it('a waiting computer learns that she allowed it, and redeems by its own request, once', async () => {
		const { w, partner, her } = await start('qr');
		const { partner: second } = await partnerWithKey(w, 'p-qr-2');
		const opened = await openRequest(w, partner);
		expect(opened.scan.ur).toBe(`https://qadam.example/ur/claim/${partner.id}?request=${opened.request}`);
		const ask: Ask = { kind: 'qr', request: opened.request };
		const state = async () => value(await readRequest(w, partner, opened.request)).state;
		expect(await state()).toBe('waiting');
		expect(await isWaiting(w, partner, opened.request)).toBe(true);
		expect(tag(await redeemClaim(w, partner, { request: opened.request }))).toBe('unknown_claim');
		expect(tag(await allow(w, second, her, { ask }))).toBe('gone');
		expect(value(await allow(w, partner, her, { ask })).to).toBeNull();
		expect(await state()).toBe('allowed');
		expect(tag(await readRequest(w, second, opened.request))).toBe('unknown_request');
		expect(tag(await redeemClaim(w, second, { request: opened.request }))).toBe('unknown_claim');
		// Another phone before the same QR: the first answer counts.
		expect(tag(await allow(w, partner, await holder(w), { ask }))).toBe('gone');
		expect(tag(await declineAsk(w, partner, ask))).toBe('gone');
		expect(value(await redeemClaim(w, partner, { request: opened.request })).seller).toBe(
			pairwiseId(w.secrets, partner.id, her)
		);
		expect(await state()).toBe('redeemed');
		expect(tag(await redeemClaim(w, partner, { request: opened.request }))).toBe('redeemed');
	});

	it('a request that she declined, or left for ten minutes, is over', async () => {
		const { w, partner, her } = await start('qr-over');
		const declined = await openRequest(w, partner);
		value(await declineAsk(w, partner, { kind: 'qr', request: declined.request }));
		expect(value(await readRequest(w, partner, declined.request)).state).toBe('declined');
		const left = await openRequest(w, partner);
		w.pass(10 * MINUTE);
		expect(value(await readRequest(w, partner, left.request)).state).toBe('expired');
		for (const { request } of [declined, left])
			expect(tag(await allow(w, partner, her, { ask: { kind: 'qr', request } }))).toBe('gone');
		expect(tag(await readRequest(w, partner, 'not one'))).toBe('unknown_request');
	});

	it('declining goes back with her no, and keeps nothing of her', async () => {
		const { w, partner, her } = await start('declined');
		expect(value(await declineAsk(w, partner, button())).to).toBe(`${ORIGIN}/back?declined=1&state=state-1`);
		expect(await readOwnPartners(w, her, 'ur')).toEqual([]);
	});

	it('what she allowed is listed; taken back, a claim on its way is refused and the status is told no more', async () => {
		const { w, partner, her } = await start('withdraw');
		const seller = pairwiseId(w.secrets, partner.id, her);
		const claim = await claimOf(w, partner, her, { contact: true });
		expect(tag(await readSellerStatus(w, partner, seller))).toBe('unknown_seller');
		value(await redeemClaim(w, partner, { claim, verifier: VERIFIER }));
		expect(await readOwnPartners(w, her, 'en')).toMatchObject([
			{
				id: partner.id,
				badgeName: 'Seller Ready',
				contact: true,
				toldAt: w.clock(),
				withdrawnAt: null,
				textVersion: TELL_TEXT
			}
		]);
		await setBadge(w, her, 'revoked');
		expect(value(await readSellerStatus(w, partner, seller))).toMatchObject({
			seller,
			badge: BADGE,
			status: 'revoked'
		});
		await setBadge(w, her, 'active');
		const onItsWay = await claimOf(w, partner, her);
		expect(await withdrawPartner(w, her, partner.id)).toBe(true);
		expect(await withdrawPartner(w, her, partner.id)).toBe(false);
		expect(tag(await redeemClaim(w, partner, { claim: onItsWay, verifier: VERIFIER }))).toBe('withdrawn');
		expect(tag(await readSellerStatus(w, partner, seller))).toBe('withdrawn');
		expect(await readOwnPartners(w, her, 'en')).toMatchObject([{ contact: true, withdrawnAt: w.clock() }]);
		w.pass(1);
		const again = await claimOf(w, partner, her);
		expect(value(await redeemClaim(w, partner, { claim: again, verifier: VERIFIER })).seller).toBe(seller);
		expect(tag(await readSellerStatus(w, partner, seller))).toBe('ok');
	});

	it('M11 who says after allowing it that she is under 18 is, to the partner, one who took it back; until she is 18', async () => {
		const { w, partner, her } = await start('under-18');
		const seller = pairwiseId(w.secrets, partner.id, her);
		const redeem = (claim: string) => redeemClaim(w, partner, { claim, verifier: VERIFIER });
		value(await redeem(await claimOf(w, partner, her)));
		const onItsWay = await claimOf(w, partner, her);
		const told = partnersTold(w.allLearners);
		await addAboutMe(w.db, her, { age: 'under_18' }, w.clock());
		expect(await redeem(onItsWay)).toEqual({ ok: false, refusal: { tag: 'withdrawn' } });
		expect(await readSellerStatus(w, partner, seller)).toEqual({ ok: false, refusal: { tag: 'withdrawn' } });
		expect(await told.knows(partner.id, her)).toBe(false);
		await addAboutMe(w.db, her, { age: '18_24' }, w.clock());
		expect(tag(await redeem(onItsWay))).toBe('ok');
		expect(tag(await readSellerStatus(w, partner, seller))).toBe('ok');
		expect(await told.knows(partner.id, her)).toBe(true);
	});

	it('its webhooks are told of her from the redeeming on, until she takes it back, and never of a stopped one', async () => {
		const { w, partner, her } = await start('told');
		const told = partnersTold(w.allLearners);
		const knows = () => told.knows(partner.id, her);
		const claim = await claimOf(w, partner, her);
		expect(await knows()).toBe(false);
		value(await redeemClaim(w, partner, { claim, verifier: VERIFIER }));
		expect(await knows()).toBe(true);
		expect(await told.knows('another', her)).toBe(false);
		// She showed it one badge: of her others it hears nothing.
		const { award_id: shown } = await w.db
			.selectFrom('award')
			.select('award_id')
			.where('learner_id', '=', her)
			.executeTakeFirstOrThrow();
		expect(await told.knows(partner.id, her, shown)).toBe(true);
		expect(await told.knows(partner.id, her, 'another-award')).toBe(false);
		await withdrawPartner(w, her, partner.id);
		expect(await knows()).toBe(false);
		w.pass(1);
		value(await redeemClaim(w, partner, { claim: await claimOf(w, partner, her), verifier: VERIFIER }));
		expect(await knows()).toBe(true);

		const listens = async () =>
			(await told.listening()).has(partner.id) && (await findListening(w.db, partner.id)) !== undefined;
		expect(await listens()).toBe(true);
		value(await stopPartner(w, w.admin, partner.id, true));
		expect(await listens()).toBe(false);
		value(await stopPartner(w, w.admin, partner.id, false));
		value(await changePartner(w, w.admin, { ...partner, scopes: ['claims'] }));
		expect(await listens()).toBe(false);
		expect(await findListening(w.db, 'no such one')).toBeUndefined();
	});

	it('another partner’s id of her is nobody to this one', async () => {
		const { w, partner, her } = await start('others-id');
		const { partner: second } = await partnerWithKey(w, 'p-others-id-2');
		value(await redeemClaim(w, partner, { claim: await claimOf(w, partner, her), verifier: VERIFIER }));
		const id = pairwiseId(w.secrets, partner.id, her);
		expect(tag(await readSellerStatus(w, partner, id))).toBe('ok');
		expect(tag(await readSellerStatus(w, second, id))).toBe('unknown_seller');
		expect(tag(await readSellerStatus(w, partner, 'x'))).toBe('unknown_seller');
	});

	it('a day after they are over, claims and requests are forgotten; what she allowed is not', async () => {
		const { w, partner, her } = await start('forget');
		const claim = await claimOf(w, partner, her);
		const { request } = await openRequest(w, partner);
		w.pass(DAY + 10 * MINUTE);
		await forgetClaims(w.allLearners, w.clock());
		expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('expired');
		w.pass(1);
		await forgetClaims(w.allLearners, w.clock());
		expect(tag(await redeemClaim(w, partner, { claim, verifier: VERIFIER }))).toBe('unknown_claim');
		expect(tag(await readRequest(w, partner, request))).toBe('unknown_request');
		expect(await readOwnPartners(w, her, 'ur')).toHaveLength(1);
	});
});
