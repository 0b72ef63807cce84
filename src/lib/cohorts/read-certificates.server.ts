import type { Text } from '../catalog/index.ts';
import { sortByName } from '../platform/name-order.ts';
import type { Services } from '../services.server.ts';
import { listStandingAwards } from './certificate.repository.server.ts';
import { findOrganisation } from './cohorts.repository.server.ts';
import { readOrganisationDetails, type OrganisationDetails } from './organisation-details.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface Certificate {
	learnerId: string;
	/** As she calls herself; empty where she has told none: it is written by hand then. */
	name: string;
	tileSeed: number;
	/** Of the badge's public page. */
	awardId: string;
	awardedAt: number;
}

export interface Certificates {
	/** Badges that somebody in the class holds, each with its holders by name. */
	badges: { id: string; name: Text; holders: Certificate[] }[];
	details: OrganisationDetails;
}

/** What may be printed for a class: one certificate for each badge that stands. Nothing where she may not teach it. */
export async function readCertificates(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	at: StaffAt,
	cohortId: string
): Promise<Certificates | undefined> {
	if (!may(at, 'learners.teach', cohortId)) return undefined;
	const [awards, organisation] = await Promise.all([
		listStandingAwards(db, at.organisationId, cohortId),
		findOrganisation(db, at.organisationId)
	]);
	const badges = new Map<string, Certificates['badges'][number]>();
	for (const { badge: id, course, version, name, ...award } of sortByName(
		awards.map((a) => ({ ...a, name: a.name ?? '' }))
	)) {
		// The badge as she earned it; a version that is gone leaves the name it has today.
		const known = catalogue.version(course, version) ?? catalogue.course(course);
		if (!known) continue;
		const badge = badges.get(id) ?? { id, name: (catalogue.course(course) ?? known).badge.name, holders: [] };
		badge.holders.push({ ...award, name });
		badges.set(id, badge);
	}
	return { badges: [...badges.values()], details: readOrganisationDetails(organisation?.details ?? '{}') };
}
