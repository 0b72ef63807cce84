import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { currentEdition } from '../catalog/index.server.ts';
import { SECOND } from '../platform/clock.ts';
import { LANGS } from '../platform/country/lang.ts';
import { isHalfRestored } from '../platform/half-restored.server.ts';
import { logError } from '../platform/log.server.ts';
import { readMigrationState } from '../platform/migrate.server.ts';
import type { Services } from '../services.server.ts';

/** What a process must have before anybody is sent to it. */
export const NEEDS = ['database', 'migrations', 'restore', 'courses'] as const;
export type Need = (typeof NEEDS)[number];

/** A database that takes longer answers nobody. */
const PATIENCE = 3 * SECOND;

type Wired = Pick<Services, 'allLearners' | 'engine' | 'catalogue' | 'env'>;

/** Courses that this process does not serve in both languages. */
export const unpublishedCourses = ({ catalogue, env }: Pick<Wired, 'catalogue' | 'env'>): string[] =>
	// What is being written is rendered at each request, never published.
	env.preview !== undefined
		? []
		: catalogue
				.courses()
				.map(({ id }) => id)
				.filter((id) => LANGS.some((lang) => !currentEdition(id, lang)));

/** @returns what is missing; nothing: people may be sent here */
export async function readReadiness(services: Wired): Promise<Need[]> {
	const { catalogue, env } = services;
	const missing = new Set<Need>(await missingOfDatabase(services));
	if (isHalfRestored(env.dataDir)) missing.add('restore');
	if (!catalogue.courses().length || unpublishedCourses(services).length) missing.add('courses');
	return NEEDS.filter((need) => missing.has(need));
}

async function missingOfDatabase({ allLearners, engine }: Wired): Promise<Need[]> {
	const late = new AbortController();
	const asked = (async (): Promise<Need[]> => {
		await sql`select 1`.execute(allLearners);
		const { pending } = await readMigrationState(allLearners, engine);
		return pending.length ? ['migrations'] : [];
	})().catch((error: unknown): Need[] => {
		logError('the database does not answer', error);
		return ['database'];
	});
	const none = wait(PATIENCE, ['database'] satisfies Need[], { signal: late.signal }).catch((): Need[] => []);
	const missing = await Promise.race([asked, none]);
	late.abort();
	return missing;
}
