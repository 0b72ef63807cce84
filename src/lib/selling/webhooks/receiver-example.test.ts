/** The example of docs/webhooks.md does what the page says, as it stands there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemRandom } from '../../platform/ids.ts';
import { postPinned } from '../../platform/outbound/post-pinned.server.ts';
import { newSecret, signedHeaders } from './sign-message.server.ts';

const root = new URL('../../../../', import.meta.url).pathname;
let child: ChildProcess | undefined;
let folder = '';
afterEach(() => {
	child?.kill();
	rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	return port;
}

test('the example of the documents verifies, refuses what was altered, and takes an event once', async () => {
	const example = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/webhooks.md'), 'utf8'))![1]!;
	folder = mkdtempSync(join(tmpdir(), 'qadam-receiver-'));
	writeFileSync(join(folder, 'receiver.mjs'), example);
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const port = await freePort();
	const secret = newSecret(systemRandom);
	child = spawn(process.execPath, ['receiver.mjs'], {
		cwd: folder,
		env: { QADAM_WEBHOOK_SECRET: secret, PORT: String(port) },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let said = '';
	child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const body =
		'{"type":"seller.unlocked","timestamp":"2026-11-27T06:00:00.000Z","data":{"seller":"s","tier":"starter"}}';
	const send = async (headers: Record<string, string>, text = body) => {
		for (let tries = 0; ; tries++) {
			const sent = await postPinned(`http://127.0.0.1:${port}/`, { headers, body: text }, { loopback: true });
			if (sent.ok) return sent.value.status;
			if (tries > 100) throw new Error(sent.refusal.tag);
			// It is not listening yet.
			await new Promise((later) => setTimeout(later, 50));
		}
	};
	const headers = signedHeaders([secret], { id: 'one', at: Date.now(), body });
	expect([await send(headers), await send(headers)]).toEqual([204, 204]);
	expect(await send(headers, body.replace('starter', 'ready'))).toBe(401);
	expect(await send({ ...headers, 'webhook-id': 'two' })).toBe(401);
	expect(said).toBe('seller.unlocked s starter\n');
});
