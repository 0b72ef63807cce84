/** WebKitGTK by classic WebDriver, on a screen that nobody sees. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from './child.ts';
import { freePort } from './server.ts';
import type { Driver } from './window.ts';

/** A command of the protocol; what it refuses is thrown. */
async function command(
	url: string,
	method: 'POST' | 'DELETE' | 'GET',
	body?: object,
	patience = 60_000
): Promise<unknown> {
	const signal = AbortSignal.timeout(patience);
	const answer = await fetch(url, { method, signal, ...(body && { body: JSON.stringify(body) }) });
	const { value } = (await answer.json()) as { value: unknown };
	if (!answer.ok) {
		const { error, message } = value as { error: string; message: string };
		throw new Error(`${error}: ${message}`);
	}
	return value;
}

/** @returns the program that answers on the port, whose first word may be nothing at all */
async function startDriver(port: number, env: Record<string, string>): Promise<Child> {
	const child = await startChild(
		'/bin/sh',
		['-c', `echo ready; exec WebKitWebDriver --port=${port}`],
		env,
		/ready/
	);
	for (let tries = 0; tries < 100; tries++) {
		const up = await command(`http://127.0.0.1:${port}/status`, 'GET').catch(() => undefined);
		if (up) return child;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	await child.stop();
	throw new Error('WebKitWebDriver does not answer');
}

/** WebKit's own small browser. Its window is as near to 360 × 640 as its bars let it be. */
export async function launchWebKit(binary: string, env: Record<string, string>): Promise<Driver> {
	const home = mkdtempSync(join(tmpdir(), 'qadam-webkit-'));
	const screen = await startChild(
		'Xvfb',
		['-displayfd', '1', '-screen', '0', '1024x1024x24', '-nolisten', 'tcp'],
		{},
		/^(\d+)$/m
	);
	const port = await freePort();
	const driver = await startDriver(port, {
		...env,
		DISPLAY: `:${screen.said}`,
		HOME: home,
		XDG_RUNTIME_DIR: home,
		WEBKIT_DISABLE_COMPOSITING_MODE: '1'
	});
	const origin = `http://127.0.0.1:${port}/session`;
	const { sessionId } = (await command(origin, 'POST', {
		capabilities: {
			alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }
		}
	})) as { sessionId: string };
	const session = `${origin}/${sessionId}`;
	// A page that is left answers no more: who asked it asks again.
	await command(`${session}/timeouts`, 'POST', { script: 3000 });
	const evaluate = async (expression: string) => {
		const script = `const done = arguments[0];
			Promise.resolve().then(() => ${expression}).then(
				(value) => done(JSON.stringify([value])), (error) => done(JSON.stringify({ error: String(error) })))`;
		const said = JSON.parse(
			(await command(`${session}/execute/async`, 'POST', { script, args: [] })) as string
		) as unknown[] | { error: string };
		if (!Array.isArray(said)) throw new Error(said.error);
		return said[0];
	};
	// The window has a frame and bars: it is made larger by what they take.
	const [width, height] = (await evaluate('[innerWidth, innerHeight]')) as [number, number];
	const rect = (await command(`${session}/window/rect`, 'GET')) as { width: number; height: number };
	await command(`${session}/window/rect`, 'POST', {
		width: 360 + rect.width - width,
		height: 640 + rect.height - height
	});
	return {
		go: async (url) => void (await command(`${session}/url`, 'POST', { url })),
		evaluate,
		tap: async (x, y) => {
			const actions = [
				{ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) },
				{ type: 'pointerDown', button: 0 },
				{ type: 'pointerUp', button: 0 }
			];
			await command(`${session}/actions`, 'POST', {
				actions: [{ type: 'pointer', id: 'finger', actions }]
			});
		},
		// A page at rest may paint nothing more, and then no picture comes: who asked goes on without.
		screenshot: async () =>
			Buffer.from((await command(`${session}/screenshot`, 'GET', undefined, 5000)) as string, 'base64'),
		close: async () => {
			await command(session, 'DELETE').catch(() => undefined);
			await driver.stop();
			await screen.stop();
			rmSync(home, { recursive: true, force: true });
		}
	};
}
