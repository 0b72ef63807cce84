/** A server behind the proxy that tells what came to it. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Came {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
}

export interface Recorder {
	port: number;
	came: Came[];
	close(): void;
}

/** @param dies whether it breaks off when it has read this request; `came` has those before it */
export async function startRecorder(
	dies: (one: Came, came: readonly Came[]) => boolean = () => false
): Promise<Recorder> {
	const came: Came[] = [];
	const server = createServer((request, response) => {
		request.resume().once('end', () => {
			const one = { method: request.method!, path: request.url!, headers: request.headers };
			const last = dies(one, came);
			came.push(one);
			if (last) request.socket.destroy();
			else response.end('taken');
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	return {
		port: (server.address() as AddressInfo).port,
		came,
		close() {
			server.close();
			server.closeAllConnections();
		}
	};
}
