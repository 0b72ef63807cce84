/** `npm run keys -- list | rotate`: the keys that sign badges. */
import { hasKeys, readKeys, rotateKeys, type IssuerKey } from '#lib/badges/index.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { vapidOf } from '#lib/platform/push/vapid.server.ts';
import { openSecrets } from '#lib/platform/secrets.server.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const HELP = `npm run keys -- list     the signing keys, oldest first, and the key that push services know us by
npm run keys -- rotate   makes a new key; old badges still verify, a running server takes it within a minute
npm run keys -- new      makes a key where issuer-keys.json is lost and no backup has it: badges of before verify no more

DATA_DIR names the folder of the installation.`;

const show = (keys: IssuerKey[]): void => {
	for (const key of keys) {
		const until = key.retiredAt === null ? 'signs' : `retired ${new Date(key.retiredAt).toISOString()}`;
		console.log(`${key.publicKeyMultibase}  made ${new Date(key.createdAt).toISOString()}  ${until}`);
	}
};

const { dataDir, origin } = readEnv(process.env);
const command = process.argv[2];
const known = command === 'list' || command === 'rotate' || command === 'new';
const isHere = command === 'new' ? existsSync(`${dataDir}/master.key`) : hasKeys(dataDir);
// A key made in a wrong folder would look like a rotation.
if (known && !isHere) {
	console.error(`No installation in ${resolve(dataDir)}: set DATA_DIR to its folder.`);
	process.exit(1);
}
if (command === 'new' && hasKeys(dataDir)) {
	console.error(
		`There are keys in ${resolve(dataDir)}: npm run keys -- rotate makes another, and keeps them.`
	);
	process.exit(1);
}
if (known) console.log(`Keys of ${resolve(dataDir)}:`);
if (command === 'list') {
	show(await readKeys(dataDir, Date.now()));
	console.log(`${vapidOf(openSecrets(dataDir), origin).publicKey}  push, made of master.key`);
} else if (command === 'new') show(await readKeys(dataDir, Date.now()));
else if (command === 'rotate') show(await rotateKeys(dataDir, Date.now()));
else {
	console.log(HELP);
	process.exit(command === undefined || command === '--help' ? 0 : 2);
}
