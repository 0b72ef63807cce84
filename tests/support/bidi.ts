/** Firefox by WebDriver BiDi, which it speaks itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { Rpc } from './rpc.ts';
import type { Driver } from './window.ts';

interface Evaluated {
	type: 'success' | 'exception';
	result?: { value?: string };
	exceptionDetails?: { text: string };
}

/** Firefox on a new profile, one window of 360 × 640. */
export async function launchFirefox(binary: string, env: Record<string, string>): Promise<Driver> {
	const profile = mkdtempSync(join(tmpdir(), 'qadam-firefox-'));
	writeFileSync(
		join(profile, 'user.js'),
		['datareporting.policy.dataSubmissionEnabled', 'app.update.enabled', 'browser.aboutwelcome.enabled']
			.map((name) => `user_pref("${name}", false);\n`)
			.join('')
	);
	const child = await startChild(
		binary,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
		{ ...env, MOZ_CRASHREPORTER_DISABLE: '1' },
		/WebDriver BiDi listening on (ws:\S+)/
	);
	const rpc = await Rpc.open(`${child.said}/session`);
	await rpc.send('session.new', { capabilities: {} });
	const { contexts } = await rpc.send<{ contexts: { context: string }[] }>('browsingContext.getTree');
	const { context } = contexts[0]!;
	await rpc.send('browsingContext.setViewport', { context, viewport: { width: 360, height: 640 } });
	return {
		go: async (url) => {
			await rpc.send('browsingContext.navigate', { context, url, wait: 'complete' });
		},
		evaluate: async (expression) => {
			const { type, result, exceptionDetails } = await rpc.send<Evaluated>('script.evaluate', {
				expression: `Promise.resolve(${expression}).then((value) => JSON.stringify([value]))`,
				target: { context },
				awaitPromise: true
			});
			if (type === 'exception') throw new Error(exceptionDetails?.text);
			return (JSON.parse(result!.value!) as unknown[])[0];
		},
		tap: async (x, y) => {
			const actions = [
				{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
				{ type: 'pointerDown', button: 0 },
				{ type: 'pointerUp', button: 0 }
			];
			await rpc.send('input.performActions', {
				context,
				actions: [{ type: 'pointer', id: 'finger', actions }]
			});
		},
		screenshot: async () => {
			const { data } = await rpc.send<{ data: string }>('browsingContext.captureScreenshot', { context });
			return Buffer.from(data, 'base64');
		},
		close: async () => {
			await rpc.send('browser.close').catch(() => undefined);
			await child.stop();
			rpc.close();
			rmSync(profile, { recursive: true, force: true });
		}
	};
}
