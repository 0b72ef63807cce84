/** The recurring work of an installation, wired for hooks.server.ts. */
import {
	forgetExpiredSessions,
	forgetQuietAttempts,
	replayDeletions,
	sealAudit
} from './accounts/index.server.ts';
import { countItems } from './assessment/index.server.ts';
import { forgetDrafts } from './cohorts/index.server.ts';
import { DAY, HOUR, MINUTE } from './platform/clock.ts';
import type { Job } from './platform/jobs.server.ts';
import { forgetHits } from './platform/limits.server.ts';
import type { Outbound } from './platform/outbound/post-pinned.server.ts';
import { forgetClaims, partnersTold } from './partners/index.server.ts';
import { resealAll } from './reseal.server.ts';
import { foldDirty, makeDueEditions } from './reports/index.server.ts';
import {
	deliverOutbox,
	embeddedConnector,
	eraseEnded,
	eraseEnquiries,
	eraseStale,
	followVendure,
	hideErased,
	noticesCarrier,
	vendureCarrier,
	webhookCarriers
} from './selling/index.server.ts';
import type { Services } from './services.server.ts';

/** Longer than any window that is counted in (platform/limits.server.ts). */
const HITS_KEPT = 2 * DAY;

/** @param outbound how news leaves for endpoints, where not as it should (tests) */
export const jobsOf = (services: Services, outbound?: Outbound): Job[] => {
	const { allLearners, catalogue, clock, contribute, env, vendure } = services;
	return [
		{
			name: 'seller-news',
			every: MINUTE,
			lease: 5 * MINUTE,
			run: async () => {
				await followVendure(allLearners, vendure !== undefined);
				return deliverOutbox(allLearners, [embeddedConnector(allLearners)], {
					clock,
					carriers: [
						...(await webhookCarriers(services, partnersTold(allLearners), outbound)),
						noticesCarrier(services),
						...(vendure ? [vendureCarrier(allLearners, vendure)] : [])
					]
				});
			}
		},
		// K5: who was erased here sells there no more.
		{ name: 'vendure-erased', every: 10 * MINUTE, lease: 10 * MINUTE, run: () => hideErased(services) },
		// M6: whom a shop left without an answer for 48 hours is noted, and orders that nobody confirmed are forgotten after 72.
		{ name: 'stale-orders', every: HOUR, lease: 10 * MINUTE, run: (now) => eraseStale(allLearners, now) },
		{ name: 'ended', every: HOUR, lease: 10 * MINUTE, run: (now) => eraseEnded(allLearners, now) },
		{ name: 'old-enquiries', every: DAY, lease: HOUR, run: (now) => eraseEnquiries(allLearners, now) },
		// K5: also what a crash left half done, and what came in behind a deletion.
		{
			name: 'deletions',
			every: HOUR,
			lease: 10 * MINUTE,
			run: () => replayDeletions(allLearners, env.dataDir, contribute)
		},
		// R2: what changed since is folded into facts.
		{ name: 'report-facts', every: MINUTE, lease: 10 * MINUTE, run: () => foldDirty(services) },
		// R3: a quarter that has closed is counted, protected and kept.
		{ name: 'report-editions', every: HOUR, lease: HOUR, run: () => makeDueEditions(services) },
		// T3: files that were read and never imported.
		{ name: 'import-drafts', every: HOUR, lease: 10 * MINUTE, run: (now) => forgetDrafts(allLearners, now) },
		// Claims of partners that were over a day ago, and what their computers waited for.
		{ name: 'old-claims', every: HOUR, lease: 10 * MINUTE, run: (now) => forgetClaims(allLearners, now) },
		// What first tries say about each item of the banks, for authors.
		{
			name: 'item-figures',
			every: HOUR,
			lease: 30 * MINUTE,
			run: async (now) => void (await countItems(allLearners, catalogue, now))
		},
		// K6: what was done is sealed soon after, organisation by organisation.
		{ name: 'seal-audit', every: 5 * MINUTE, lease: 10 * MINUTE, run: (now) => sealAudit(allLearners, now) },
		// After a rotation of the master key (docs/security.md).
		{ name: 'reseal', every: HOUR, lease: HOUR, run: () => resealAll(services) },
		{ name: 'quiet-attempts', every: DAY, lease: HOUR, run: (now) => forgetQuietAttempts(allLearners, now) },
		{ name: 'old-hits', every: DAY, lease: HOUR, run: (now) => forgetHits(allLearners, now - HITS_KEPT) },
		{ name: 'old-sessions', every: DAY, lease: HOUR, run: (now) => forgetExpiredSessions(allLearners, now) }
	];
};
