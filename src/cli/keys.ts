/** `npm run keys -- list | rotate | new | rotate-master | reseal`: the keys that sign badges, and those that seal what is in the database. */
import { countOlderSecrets } from '#lib/accounts/index.server.ts';
import { hasKeys, readKeys, rotateKeys, type IssuerKey } from '#lib/badges/index.server.ts';
import { compose } from '#lib/compose.server.ts';
import { readEnv, type Env } from '#lib/platform/env.server.ts';
import { vapidOf } from '#lib/platform/push/vapid.server.ts';
import { MASTER_KEY, openSecrets, rotateMaster } from '#lib/platform/secrets.server.ts';
import { countResealable, resealAll } from '#lib/reseal.server.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, helpAsked, tellFailure, wrongCommand } from './command.ts';

const HELP = `npm run keys -- list            the signing keys, oldest first, the key that push services know us by, and how many keys master.key has
npm run keys -- rotate          makes a new signing key; old badges still verify, a running server takes it within a minute
npm run keys -- new             makes a key where issuer-keys.json is lost and no backup has it: badges of before verify no more
npm run keys -- rotate-master   makes a new key in master.key and seals with it what older ones have sealed; a running server takes it at once
npm run keys -- reseal          seals what a rotation that was broken off has left; a running server does so by itself

DATA_DIR names the folder of the installation. Ends with 0 when it is done, 1 when it failed, 2 for a wrong command.`;

const show = (keys: IssuerKey[]): void => {
	for (const key of keys) {
		const until = key.retiredAt === null ? 'signs' : `retired ${new Date(key.retiredAt).toISOString()}`;
		console.log(`${key.publicKeyMultibase}  made ${new Date(key.createdAt).toISOString()}  ${until}`);
	}
};

async function list({ dataDir, origin }: Env): Promise<void> {
	show(await readKeys(dataDir, Date.now()));
	const secrets = openSecrets(dataDir);
	console.log(`${vapidOf(secrets, origin).publicKey}  push, made of the first key of master.key`);
	console.log(`Key ${secrets.newest()} of master.key seals.`);
}

/** What the newest key of master.key has not sealed yet. */
async function resealHere(env: Env): Promise<void> {
	const { services, close } = await compose(env);
	try {
		const { secrets, allLearners } = services;
		const { done } = await resealAll(services, (table, told) => console.log(`${told.done} of ${table} …`));
		const left = await countResealable(services);
		const waiting = await countOlderSecrets(allLearners, secrets.newest());
		console.log(
			`Key ${secrets.newest()} of master.key seals. ${done} texts were sealed again, ${left} are left to older keys; ${waiting} secrets and passwords take it at their next log-in.`
		);
		process.exitCode = left ? 1 : 0;
	} finally {
		await close();
	}
}

const commands: Record<string, (env: Env) => Promise<void>> = {
	list,
	// A lost file looks like one that was never made: whoever says so means it.
	new: async ({ dataDir }) => show(await readKeys(dataDir, Date.now())),
	rotate: async ({ dataDir }) => show(await rotateKeys(dataDir, Date.now())),
	'rotate-master': async (env) => {
		console.log(`Made key ${rotateMaster(env.dataDir)} of master.key.`);
		await resealHere(env);
	},
	reseal: resealHere
};

helpAsked(HELP);
const [name = '', ...more] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!command || more.length) wrongCommand(HELP, `Say ${Object.keys(commands).join(', ')}.`);
try {
	const env = readEnv(process.env);
	const here = resolve(env.dataDir);
	// A key made in a wrong folder would look like a rotation.
	if (!(name === 'new' ? existsSync(`${env.dataDir}/${MASTER_KEY}`) : hasKeys(env.dataDir)))
		fail(`No installation in ${here}: set DATA_DIR to its folder.`);
	if (name === 'new' && hasKeys(env.dataDir))
		fail(`There are keys in ${here}: npm run keys -- rotate makes another, and keeps them.`);
	console.log(`Keys of ${here}:`);
	await command(env);
} catch (error) {
	tellFailure('The keys could not be read.', error);
}
