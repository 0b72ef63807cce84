/** What the tests of accounts and cohorts share: services on a test database, a clock to turn, a browser's cookies. */
import { createHash } from 'node:crypto';
import type { TestDatabase } from '../../../tests/support/databases.ts';
import type { Random } from '../platform/ids.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import type { Services } from '../services.server.ts';
import type { Jar } from './cookies.server.ts';
import type { Secret } from './decide-secret.ts';
import type { Join } from './join.server.ts';

export interface TestServices extends Services {
	/** Turns the clock, ms. */
	pass(ms: number): void;
}

const seeded = (seed: string): Random => {
	let n = 0;
	return (bytes) => {
		const out = new Uint8Array(bytes);
		for (let at = 0; at < bytes; at += 32)
			out.set(
				createHash('sha256')
					.update(`${seed}:${n++}`)
					.digest()
					.subarray(0, bytes - at),
				at
			);
		return out;
	};
};

export const TEST_KEY = createHash('sha256').update('test').digest();

export function testServices(database: TestDatabase, seed: string): TestServices {
	let now = Date.UTC(2026, 10, 22, 10);
	const services = {
		...database,
		env: { origin: 'https://qadam.example' },
		clock: () => now,
		random: seeded(seed),
		secrets: secretsFrom(TEST_KEY),
		catalogue: { course: (id: string) => (id === 'selling-online' ? {} : undefined) },
		contribute: async () => {},
		pass: (ms: number) => void (now += ms)
	};
	return services as unknown as TestServices;
}

export interface TestJar extends Jar {
	values: Map<string, string>;
	options: Map<string, Record<string, unknown>>;
}

export function testJar(): TestJar {
	const values = new Map<string, string>();
	const options = new Map<string, Record<string, unknown>>();
	return {
		values,
		options,
		get: (name) => values.get(name),
		set(name, value, given) {
			values.set(name, value);
			options.set(name, { ...given });
		},
		delete: (name) => void values.delete(name)
	};
}

export const pictures: Secret = { kind: 'pictures', text: 'moon,kite,fish,moon' };
export const digits: Secret = { kind: 'digits', text: '493817' };

export const joining = (services: Services, more: Partial<Join> = {}): Join => ({
	key: Buffer.from(services.random(16)).toString('hex'),
	name: 'شبانہ',
	lang: 'ur',
	secret: pictures,
	consents: [],
	profiles: [],
	deviceHash: 'her-phone',
	...more
});

export function value<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
	if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
	return result.value;
}
