/** Chromium by its DevTools protocol, as old ones and new ones speak it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserLaunch } from './browser.ts';
import { startChild } from './child.ts';
import { Rpc, type Listener } from './rpc.ts';
import type { Driver } from './window.ts';

export interface Chromium {
	/** A window on a page of its own, 360 × 640. */
	page(): Promise<ChromiumPage>;
	/** Where it takes commands, for tools that bring their own. */
	port: number;
	close(): Promise<void>;
}

/**
 * Starts a browser on a folder of its own: opened again on the same folder it has its databases, caches and service
 * workers back.
 */
export async function launchChromium(
	{ executablePath, args, env }: BrowserLaunch,
	userDataDir: string
): Promise<Chromium> {
	// A browser that was killed leaves its lock behind.
	for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
		rmSync(join(userDataDir, lock), { force: true });
	const child = await startChild(
		executablePath,
		[
			...args,
			'--headless',
			'--remote-debugging-port=0',
			'--window-size=360,640',
			`--user-data-dir=${userDataDir}`,
			'about:blank'
		],
		env,
		/DevTools listening on (ws:\S+)/
	);
	const rpc = await Rpc.open(child.said);
	return {
		page: () => ChromiumPage.open(rpc),
		port: Number(new URL(child.said).port),
		close: async () => {
			// It answers, or is gone before it can.
			await rpc.send('Browser.close').catch(() => undefined);
			await Promise.race([child.ended, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
			await child.stop();
			rpc.close();
		}
	};
}

interface Evaluated {
	result: { value?: unknown };
	exceptionDetails?: { text: string; exception?: { description?: string } };
}

export class ChromiumPage implements Driver {
	readonly #rpc: Rpc;
	readonly #session: string;
	readonly #target: string;
	/** Uncaught errors and console errors, as a developer would see them. */
	readonly faults: string[] = [];

	private constructor(rpc: Rpc, target: string, session: string) {
		this.#rpc = rpc;
		this.#target = target;
		this.#session = session;
	}

	static async open(rpc: Rpc): Promise<ChromiumPage> {
		const { targetId } = await rpc.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
		const { sessionId } = await rpc.send<{ sessionId: string }>('Target.attachToTarget', {
			targetId,
			flatten: true
		});
		const page = new ChromiumPage(rpc, targetId, sessionId);
		for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
		await page.send('Emulation.setDeviceMetricsOverride', {
			width: 360,
			height: 640,
			deviceScaleFactor: 2,
			mobile: true
		});
		page.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
			const { text, exception } = exceptionDetails as unknown as NonNullable<Evaluated['exceptionDetails']>;
			page.faults.push(exception?.description ?? text);
		});
		page.on('Log.entryAdded', ({ entry }) => {
			const { level, text, source } = entry as unknown as { level: string; text: string; source: string };
			// A server that is away is part of the journey.
			if (level === 'error' && source !== 'network') page.faults.push(text);
		});
		return page;
	}

	send<T = Record<string, never>>(method: string, params: object = {}): Promise<T> {
		return this.#rpc.send<T>(method, params, this.#session);
	}

	on(method: string, listener: Listener): () => void {
		return this.#rpc.on(method, (params, session) => {
			if (session === this.#session) listener(params);
		});
	}

	async go(url: string): Promise<void> {
		let off = () => {};
		const loaded = new Promise<void>((resolve) => (off = this.on('Page.loadEventFired', () => resolve())));
		const { errorText } = await this.send<{ errorText?: string }>('Page.navigate', { url });
		if (!errorText) await loaded;
		off();
		if (errorText) throw new Error(`${url}: ${errorText}`);
	}

	async evaluate(expression: string): Promise<unknown> {
		const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.evaluate', {
			expression,
			awaitPromise: true,
			returnByValue: true
		});
		if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
		return result.value;
	}

	async tap(x: number, y: number): Promise<void> {
		const at = { x, y, button: 'left', clickCount: 1 };
		await this.send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' });
		await this.send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
	}

	async screenshot(): Promise<Buffer> {
		const { data } = await this.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
		return Buffer.from(data, 'base64');
	}

	/** No network at all, or one again; a server that is stopped needs none of this. */
	async offline(offline: boolean): Promise<void> {
		await this.send('Network.emulateNetworkConditions', {
			offline,
			latency: 0,
			downloadThroughput: -1,
			uploadThroughput: -1
		});
	}

	async close(): Promise<void> {
		await this.#rpc.send('Target.closeTarget', { targetId: this.#target });
	}
}
