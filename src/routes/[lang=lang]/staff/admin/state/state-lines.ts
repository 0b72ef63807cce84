/** The state of the system in words: what is seen, and where it is not well, what to do. */
import {
	countRejected,
	jobLag,
	LIMITS,
	troubledJobs,
	type State,
	type Topic
} from '#lib/operations/index.ts';
import { DAY, HOUR, MINUTE } from '#lib/platform/clock.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { Locale } from '#lib/platform/i18n/paraglide/runtime.js';
import { commaOf } from '#lib/ui/comma.ts';
import { momentText } from '#lib/ui/date.ts';

export interface StateLine {
	topic: Topic;
	title: string;
	/** What is seen. */
	says: string[];
	/** Where it is not well. */
	todo?: string;
	/** Of the page where it is done, below the administrator's desk. */
	href?: 'deliveries';
}

/** 12 min, 3 h, 4 days: the largest of them that it has two of. */
export function ageText(ms: number): string {
	if (ms >= 2 * DAY) return m.operations_days({ n: Math.floor(ms / DAY) });
	if (ms >= 2 * HOUR) return m.operations_hours({ n: Math.floor(ms / HOUR) });
	return m.operations_minutes({ n: Math.max(1, Math.floor(ms / MINUTE)) });
}

/** Gigabytes as disks count them. */
export const sizeText = (bytes: number): string =>
	bytes >= 1e9
		? m.operations_gb({ n: (bytes / 1e9).toFixed(1) })
		: m.operations_mb({ n: (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) });

type Words = Pick<StateLine, 'title' | 'says' | 'href'> & { todo: string };

const WORDS: Record<Topic, (state: State, isWell: boolean, lang: Locale) => Words> = {
	disk: ({ disk }) => ({
		title: m.operations_disk(),
		says: [
			disk
				? m.operations_disk_says({ free: sizeText(disk.free), size: sizeText(disk.size) })
				: m.operations_disk_unknown()
		],
		todo: m.operations_disk_todo()
	}),
	migrations({ database: { migrations } }) {
		const { pending, unknown } = migrations;
		return {
			title: m.operations_migrations(),
			says: pending.length
				? [m.operations_migrations_pending({ n: pending.length })]
				: [unknown.length ? m.operations_migrations_newer() : m.operations_migrations_well()],
			todo: pending.length ? m.operations_migrations_restart() : m.operations_migrations_upgrade()
		};
	},
	courses: ({ courses }, isWell, lang) => ({
		title: m.operations_courses(),
		says: [
			isWell
				? m.operations_courses_well({ n: courses.count })
				: courses.count
					? m.operations_courses_missing({ list: courses.unpublished.join(commaOf(lang)) })
					: m.operations_courses_none()
		],
		todo: m.operations_courses_todo()
	}),
	jobs: (state, isWell) => ({
		title: m.operations_jobs(),
		says: isWell
			? [m.operations_jobs_well({ n: state.jobs.length })]
			: troubledJobs(state).map((job) => jobText(job, state.at)),
		todo: m.operations_jobs_todo()
	}),
	backup: ({ backupAt }, _, lang) => ({
		title: m.operations_backup(),
		says: [
			backupAt === null
				? m.operations_backup_none()
				: m.operations_backup_at({ at: momentText(backupAt, lang) })
		],
		todo: m.operations_backup_todo()
	}),
	parked: ({ queues }, isWell) => ({
		title: m.operations_parked(),
		says: [
			isWell
				? m.operations_parked_well()
				: m.operations_parked_says({ n: queues.reduce((sum, { parked }) => sum + parked, 0) })
		],
		todo: m.operations_parked_todo(),
		href: 'deliveries'
	}),
	queues({ queues }, _, lang) {
		const waiting = queues.reduce((sum, one) => sum + one.waiting, 0);
		const since = Math.min(...queues.map(({ waitsSince }) => waitsSince ?? Infinity));
		return {
			title: m.operations_queues(),
			says: [
				Number.isFinite(since)
					? m.operations_queues_says({ n: waiting, at: momentText(since, lang) })
					: m.operations_queues_none()
			],
			todo: m.operations_queues_todo(),
			href: 'deliveries'
		};
	},
	fold: ({ fold: { waiting, oldest } }) => ({
		title: m.operations_fold(),
		says: [
			oldest === null
				? m.operations_fold_well()
				: m.operations_fold_says({ n: waiting, age: ageText(oldest) })
		],
		todo: m.operations_fold_todo()
	}),
	seal: ({ unsealed: { acts, since } }, _, lang) => ({
		title: m.operations_seal(),
		says: [
			since === null
				? m.operations_seal_well()
				: m.operations_seal_says({ n: acts, at: momentText(since, lang) })
		],
		todo: m.operations_seal_todo()
	}),
	sync(state, _, lang) {
		const of = (outcome: string) =>
			state.outcomes.reduce((sum, one) => sum + (one.outcome === outcome ? one.events : 0), 0);
		const reasons = state.outcomes.filter(({ reason, events }) => reason !== '' && events > 0);
		return {
			title: m.operations_sync(),
			says: [
				m.operations_sync_says({
					since: momentText(state.since, lang),
					accepted: of('accepted'),
					known: of('known'),
					deferred: of('deferred'),
					rejected: countRejected(state).rejected
				}),
				...(reasons.length
					? [
							m.operations_sync_reasons({
								list: reasons.map(({ reason, events }) => `${reason} ${events}`).join(commaOf(lang))
							})
						]
					: [])
			],
			todo: m.operations_sync_todo()
		};
	},
	values: ({ valuesDue }, isWell) => ({
		title: m.operations_values(),
		says: [isWell ? m.operations_values_well() : m.operations_values_says({ n: valuesDue })],
		todo: m.operations_values_todo()
	})
};

const jobText = (job: State['jobs'][number], at: number): string =>
	job.error !== null && jobLag(job, at) <= LIMITS.jobLag
		? m.operations_jobs_failed({ job: job.name, error: job.error })
		: m.operations_jobs_late({ job: job.name, age: ageText(jobLag(job, at)) });

/** @param well what to do stands only where it is not */
export const linesOf = (
	state: State,
	topics: readonly Topic[],
	{ well, lang }: { well: boolean; lang: Locale }
): StateLine[] =>
	topics.map((topic) => {
		const { todo, href, ...words } = WORDS[topic](state, well, lang);
		return { topic, ...words, ...(!well && { todo, ...(href && { href }) }) };
	});
