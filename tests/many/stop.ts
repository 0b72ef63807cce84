/** One process that is told to stop while somebody is still sending. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../loss/world.ts';
import { send } from '../support/raw.ts';
import { isListening } from '../support/server.ts';
import type { Member } from './fleet.ts';

/** @param member of a fleet, started with DRAIN_SECONDS=3 */
export async function stopsInOrder(member: Member): Promise<void> {
	const body = 'x'.repeat(2000);
	const socket = connect(member.port, '127.0.0.1');
	let answer = '';
	socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
	const closed = once(socket, 'close');
	const head = [
		'POST /api/verify HTTP/1.1',
		'Host: x',
		'X-Forwarded-For: 203.0.113.8',
		'Content-Type: application/json'
	];
	socket.write([...head, `Content-Length: ${body.length}`, '', body.slice(0, 1000)].join('\r\n'));

	let code: number | null | undefined;
	const ended = member.end('SIGTERM').then((with_) => (code = with_));
	const headers = { 'x-forwarded-for': '127.0.0.1' };
	await eventually('/healthz says that it stops', async () => {
		const { status } = await send(member.url, { path: '/healthz', headers });
		return status === 503;
	});
	const page = await send(member.url, { path: '/ur', headers });
	assert.deepEqual(
		[page.status, page.headers.connection],
		[200, 'close'],
		'it does not serve while it drains'
	);

	await eventually('it takes no connection any more', async () => !(await isListening(member.port)));
	assert.equal(code, undefined, 'it ended with a request under way');
	socket.write(body.slice(1000));
	await closed;
	assert.match(answer, /^HTTP\/1\.1 200 /);
	await ended;
	assert.equal(code, 0);
}
