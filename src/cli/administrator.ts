/**
 * `npm run administrator`: a link that makes an administrator of the installation, or opens the log-in of one who lost her
 * password and her second factor. Works while the server is running.
 */
import { makeSetupLink } from '#lib/accounts/index.server.ts';
import { compose } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';

const HELP = `npm run administrator   prints a link, good once and for a day. With a new log-in name it makes an administrator;
                        with the name of one who is there, it sets her a new password and lifts her second factor.`;

if (process.argv[2] !== undefined) {
	console.log(HELP);
	process.exit(process.argv[2] === '--help' ? 0 : 2);
}
const env = readEnv(process.env);
const { services, close } = await compose(env);
try {
	console.log(new URL(await makeSetupLink(services), env.origin).href);
} finally {
	await close();
}
