import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeOnce, syncPath, writeDurably } from './durable-files.server.ts';
import { hmacHex } from './hash.server.ts';
import { RefusedStart } from './refused-start.server.ts';

/**
 * Keys of one installation. They live in a file of the data folder, apart from the database (K3). What is sealed, and what is
 * mixed into secrets, follows the newest key; everything else stays with the first, for what it made is known elsewhere and
 * cannot be made anew (docs/security.md).
 */
export interface Secrets {
	/** Lookup hash for tokens, codes and session ids. */
	lookup(kind: string, value: string): string;
	/** Number of the key that seals now, and is mixed into new secrets: 1, 2, 3 … */
	newest(): number;
	/** Mixed into learner secrets before argon2id. @param key the one that it was made with */
	pepper(value: string, key: number): string;
	/** AES-256-GCM for fields that staff may reveal; `about` binds the text to its row. It begins with the number of its key. */
	seal(plain: string, about: string): string;
	open(sealed: string, about: string): string;
	/** 32 bytes that seal one learner's work on her phones; the same on each, and the phone's boxes open with it here. */
	phoneKey(learnerId: string): Uint8Array;
	/** 32 bytes that make the key by which push services know this installation. */
	pushKey(): Uint8Array;
}

const TAG = { authTagLength: 16 } as const;

/** @param masters 32 random bytes each, oldest first */
export const secretsFrom = (...masters: Uint8Array[]): Secrets => secretsOf(() => masters);

function secretsOf(masters: () => readonly Uint8Array[]): Secrets {
	const first = masters()[0]!;
	const masterOf = (key: number): Uint8Array => {
		const found = masters()[key - 1];
		if (!found) throw new Error(`made with key ${key}, which master.key does not hold`);
		return found;
	};
	const sealing = new Map<number, Buffer>();
	const sealingKey = (key: number): Buffer => {
		const made = sealing.get(key) ?? Buffer.from(hmacHex(masterOf(key), 'field-encryption'), 'hex');
		sealing.set(key, made);
		return made;
	};
	const newest = () => masters().length;
	return {
		lookup: (kind, value) => hmacHex(first, `lookup:${kind}:${value}`),
		newest,
		pepper: (value, key) => hmacHex(masterOf(key), `pepper:${value}`),
		seal(plain, about) {
			const key = newest();
			const iv = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', sealingKey(key), iv, TAG).setAAD(Buffer.from(about));
			const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
			return `${key}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
		},
		open(sealed, about) {
			const [, key, text] = /^(\d{1,4})\.(.*)$/s.exec(sealed) ?? [];
			if (text === undefined) throw new Error('not sealed');
			const raw = Buffer.from(text, 'base64url');
			const decipher = createDecipheriv('aes-256-gcm', sealingKey(Number(key)), raw.subarray(0, 12), TAG)
				.setAAD(Buffer.from(about))
				.setAuthTag(raw.subarray(12, 28));
			return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
		},
		phoneKey: (learnerId) => createHmac('sha256', first).update(`phone-key:1:${learnerId}`).digest(),
		pushKey: () => createHmac('sha256', first).update('push-key:1').digest()
	};
}

export const MASTER_KEY = 'master.key';
const fileIn = (dataDir: string) => `${dataDir}/${MASTER_KEY}`;

/**
 * The keys of a file: one a line, the oldest first. A line is never taken away, for texts name their key by its number.
 * @throws RefusedStart where there is none, or what is there are no keys
 */
export function readMasters(file: string): Buffer[] {
	if (!existsSync(file))
		throw new RefusedStart(
			`${resolve(file)} is missing. Without it contacts cannot be read and nobody's secret opens her work, so no new one is made in its place. Put it back from a backup, or set DATA_DIR to the folder where it is (docs/operations.md, "What to do when").`
		);
	const lines = readFileSync(file, 'utf8').trim().split('\n');
	if (!lines.every((line) => /^[0-9a-f]{64}$/.test(line)))
		throw new RefusedStart(
			`${resolve(file)} is damaged: each of its lines must hold 64 hexadecimal digits. Put it back from a backup (docs/operations.md, "What to do when").`
		);
	return lines.map((line) => Buffer.from(line, 'hex'));
}

/**
 * Reads the installation's master keys (mode 0600). A rotation shows at once.
 * @param mayMake a first start: where there is no key, one is made, by whichever process comes first
 * @throws RefusedStart as {@link readMasters}
 */
export function openSecrets(dataDir: string, { mayMake = false } = {}): Secrets {
	const file = fileIn(dataDir);
	if (mayMake && !existsSync(file)) makeOnce(file, `${randomBytes(32).toString('hex')}\n`);
	const markOf = () => {
		const stat = statSync(file, { throwIfNoEntry: false });
		return stat && `${stat.ino} ${stat.mtimeMs}`;
	};
	let [seen, masters] = [markOf(), readMasters(file)];
	return secretsOf(() => {
		// The file is never changed, only replaced.
		const mark = markOf();
		if (mark !== undefined && mark !== seen) [seen, masters] = [mark, readMasters(file)];
		return masters;
	});
}

/**
 * A new key seals from now on, in every process that reads this folder; the older ones go on opening.
 * @returns its number
 */
export function rotateMaster(dataDir: string): number {
	const file = fileIn(dataDir);
	const masters = [...readMasters(file), randomBytes(32)];
	writeDurably(`${file}.new`, masters.map((key) => `${key.toString('hex')}\n`).join(''));
	renameSync(`${file}.new`, file);
	syncPath(dataDir);
	return masters.length;
}
