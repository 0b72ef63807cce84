/** A key file is lost: nothing takes its place, the start says which and what to do, and with the backup's it goes on. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '../loss/put-back.ts';
import type { World } from '../loss/world.ts';

const KEYS = ['master.key', 'issuer-keys.json'] as const;

const refusalOf = (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'it was done',
		(error: { stderr?: string; message: string }) => error.stderr || error.message
	);

async function refuses(what: string, work: Promise<unknown>, says: string): Promise<void> {
	const refusal = await refusalOf(work);
	// The sentence, and no trail of functions after it.
	if (!refusal.includes(says) || /\n\s+at /.test(refusal)) throw new Error(`${what}: ${refusal}`);
}

/** The keys that badges verify with. */
async function publicKeys(world: World): Promise<string> {
	const answer = await fetch(`${world.url}/.well-known/did.json`);
	return answer.status === 200 ? answer.text() : String(answer.status);
}

/** @returns what the row says */
export async function lostKeys(world: World): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-keys-'));
	try {
		if (!world.isUp()) await world.start();
		const backup = await backUp(world, folder);
		const known = await publicKeys(world);
		const path = (name: string) => join(world.env.dataDir, name);
		for (const name of KEYS) {
			rmSync(path(name));
			const missing = `${name} is missing`;
			await world.more(20);
			await refuses('a backup without it', world.command('backup.ts', '--to', folder), missing);
			if (name === 'issuer-keys.json' && (await publicKeys(world)) !== '500')
				throw new Error('badges are said to verify with other keys');
			await world.kill('SIGTERM');
			await refuses('a start without it', world.start(), missing);
			await refuses('a start without it, again', world.start(), missing);
			if (existsSync(path(name))) throw new Error(`${name} was made anew`);
			if (name === 'master.key') {
				writeFileSync(path(name), `${'0f'.repeat(32)}\n`);
				await refuses('a start with another', world.start(), 'is not the key of this database');
			}
			cpSync(join(backup, name), path(name));
			await world.start();
			await world.more(20);
			if ((await publicKeys(world)) !== known) throw new Error('badges verify with other keys');
		}
		await world.settle();
		return `without master.key, with another one, without issuer-keys.json: no start, no backup, none made anew; with the backup's it starts; ${world.tally.acknowledged} events acknowledged, 0 lost`;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
