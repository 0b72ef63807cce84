import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeOnce } from './durable-files.server.ts';
import { hmacHex } from './hash.server.ts';

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

/** Reads the installation's master key, made at the first start (mode 0600), by whichever process comes first. */
export function openSecrets(dataDir: string): Secrets {
	const file = `${dataDir}/master.key`;
	const from = (text: string) => secretsFrom(Buffer.from(text.trim(), 'hex'));
	try {
		return from(readFileSync(file, 'utf8'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		return from(makeOnce(file, `${randomBytes(32).toString('hex')}\n`));
	}
}
