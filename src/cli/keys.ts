/** `npm run keys -- list | rotate`: the keys that sign badges. */
import { hasKeys, readKeys, rotateKeys, type IssuerKey } from '#lib/badges/index.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { vapidOf } from '#lib/platform/push/vapid.server.ts';
import { openSecrets } from '#lib/platform/secrets.server.ts';
import { resolve } from 'node:path';
import { fail, helpAsked, tellFailure, wrongCommand } from './command.ts';

const HELP = `npm run keys -- list     the signing keys, oldest first, and the key that push services know us by
npm run keys -- rotate   makes a new key; old badges still verify, a running server takes it within a minute

DATA_DIR names the folder of the installation. Ends with 0 when it is done, 1 when it failed, 2 for a wrong command.`;

const show = (keys: IssuerKey[]): void => {
	for (const key of keys) {
		const until = key.retiredAt === null ? 'signs' : `retired ${new Date(key.retiredAt).toISOString()}`;
		console.log(`${key.publicKeyMultibase}  made ${new Date(key.createdAt).toISOString()}  ${until}`);
	}
};

helpAsked(HELP);
const [command = '', ...more] = process.argv.slice(2);
if ((command !== 'list' && command !== 'rotate') || more.length) wrongCommand(HELP, 'Say list or rotate.');
try {
	const { dataDir, origin } = readEnv(process.env);
	// A key made in a wrong folder would look like a rotation.
	if (!hasKeys(dataDir)) fail(`No installation in ${resolve(dataDir)}: set DATA_DIR to its folder.`);
	console.log(`Keys of ${resolve(dataDir)}:`);
	if (command === 'list') {
		show(await readKeys(dataDir, Date.now()));
		console.log(`${vapidOf(openSecrets(dataDir), origin).publicKey}  push, made of master.key`);
	} else show(await rotateKeys(dataDir, Date.now()));
} catch (error) {
	tellFailure('The keys could not be read.', error);
}
