import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SlowLine {
	port: number;
	stop(): Promise<void>;
}

/**
 * A line of 400 kbit/s with 400 ms there and back, before a server on this machine. Everything goes through it, whoever
 * asks: a browser's own brake leaves out its service workers.
 */
export async function slowLine(
	to: number,
	bytesPerSecond = 400_000 / 8,
	roundTripMs = 400
): Promise<SlowLine> {
	const oneWay = roundTripMs / 2;
	const open = new Set<Socket>();
	/** When the line is free again, for all connections together. */
	let free = 0;
	const pass = (from: Socket, into: Socket, slow: boolean) => {
		from.on('data', (chunk) => {
			const now = performance.now();
			if (slow) free = Math.max(now, free) + (chunk.length / bytesPerSecond) * 1000;
			const busy = slow ? free - now : 0;
			from.pause();
			setTimeout(() => from.resume(), busy);
			setTimeout(() => into.writable && into.write(chunk), busy + oneWay);
		});
		// After the last chunk, which is still on its way.
		const rest = () => (slow ? Math.max(0, free - performance.now()) : 0);
		from.on('close', () => setTimeout(() => into.end(), rest() + oneWay + 50));
		from.on('error', () => into.destroy());
	};
	const server = createServer({ noDelay: true }, (near) => {
		const far = connect({ port: to, host: '127.0.0.1', noDelay: true });
		for (const socket of [near, far]) {
			open.add(socket);
			socket.once('close', () => open.delete(socket));
		}
		pass(near, far, false);
		pass(far, near, true);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of open) socket.destroy();
			})
	};
}
