import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { pairwiseId } from './pairwise.server.ts';
import { MASTER_KEY, openSecrets, rotateMaster, secretsFrom } from './secrets.server.ts';

describe('K3 the keys of an installation', () => {
	const home = mkdtempSync(join(tmpdir(), 'qadam-secrets-'));
	afterAll(() => rmSync(home, { recursive: true, force: true }));
	let dataDir: string;
	beforeEach(() => void (dataDir = mkdtempSync(join(home, 'data-'))));

	test('a rotation seals with a new key at once, in every process; what older ones sealed is still opened', () => {
		const [one, other] = [openSecrets(dataDir, { mayMake: true }), openSecrets(dataDir)];
		const before = one.seal('+923001234567', 'contact:a');
		expect(before).toMatch(/^1\./);
		expect(rotateMaster(dataDir)).toBe(2);
		const after = one.seal('+923001234567', 'contact:a');
		expect(after).toMatch(/^2\./);
		for (const text of [before, after]) expect(other.open(text, 'contact:a')).toBe('+923001234567');
		expect(statSync(join(dataDir, MASTER_KEY)).mode & 0o777).toBe(0o600);
		expect(rotateMaster(dataDir)).toBe(3);
		expect(openSecrets(dataDir).open(before, 'contact:a')).toBe('+923001234567');
	});

	test('what is known elsewhere does not change: look-ups, ids at partners, keys of phones and of push services', () => {
		const secrets = openSecrets(dataDir, { mayMake: true });
		const known = () => [
			secrets.lookup('session', 'x'),
			pairwiseId(secrets, 'bazaar', 'learner'),
			Buffer.from(secrets.phoneKey('learner')).toString('hex'),
			Buffer.from(secrets.pushKey()).toString('hex')
		];
		const before = known();
		rotateMaster(dataDir);
		expect(known()).toEqual(before);
		expect(secrets.pepper('x', 2)).not.toBe(secrets.pepper('x', 1));
	});

	test('a text is bound to its row, to its key and to every bit of it', () => {
		const secrets = secretsFrom(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
		const sealed = secrets.seal('note', 'note:a');
		const bit = Buffer.from(sealed.slice(2), 'base64url');
		bit[20]! ^= 1;
		for (const [text, about] of [
			[sealed, 'note:b'],
			[sealed.replace('2.', '1.'), 'note:a'],
			[sealed.replace('2.', '3.'), 'note:a'],
			[`2.${bit.toString('base64url')}`, 'note:a'],
			// A tag cut short would be easier to guess.
			[`2.${Buffer.from(sealed.slice(2), 'base64url').subarray(0, 16).toString('base64url')}`, 'note:a'],
			['2.', 'note:a'],
			['', 'note:a'],
			['99999999999.x', 'note:a']
		] as const)
			expect(() => secrets.open(text, about), text).toThrow();
		expect(secrets.open(sealed, 'note:a')).toBe('note');
	});

	test('a file that is damaged is said to be, not used', () => {
		openSecrets(dataDir, { mayMake: true });
		const file = join(dataDir, MASTER_KEY);
		const whole = readFileSync(file, 'utf8');
		for (const text of ['', whole.slice(0, 40), `${whole}${whole.slice(0, 63)}\n`, `${whole}\n${whole}`]) {
			chmodSync(file, 0o600);
			writeFileSync(file, text);
			expect(() => openSecrets(dataDir), JSON.stringify(text)).toThrow('is damaged');
		}
	});
});
