/** Stands between the connector and Vendure: passes every question on, and loses the answers that it is told to lose. */
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LossyProxy {
	port: number;
	/** Names of the operations that came, in order. */
	asked: string[];
	/** Whether the answer to the nth question since the last reset is lost. Vendure has done what it was asked by then. */
	loses: (n: number, operation: string) => boolean;
	reset(): void;
	close(): void;
}

export async function lossyProxy(target: number): Promise<LossyProxy> {
	const proxy: LossyProxy = {
		port: 0,
		asked: [],
		loses: () => false,
		reset() {
			proxy.asked = [];
			proxy.loses = () => false;
		},
		close() {
			server.closeAllConnections();
			server.close();
		}
	};
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		const { operationName = '' } = JSON.parse(String(body)) as { operationName?: string };
		proxy.asked.push(operationName);
		const lost = proxy.loses(proxy.asked.length, operationName);
		const onward = ask(
			{
				host: '127.0.0.1',
				port: target,
				path: request.url,
				method: request.method,
				headers: { ...request.headers, host: `127.0.0.1:${target}`, 'content-length': body.length }
			},
			(answer) => {
				const parts: Buffer[] = [];
				answer.on('data', (part: Buffer) => parts.push(part));
				answer.on('end', () => {
					if (lost) return void request.socket.destroy();
					response.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(parts));
				});
			}
		);
		onward.on('error', () => request.socket.destroy());
		onward.end(body);
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	proxy.port = (server.address() as AddressInfo).port;
	return proxy;
}
