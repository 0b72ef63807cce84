/** The state as gauges: made anew for each who asks, so that what is no more (a job of the version before) does not stay. */
import { Gauge, Registry } from 'prom-client';
import { SECOND } from '../platform/clock.ts';
import { jobLag } from './judge-state.ts';
import type { State } from './state.ts';

/** @param state nothing: it could not be read, and that is all that is told */
export function stateRegistry(state: State | undefined): Registry {
	const registry = new Registry();
	const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
		new Gauge<L>({ name: `qadam_${name}`, help, labelNames, registers: [registry] });
	const single = (name: string, help: string, value: number): void => gauge(name, help).set(value);

	single(
		'state_readable',
		'1: how the system stands was read; 0: it could not be, and is missing.',
		state ? 1 : 0
	);
	if (!state) return registry;
	const { at, database, disk, fold, unsealed } = state;
	const age = (since: number | null): number => (since === null ? 0 : Math.max(0, at - since) / SECOND);

	gauge('build_info', 'Always 1; its labels say what runs.', 'build', 'engine').set(
		{ build: state.build, engine: database.engine },
		1
	);
	const waiting = gauge('queue_waiting', 'News that has not arrived yet and is not parked.', 'queue');
	const oldest = gauge('queue_oldest_seconds', 'Age of the oldest news that waits; 0: none does.', 'queue');
	const parked = gauge('queue_parked', 'News that is not tried again before a person says so.', 'queue');
	for (const { queue, ...one } of state.queues) {
		waiting.set({ queue }, one.waiting);
		oldest.set({ queue }, age(one.waitsSince));
		parked.set({ queue }, one.parked);
	}
	const lag = gauge('job_lag_seconds', 'For how long recurring work is due and nobody does it.', 'job');
	const failed = gauge('job_failed', '1: its last run ended in an error.', 'job');
	const ran = gauge('job_last_run_timestamp_seconds', 'When its last run ended; missing: never.', 'job');
	for (const one of state.jobs) {
		const job = one.name;
		lag.set({ job }, jobLag(one, at) / SECOND);
		failed.set({ job }, one.error === null ? 0 : 1);
		if (one.doneAt !== null) ran.set({ job }, one.doneAt / SECOND);
	}
	single('fold_waiting', 'Learners whose facts are to be counted anew for reports.', fold.waiting);
	single(
		'fold_oldest_seconds',
		'For how long the first of them waits; 0: none does.',
		(fold.oldest ?? 0) / SECOND
	);
	single('audit_unsealed', 'Acts of staff that are not sealed yet.', unsealed.acts);
	single('audit_unsealed_oldest_seconds', 'Age of the first of them; 0: there is none.', age(unsealed.since));
	single('values_due', 'Values of the register that a person should look up now.', state.valuesDue);
	if (state.backupAt !== null)
		single(
			'backup_timestamp_seconds',
			'When npm run backup last made one; missing: never.',
			state.backupAt / SECOND
		);
	single('database_bytes', 'Size of the database.', database.bytes);
	single(
		'migrations_pending',
		'Migrations of this version that the database lacks.',
		database.migrations.pending.length
	);
	single(
		'courses_unpublished',
		'Courses that are not published in both languages.',
		state.courses.unpublished.length
	);
	if (disk) {
		single('disk_free_bytes', 'Free on the disk that the data folder lies on.', disk.free);
		single('disk_size_bytes', 'Size of that disk.', disk.size);
	}
	return registry;
}
