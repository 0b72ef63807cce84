import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { postPinned, resolveTarget, type Address } from './post-pinned.server.ts';
import { isPublicAddress } from './public-address.server.ts';
import { readTarget } from './read-target.server.ts';

describe('addresses that nothing is sent to', () => {
	test.each([
		['', 'not-an-address'],
		['example.com/hook', 'not-an-address'],
		['https://exa mple.com', 'not-an-address'],
		['https:\\\\example.com', 'not-an-address'],
		['https://example.com/\u0000', 'not-an-address'],
		[`https://example.com/${'a'.repeat(500)}`, 'too-long'],
		['http://example.com/hook', 'not-https'],
		['ftp://example.com/hook', 'not-https'],
		['file:///etc/passwd', 'not-https'],
		['javascript:alert(1)', 'not-https'],
		['http://127.0.0.1/hook', 'not-https'],
		['https://me:secret@example.com/', 'credentials'],
		['https://example.com/hook#key', 'fragment'],
		['https://example.com:25/', 'port'],
		['https://localhost/hook', 'local-name'],
		['https://LOCALHOST./hook', 'local-name'],
		['https://hook.localhost/', 'local-name'],
		['https://printer.local/', 'local-name'],
		['https://metadata.google.internal/', 'local-name'],
		['https://router/', 'local-name'],
		['https://127.0.0.1/', 'private'],
		['https://127.1/', 'private'],
		['https://0x7f.0.0.1/', 'private'],
		['https://2130706433/', 'private'],
		['https://0177.0.0.1/', 'private'],
		['https://127.0.0.1./', 'private'],
		['https://0.0.0.0/', 'private'],
		['https://10.1.2.3/', 'private'],
		['https://172.31.255.255/', 'private'],
		['https://192.168.1.1/', 'private'],
		['https://100.64.0.1/', 'private'],
		['https://100.100.100.200/', 'private'],
		['https://169.254.169.254/latest/meta-data', 'private'],
		['https://168.63.129.16/', 'private'],
		['https://192.0.0.192/', 'private'],
		['https://198.18.0.1/', 'private'],
		['https://224.0.0.1/', 'private'],
		['https://255.255.255.255/', 'private'],
		['https://[::1]/', 'private'],
		['https://[::]/', 'private'],
		['https://[::ffff:127.0.0.1]/', 'private'],
		['https://[::ffff:8.8.8.8]/', 'private'],
		['https://[::127.0.0.1]/', 'private'],
		['https://[64:ff9b::7f00:1]/', 'private'],
		['https://[fe80::1]/', 'private'],
		['https://[fd00:ec2::254]/', 'private'],
		['https://[fec0::1]/', 'private'],
		['https://[ff02::1]/', 'private'],
		['https://[2002:7f00:1::]/', 'private'],
		['https://[2001::1]/', 'private'],
		['https://[2001:db8::1]/', 'private']
	])('%s is refused: %s', (text, tag) => expect(readTarget(text)).toEqual({ ok: false, refusal: { tag } }));

	test.each([
		'https://example.com/hook',
		'https://example.com:8443/a?b=c',
		'https://8.8.8.8/',
		'https://[2606:4700::1111]/'
	])('%s is fine', (text) => expect(readTarget(text).ok).toBe(true));

	test('the neighbours of closed networks are open, what is no address is not', () => {
		for (const ip of [
			'9.255.255.255',
			'11.0.0.0',
			'100.63.255.255',
			'100.128.0.0',
			'172.15.0.1',
			'172.32.0.1',
			'223.255.255.255'
		])
			expect(isPublicAddress(ip), ip).toBe(true);
		for (const ip of ['', 'example.com', '1.2.3', '2606:4700::1111%eth0', 'fe80::1%1'])
			expect(isPublicAddress(ip), ip).toBe(false);
	});
});

describe('what a name leads to', () => {
	const at = (...addresses: string[]) => ({
		resolve: async () =>
			addresses.map((address): Address => ({ address, family: address.includes(':') ? 6 : 4 }))
	});
	const asked = (...addresses: string[]) => resolveTarget('https://hooks.example.com/', at(...addresses));

	test('a public address is taken', async () =>
		expect(await asked('93.184.216.34')).toMatchObject({
			ok: true,
			value: { address: { address: '93.184.216.34' } }
		}));

	test.each([['10.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:10.0.0.1'], ['fd12::1'], ['100.64.1.1']])(
		'%s is refused, also beside a public one',
		async (bad) => {
			expect(await asked(bad)).toMatchObject({ refusal: { tag: 'private' } });
			expect(await asked('93.184.216.34', bad)).toMatchObject({ refusal: { tag: 'private' } });
		}
	);

	test('a name that leads nowhere, and one whose look-up hangs', async () => {
		expect(await asked()).toMatchObject({ refusal: { tag: 'no-such-name' } });
		const fails = { resolve: () => Promise.reject(new Error('ENOTFOUND')) };
		expect(await resolveTarget('https://nowhere.example.com/', fails)).toMatchObject({
			refusal: { tag: 'no-such-name' }
		});
		const hangs = { resolve: () => new Promise<never>(() => {}), timeout: 30 };
		expect(await resolveTarget('https://slow.example.com/', hangs)).toMatchObject({
			refusal: { tag: 'timeout' }
		});
	});
});

describe('sending', () => {
	const servers: Server[] = [];
	afterEach(() => {
		for (const server of servers.splice(0)) {
			server.closeAllConnections();
			server.close();
		}
	});
	const serve = async (listener: RequestListener): Promise<number> => {
		const server = createServer(listener);
		servers.push(server);
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		return (server.address() as AddressInfo).port;
	};
	const message = { headers: { 'content-type': 'application/json' }, body: '{"سلام":1}' };
	const loopback = { loopback: true };

	test('the body arrives as it is, and the status comes back', async () => {
		let got = '';
		const port = await serve((q, a) => {
			q.on('data', (c: Buffer) => (got += c.toString())).on('end', () => a.writeHead(202).end('ok'));
		});
		expect(await postPinned(`http://127.0.0.1:${port}/hook`, message, loopback)).toEqual({
			ok: true,
			value: { status: 202 }
		});
		expect(got).toBe(message.body);
	});

	test('DNS rebinding: a name is looked up once, and the connection goes to what was checked', async () => {
		let looked = 0;
		const port = await serve((_q, a) => a.end());
		let came = 0;
		servers.at(-1)!.on('connection', () => came++);
		const resolve = async (): Promise<Address[]> => {
			looked++;
			return [{ address: looked === 1 ? '127.0.0.1' : '10.9.9.9', family: 4 }];
		};
		// Names are asked for over https alone; that nobody here speaks it is no matter: who was knocked at is.
		const sent = await postPinned(`https://hooks.example.com:${port}/`, message, { resolve, loopback: true });
		expect([sent.ok, looked, came]).toEqual([false, 1, 1]);
	});

	test('a redirect is an answer, not a way', async () => {
		let inside = 0;
		const secret = await serve((_q, a) => {
			inside++;
			a.end();
		});
		const port = await serve((_q, a) => a.writeHead(307, { location: `http://127.0.0.1:${secret}/` }).end());
		expect(await postPinned(`http://127.0.0.1:${port}/`, message, loopback)).toEqual({
			ok: true,
			value: { status: 307 }
		});
		expect(inside).toBe(0);
	});

	test('who does not answer in time, and who hangs up', async () => {
		const silent = await serve(() => {});
		expect(
			await postPinned(`http://127.0.0.1:${silent}/`, message, { ...loopback, timeout: 50 })
		).toMatchObject({ refusal: { tag: 'timeout' } });
		const gone = await serve((q) => q.socket.destroy());
		expect(await postPinned(`http://127.0.0.1:${gone}/`, message, loopback)).toMatchObject({
			refusal: { tag: 'unreachable' }
		});
	});

	test('an answer without end is cut off at 64 KB, and counts by its status', async () => {
		let sent = 0;
		const port = await serve((_q, a) => {
			a.writeHead(200);
			const more = () => {
				while (!a.destroyed && a.write(Buffer.alloc(8192))) sent += 8192;
			};
			a.on('drain', more);
			more();
		});
		const began = performance.now();
		expect(await postPinned(`http://127.0.0.1:${port}/`, message, loopback)).toEqual({
			ok: true,
			value: { status: 200 }
		});
		expect(performance.now() - began).toBeLessThan(4000);
		// What stood in the buffers of both sides goes out with it.
		expect(sent).toBeLessThan(16 * 1024 * 1024);
	});
});
