/**
 * The reference of what is served: Node's own http with the bytes in memory, nothing before them. Run as a process of
 * its own, like the server that it stands beside: `node bare-server.ts FOLDER`, see start-bare.ts.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const folder = process.argv[2]!;
const listed = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as Record<
	string,
	{ file: string; headers: Record<string, string> }
>;
const held = new Map(
	Object.entries(listed).map(([path, { file, headers }]) => {
		const body = readFileSync(join(folder, file));
		return [path, { body, headers: { ...headers, 'content-length': String(body.length) } }];
	})
);

const server = createServer(({ url = '/' }, answer) => {
	const found = held.get(url);
	if (found) answer.writeHead(200, found.headers).end(found.body);
	else answer.writeHead(404).end();
});
process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
	console.log(`bare http://localhost:${(server.address() as AddressInfo).port}`);
});
