import { pathToFileURL } from 'node:url';
import { BadEnvironment } from '../env.server.ts';
import { SECOND } from '../clock.ts';
import { logError } from '../log.server.ts';
import type { Sms } from './sms.ts';

/** Longer than an adapter may take: then it has not kept its word, and the next one's turn comes. */
const PATIENCE = 15 * SECOND;

/**
 * The adapter that the environment names. Its module's default export makes it; what that needs (a provider's key) it reads
 * from the environment itself.
 * @param adapter `none`, or the path of a module of the operator's
 * @returns undefined for `none`
 * @throws BadEnvironment where there is no such module, or it makes no adapter
 */
export async function openSms(adapter: string): Promise<Sms | undefined> {
	if (adapter === 'none') return undefined;
	const refused = (why: string) =>
		new BadEnvironment(`The configuration is not usable:\n  SMS_ADAPTER ${why}`);
	const module = (await import(/* @vite-ignore */ pathToFileURL(adapter).href).catch((error: unknown) => {
		throw refused(`could not be read: ${error instanceof Error ? error.message : String(error)}`);
	})) as { default?: unknown };
	if (typeof module.default !== 'function') throw refused('has no default export that makes an adapter');
	const made = (await (module.default as () => unknown)()) as Sms | undefined;
	if (typeof made?.send !== 'function') throw refused('makes no adapter: `send` is missing');
	return { send: (message) => careful(made, message) };
}

/** An adapter is somebody else's code: what it throws, and that it never answers, ends here. */
async function careful(sms: Sms, message: Parameters<Sms['send']>[0]): ReturnType<Sms['send']> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<'later'>((settle) => {
		timer = setTimeout(() => settle('later'), PATIENCE);
	});
	try {
		const said = await Promise.race([sms.send(message), late]);
		return said === 'taken' || said === 'gone' ? said : 'later';
	} catch (error) {
		logError('the SMS adapter threw', error);
		return 'later';
	} finally {
		clearTimeout(timer);
	}
}
