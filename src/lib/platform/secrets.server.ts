import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { syncPath, writeDurably } from './durable-files.server.ts';
import { hmacHex } from './hash.server.ts';
import { RefusedStart } from './refused-start.server.ts';

/** Keys of one installation. They live in a file of the data folder, apart from the database (K3). */
export interface Secrets {
	/** Lookup hash for tokens, codes and session ids. */
	lookup(kind: string, value: string): string;
	/** Mixed into learner secrets before argon2id. */
	pepper(value: string): string;
	/** AES-256-GCM for fields that staff may reveal; `about` binds the text to its row. */
	seal(plain: string, about: string): string;
	open(sealed: string, about: string): string;
	/** 32 bytes that seal one learner's work on her phones; the same on each, and the phone's boxes open with it here. */
	phoneKey(learnerId: string): Uint8Array;
	/** 32 bytes that make the key by which push services know this installation. */
	pushKey(): Uint8Array;
}

/** @param master 32 random bytes */
export function secretsFrom(master: Uint8Array): Secrets {
	const key = Buffer.from(hmacHex(master, 'field-encryption'), 'hex');
	return {
		lookup: (kind, value) => hmacHex(master, `lookup:${kind}:${value}`),
		pepper: (value) => hmacHex(master, `pepper:${value}`),
		seal(plain, about) {
			const iv = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
			const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
			return `1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
		},
		open(sealed, about) {
			const raw = Buffer.from(sealed.slice(2), 'base64url');
			const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, 12))
				.setAAD(Buffer.from(about))
				.setAuthTag(raw.subarray(12, 28));
			return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
		},
		phoneKey: (learnerId) => createHmac('sha256', master).update(`phone-key:1:${learnerId}`).digest(),
		pushKey: () => createHmac('sha256', master).update('push-key:1').digest()
	};
}

/** 32 bytes in hex. */
const KEY = /^[0-9a-f]{64}$/;

const fileIn = (dataDir: string) => `${dataDir}/master.key`;

/** It has its name only when all of it is on the disk; of two processes that make one at once the first wins. */
function makeKey(dataDir: string): void {
	mkdirSync(dataDir, { recursive: true });
	const part = `${fileIn(dataDir)}.${process.pid}`;
	writeDurably(part, `${randomBytes(32).toString('hex')}\n`);
	try {
		linkSync(part, fileIn(dataDir));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(part);
		syncPath(dataDir);
	}
}

/**
 * Reads the installation's master key (mode 0600).
 * @param mayMake a first start: where there is none, one is made
 * @throws RefusedStart where there is none, or what is there is no key
 */
export function openSecrets(dataDir: string, { mayMake = false } = {}): Secrets {
	const file = fileIn(dataDir);
	if (mayMake && !existsSync(file)) makeKey(dataDir);
	if (!existsSync(file))
		throw new RefusedStart(
			`${resolve(file)} is missing. Without it contacts cannot be read and nobody's secret opens her work, so no new one is made in its place. Put it back from a backup, or set DATA_DIR to the folder where it is (docs/operations.md, "What to do when").`
		);
	const text = readFileSync(file, 'utf8').trim();
	if (!KEY.test(text))
		throw new RefusedStart(
			`${resolve(file)} is damaged: it must hold 64 hexadecimal digits. Put it back from a backup (docs/operations.md, "What to do when").`
		);
	return secretsFrom(Buffer.from(text, 'hex'));
}
