import { isAdministrator } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { listCohorts, listJoinCodes, listOrganisations } from './cohorts.repository.server.ts';

export interface ListedOrganisation {
	id: string;
	name: string;
	classes: { id: string; name: string; course: string; number?: string; expiresAt?: number }[];
}

/** Every organisation with its classes and their class numbers, for the administrator. */
export async function listClasses(
	{ db, allLearners }: Services,
	staffId: string
): Promise<Result<ListedOrganisation[], { tag: 'forbidden' }>> {
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const organisations = await listOrganisations(allLearners);
	return ok(
		await Promise.all(
			organisations.map(async ({ organisation_id: id, name }) => {
				const [cohorts, codes] = await Promise.all([listCohorts(db, id), listJoinCodes(db, id)]);
				return {
					id,
					name,
					classes: cohorts.map((c) => {
						const code = codes.find((j) => j.cohort_id === c.cohort_id);
						return {
							id: c.cohort_id,
							name: c.name,
							course: c.course,
							...(code && { number: code.code, expiresAt: code.expires_at })
						};
					})
				};
			})
		)
	);
}
