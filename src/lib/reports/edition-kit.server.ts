/** For tests of reports: an organisation, and people of whom things are counted, as the fold writes them. */
import type { Role } from '../accounts/index.ts';
import type { StaffAt } from '../cohorts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Db, Engine } from '../platform/db.server.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { makeEdition } from './make-edition.server.ts';
import { boundsOf, closesAt, type Period } from './period.ts';

export const ZONE = 'Asia/Karachi';
export const PERIOD: Period = '2026-Q3';

export interface Living {
	gender?: string;
	district?: string;
	cohort?: string;
	indicators?: (string | { id: string; part?: string; value?: number; band?: string })[];
	period?: Period;
}

/** @param get the database of the suite; the clock stands a day after {@link PERIOD} has closed */
export function editionKit(get: () => { db: Db; allLearners: Db; engine: Engine }) {
	let now = closesAt(PERIOD, ZONE) + DAY;
	const services = () => ({
		...get(),
		clock: () => now,
		random: systemRandom,
		secrets: secretsFrom(new Uint8Array(32).fill(7))
	});
	const newId = () => uuidv7(now, systemRandom);

	async function organisation(role: Role = 'programme_officer'): Promise<StaffAt> {
		const id = newId();
		await get()
			.allLearners.insertInto('organisation')
			.values({ organisation_id: id, name: 'روشنی', zone: ZONE, created_at: 0 })
			.execute();
		return {
			staffId: newId(),
			organisationId: id,
			organisation: 'روشنی',
			zone: ZONE,
			roles: [role],
			own: new Set()
		};
	}

	/** People of whom these things are counted. @returns their ids */
	async function live(at: StaffAt, people: readonly Living[]): Promise<string[]> {
		const { allLearners } = get();
		const ids: string[] = [];
		for (const { gender, district, cohort, indicators, period = PERIOD } of people) {
			const learner_id = newId();
			ids.push(learner_id);
			await allLearners
				.insertInto('report_person')
				.values({
					learner_id,
					organisation_id: at.organisationId,
					gender: gender ?? 'woman',
					district: district ?? 'punjab-multan',
					age: '25_34',
					disability: 'no',
					business: 'untold',
					language: 'ur',
					folded_at: now
				})
				.execute();
			for (const one of indicators ?? ['enrolled']) {
				const { id, part = '', value = null, band = '' } = typeof one === 'string' ? { id: one } : one;
				await allLearners
					.insertInto('report_fact')
					.values({
						learner_id,
						organisation_id: at.organisationId,
						indicator: id,
						part,
						period,
						at: boundsOf(period, ZONE).from + DAY,
						value,
						band,
						cohort_id: cohort ?? 'class-one',
						programme_id: ''
					})
					.execute();
			}
		}
		return ids;
	}

	return {
		services,
		newId,
		organisation,
		live,
		times: (n: number, one: Living): Living[] => Array.from({ length: n }, () => one),
		make: (at: StaffAt, period: Period = PERIOD) =>
			makeEdition(services(), { id: at.organisationId, zone: ZONE }, period, at.staffId),
		now: () => now,
		goTo: (moment: number) => void (now = moment)
	};
}
