/** A server behind the proxy that tells what came to it; it can be one that dies when it has read a request. */
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

export async function startRecorder({ hangsUp = false } = {}): Promise<Recorder> {
	const came: Came[] = [];
	const server = createServer((request, response) => {
		request.resume().once('end', () => {
			came.push({ method: request.method!, path: request.url!, headers: request.headers });
			if (hangsUp) request.socket.destroy();
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
