import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { join } from 'node:path';
import { issueUploads } from '../../src/lib/accounts/issue.server.ts';
import { joinedOf, type Joined, type Lock } from '../../src/lib/accounts/handover.ts';
import { revokeTokens } from '../../src/lib/accounts/profile.repository.server.ts';
import type { Db, Tx } from '../../src/lib/platform/db.server.ts';
import { hex } from '../../src/lib/platform/ids.ts';
import { requireKey } from '../../src/lib/platform/keyed-queries.server.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';
import { secretsFrom } from '../../src/lib/platform/secrets.server.ts';
import { bodies } from '../../src/lib/progress/event.schema.ts';
import { noNews } from '../../src/lib/progress/index.ts';
import { progressProjector, readLessonNews } from '../../src/lib/progress/index.server.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { rebuild } from '../../src/lib/sync/index.server.ts';
import { GET } from '../../src/routes/api/log/+server.ts';
import { POST } from '../../src/routes/api/sync/+server.ts';
import type { Dice } from './seeded.ts';

export const LEARNERS = ['learner-a', 'learner-b', 'learner-c'] as const;
export type LearnerId = (typeof LEARNERS)[number];
/** Of every learner here. */
export const SECRET = 'digits:602214';

const secrets = secretsFrom(new Uint8Array(32).fill(9));

const open = (content: Buffer) => {
	const raw = new Database(content);
	// Each statement is prepared once: that is a third of a history's time.
	const prepared = new Map<string, Database.Statement>();
	const database = {
		prepare(text: string) {
			const statement = prepared.get(text) ?? raw.prepare(text);
			prepared.set(text, statement);
			return statement;
		},
		close: () => raw.close()
	};
	return {
		raw,
		prepare: database.prepare,
		db: new Kysely({ dialect: new SqliteDialect({ database: database as never }) }) as unknown as Db
	};
};

/** A migrated database in which the learners have joined; copied for each history. */
async function makeTemplate(): Promise<Buffer> {
	const { raw, db } = open(new Database(':memory:').serialize());
	await migrate(db, { engine: 'sqlite' });
	for (const learner_id of LEARNERS) {
		await db
			.insertInto('learner')
			.values({ learner_id, kind: 'joined', locale: 'ur', tile_seed: 7, created_at: 1, joined_at: 1 })
			.execute();
		await db
			.insertInto('profile_claim')
			.values({ profile_id: learner_id, learner_id, claimed_at: 1 })
			.execute();
	}
	return raw.serialize();
}
let template: Promise<Buffer> | undefined;

/** As accounts make it, with one round in place of many. */
function makeLock(learnerId: string, dice: Dice): Lock {
	const [salt, iv] = [dice.bytes(16), dice.bytes(12)];
	const cipher = createCipheriv('aes-256-gcm', pbkdf2Sync(SECRET, salt, 1, 32, 'sha256'), iv);
	cipher.setAAD(Buffer.from(learnerId));
	const box = Buffer.concat([
		iv,
		cipher.update(secrets.phoneKey(learnerId)),
		cipher.final(),
		cipher.getAuthTag()
	]);
	return {
		kind: 'digits',
		salt: Buffer.from(salt).toString('base64'),
		rounds: 1,
		box: box.toString('base64')
	};
}

/** Kinds that a server before its upgrade does not know. */
const NEWER = { 'practice.done': bodies['practice.done'] };

export interface Answered {
	status: number;
	text: string;
}

/** One server with its real doors, use cases and database. */
export class SimulatedServer {
	epoch = 1;
	upgraded = false;
	/** The process ends when all statements of its next writing are through and nothing is committed (S4). */
	crashes = false;
	raw!: Database.Database;
	db!: Db;
	#prepare!: (text: string) => Database.Statement;
	#dice: Dice;
	#clock: () => number;

	constructor(dice: Dice, clock: () => number) {
		this.#dice = dice;
		this.#clock = clock;
	}

	async start(): Promise<void> {
		for (const kind of Object.keys(NEWER)) delete (bodies as Record<string, unknown>)[kind];
		this.#take(await (template ??= makeTemplate()));
	}

	#take(content: Buffer): void {
		this.raw?.close();
		({ raw: this.raw, db: this.db, prepare: this.#prepare } = open(content));
	}

	get #services(): Services {
		const db = this.db.withPlugin(requireKey);
		return {
			db: this.crashes ? (crashing(db) as unknown as Db) : db,
			clock: this.#clock,
			// Nobody here was erased: there is no list of who was.
			env: { dataDir: join(import.meta.dirname, 'none') },
			random: this.#dice.bytes,
			secrets,
			projectors: [progressProjector],
			readNews: async (db: Db, learnerId: string) => ({
				...noNews,
				...(await readLessonNews(db, learnerId))
			}),
			epoch: `epoch-${this.epoch}`
		} as unknown as Services;
	}

	/** A request at the door of a phone's work. */
	async handle(
		address: string,
		init: { method: string; headers: HeadersInit; body?: string }
	): Promise<Answered> {
		const url = new URL(address, 'http://localhost');
		const event = { request: new Request(url, init), url, locals: { services: this.#services } };
		const door = init.method === 'POST' ? POST : GET;
		try {
			const answer = await door(event as never);
			return { status: answer.status, text: await answer.text() };
		} catch (error) {
			if (!(error instanceof Crash)) throw error;
			return { status: 500, text: '' };
		}
	}

	/** What joining, or opening her work again, gives to a phone: claims, tokens, key and lock. */
	async issue(
		learnerId: LearnerId,
		profiles: readonly string[]
	): Promise<{ joined: Joined[]; refused: string[] }> {
		const lock = makeLock(learnerId, this.#dice);
		const services = this.#services;
		const uploads = await this.db
			.transaction()
			.execute((tx) => issueUploads(services, tx, learnerId, hex(this.#dice.bytes(16)), profiles, lock));
		return {
			joined: joinedOf({ learnerId, name: 'نام', tileSeed: 7, ...uploads }),
			refused: uploads.refused
		};
	}

	revoke = (learnerId: LearnerId) => revokeTokens(this.db, learnerId, this.#clock());

	backUp = (): Buffer => this.raw.serialize();

	restore(content: Buffer): void {
		this.#take(content);
		this.epoch++;
	}

	/** A newer version of the application: what it now knows is counted (S3). */
	async upgrade(): Promise<number> {
		this.upgraded = true;
		Object.assign(bodies, NEWER);
		return this.rebuild();
	}

	rebuild = async (): Promise<number> => (await rebuild(this.db, [progressProjector])).redeemed;

	/** Rows of a query, for those who check. */
	rows = <T>(query: string, ...values: (string | number)[]): T[] =>
		this.#prepare(query).all(...values) as T[];

	/** Which numbers of a device's streams are in the log or among the rejected, which are kept without their profile. */
	numbers = (device: string, profile: string): number[] =>
		this.rows<{ seq: number }>(
			'select seq from event where device = ? and profile_id = ? union select seq from rejected_event where device = ?',
			device,
			profile,
			device
		).map(({ seq }) => seq);

	has = (id: string): boolean =>
		this.rows(
			"select 1 from event where event_id = ? union select 1 from rejected_event where event_id = ? and device <> 'device-of-a-forger'",
			id,
			id
		).length > 0;
}

class Crash extends Error {}

const crashing = (db: Db) =>
	new Proxy(db, {
		get: (target, name) =>
			name !== 'transaction'
				? Reflect.get(target, name)
				: () => ({
						execute: (work: (tx: Tx) => Promise<unknown>) =>
							target.transaction().execute(async (tx) => {
								await work(tx);
								throw new Crash();
							})
					})
	});
