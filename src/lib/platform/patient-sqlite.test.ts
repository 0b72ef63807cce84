import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { describe, expect, test } from 'vitest';
import { PatientConnection } from './patient-sqlite.server.ts';

/** A file that another process holds until `free`. */
function file() {
	const state = { held: true, tries: 0, fault: 'SQLITE_BUSY' };
	const connection = {
		async executeQuery({ sql }: CompiledQuery) {
			state.tries++;
			if (sql === 'read') return { rows: [] };
			if (state.held) throw Object.assign(new Error('not now'), { code: state.fault });
			return { rows: [], numAffectedRows: 1n };
		}
	} as unknown as DatabaseConnection;
	return { state, connection };
}
const [read, write] = ['read', 'write'].map((text) => CompiledQuery.raw(text)) as [
	CompiledQuery,
	CompiledQuery
];
const outcome = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: { code: string }) => error.code
	);

describe('a database file that another process holds', () => {
	test('is tried again until it is free', async () => {
		const { state, connection } = file();
		const patient = new PatientConnection(connection, 60_000);
		const waiting = outcome(patient.executeQuery(write));
		await expect.poll(() => state.tries).toBeGreaterThan(2);
		state.held = false;
		expect(await waiting).toBe('done');
	});

	test('is waited for once, by all together: who comes later is refused at the first try, until one gets through', async () => {
		const { state, connection } = file();
		const patient = new PatientConnection(connection, 60);
		expect(await outcome(patient.executeQuery(write))).toBe('SQLITE_BUSY');
		expect(await outcome(patient.executeQuery(read))).toBe('done');
		const { tries } = state;
		expect(tries).toBeGreaterThan(2);
		expect(await outcome(patient.executeQuery(write))).toBe('SQLITE_BUSY');
		expect(state.tries).toBe(tries + 1);

		state.held = false;
		expect(await outcome(patient.executeQuery(write))).toBe('done');
		state.held = true;
		const before = state.tries;
		expect(await outcome(patient.executeQuery(write))).toBe('SQLITE_BUSY');
		expect(state.tries).toBeGreaterThan(before + 1);
	});

	test('any other fault is not tried again', async () => {
		const { state, connection } = file();
		state.fault = 'SQLITE_FULL';
		expect(await outcome(new PatientConnection(connection).executeQuery(write))).toBe('SQLITE_FULL');
		expect(state.tries).toBe(1);
	});
});
