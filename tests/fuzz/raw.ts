/** Bytes that no HTTP library would send. */
import { connect } from 'node:net';
import type { Dice } from '../support/hostile.ts';

const noise = (d: Dice, length: number): Buffer =>
	Buffer.from(Array.from({ length }, () => Math.floor(d.random() * 256)));

const METHODS = [
	'GET',
	'POST',
	'HEAD',
	'OPTIONS',
	'TRACE',
	'CONNECT',
	'PROPFIND',
	'get',
	'GE T',
	'QADAM',
	'',
	'M-SEARCH'
];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'HTTP/1.1 x', ''];
const HEADERS = [
	'Content-Length: 5',
	'Content-Length: 5, 6',
	'Content-Length: -1',
	'Content-Length: 99999999999999999999',
	'Transfer-Encoding: chunked',
	'Transfer-Encoding: chunked, identity',
	'Transfer-Encoding: \tchunked',
	'Host: evil.example',
	'Host:',
	'X-Forwarded-Host: evil.example',
	'X-Forwarded-Proto: javascript',
	'X-Forwarded-For: 999.1.1.1, \u0000',
	'X-HTTP-Method-Override: DELETE',
	'Content-Encoding: gzip',
	'Content-Type: multipart/form-data; boundary=',
	'Content-Type: \u0001',
	'Expect: 100-continue',
	'Expect: nothing',
	'Upgrade: websocket',
	'Connection: upgrade, keep-alive, close',
	'Range: bytes=-1,0-0,99999999999-',
	'If-Modified-Since: yesterday',
	'Accept-Encoding: br;q=1.0, *;q=NaN',
	'Accept-Language: ur;q=2, \u06cc',
	'Authorization: Bearer \u00ff',
	'Authorization: Basic',
	'Cookie: qadam=; qadam=; =; ;;; \u00e9=\u00e9',
	`Cookie: ${'a=b; '.repeat(900)}`,
	`X-Long: ${'x'.repeat(20_000)}`,
	' folded: header',
	'no colon',
	': no name'
];
const BODIES = [
	'',
	'hello',
	'5\r\nhello\r\n0\r\n\r\n',
	'ffffffffffffffff\r\n',
	'-1\r\nx',
	'0\r\nX-Injected: yes\r\n\r\n'
];

export function rawRequest(d: Dice, path: string, host: string): Buffer {
	if (d.chance(0.15)) return noise(d, 1 + Math.floor(d.random() * 400));
	const target = d.chance(0.2)
		? d.pick([
				`http://${host}${path}`,
				'*',
				`//evil.example${path}`,
				`${path}#x`,
				`/${'../'.repeat(20)}etc/passwd`,
				'',
				path.replaceAll('/', '\\'),
				'/\u06cc'
			])
		: path;
	const headers = HEADERS.filter(() => d.chance(0.08));
	if (d.chance(0.9)) headers.unshift(`Host: ${host}`);
	const end = d.chance(0.1) ? '\n' : '\r\n';
	const text = [`${d.pick(METHODS)} ${target} ${d.pick(VERSIONS)}`, ...headers, '', d.pick(BODIES)].join(end);
	const bytes = Buffer.from(text, 'latin1');
	if (d.chance(0.1)) bytes[Math.floor(d.random() * bytes.length)] = Math.floor(d.random() * 256);
	return d.chance(0.1) ? bytes.subarray(0, Math.floor(bytes.length * d.random())) : bytes;
}

/** A request that never ends is given up after so long; what was answered until then counts. */
const PATIENCE = 250;

/** @returns the status of every answer on this connection; none where it was closed without a word */
export function sendRaw(port: number, bytes: Buffer): Promise<number[]> {
	return new Promise((resolve) => {
		let text = '';
		const socket = connect(port, '127.0.0.1');
		const done = () => {
			socket.destroy();
			resolve([...text.matchAll(/^HTTP\/1\.[01] (\d{3}) /gm)].map(([, status]) => Number(status)));
		};
		socket.setTimeout(PATIENCE, done);
		socket.on('data', (chunk) => (text += chunk.toString('latin1')));
		socket.on('error', done);
		socket.on('close', done);
		socket.end(bytes);
	});
}
