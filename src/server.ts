/**
 * The server's entry: kit's handler behind compression, the courses published before the door opens.
 * Run by `npm start` (src/cli/start.ts), which builds first when needed.
 */
import compression from 'compression';
import { randomUUID } from 'node:crypto';
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants } from 'node:zlib';
import { answerHeaders } from './lib/platform/answer-headers.ts';
import { decodable } from './lib/platform/decodable.ts';
import { BadEnvironment, readEnv, type Env } from './lib/platform/env.server.ts';
import { HalfRestored, refuseHalfRestored } from './lib/platform/half-restored.server.ts';
import { logError } from './lib/platform/log.server.ts';
import { publishMark } from './lib/platform/publish-mark.server.ts';
import { isRefusedStart } from './lib/platform/refused-start.server.ts';
import { STOPPING } from './lib/platform/stopping.ts';

/** Kit reads these when its handler is imported: our origin, and the largest body of any door (a photo). */
const BODY_LIMIT = '9M';

/**
 * Brotli of what is made at each request; what is published was pressed before. A tenth smaller than the usual 4, for about
 * a millisecond a page.
 */
const MADE_PAGES = 7;

/** How long requests and a job may take to their end once the door is shut, ms; systemd waits longer (docs/deploy). */
const PATIENCE = 20_000;

/** How long a connection may say nothing then, ms. */
const SILENT = 1000;

/** Milliseconds between two looks at the data folder for what must be published anew. */
const LOOK_FOR_NEWS = 10_000;

const listen = (server: Server, port: number, host: string) =>
	new Promise<AddressInfo>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve(server.address() as AddressInfo));
	});

async function main(): Promise<void> {
	const env = readEnv(process.env);
	refuseHalfRestored(env.dataDir);
	process.env.ORIGIN = env.origin;
	process.env.BODY_SIZE_LIMIT = BODY_LIMIT;
	process.env.QADAM_INTERNAL_TOKEN = randomUUID();
	const built = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as { handler: RequestListener };
	const compress = compression({
		threshold: 512,
		brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: MADE_PAGES } }
	});
	const isSecure = env.origin.startsWith('https:');
	let stopping = false;
	let underWay = 0;
	const listener: RequestListener = (req: IncomingMessage, res: ServerResponse) => {
		underWay++;
		res.once('close', () => underWay--);
		if (stopping) {
			// A proxy that keeps connections looks for another server.
			res.setHeader('Connection', 'close');
			if (req.url === '/healthz') return void res.writeHead(503).end('stopping\n');
		}
		req.url = decodable(req.url ?? '/');
		for (const [name, value] of Object.entries(answerHeaders(req.url.split('?')[0]!, isSecure)))
			res.setHeader(name, value);
		compress(req as never, res as never, () => handler(req, res));
	};

	let seen = publishMark(env.dataDir);
	// What is being written is rendered at each request, never published.
	if (env.preview === undefined) await publish(listener, env.origin);
	// A first start makes its keys while it publishes.
	if (seen.startsWith('\n')) seen = publishMark(env.dataDir);
	const server = createServer(listener);
	const { port } = await listen(server, env.port, env.host);
	console.log(
		`Qadam is ready: ${env.origin === `http://localhost:${env.port}` ? `http://localhost:${port}` : env.origin}`
	);

	// What nobody caught ends the process, and is said as all else is: its message may quote what was sent.
	process.on('uncaughtException', (error) => {
		logError('the process ends', error);
		process.exit(1);
	});
	const watch = watchForNews(listener, env, seen);
	const stop = () => {
		process.off('SIGTERM', stop);
		process.off('SIGINT', stop);
		clearInterval(watch);
		stopping = true;
		process.emit(STOPPING as never);
		setTimeout(() => close(server, () => underWay), env.drainSeconds * 1000);
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}

/**
 * No new connection, the requests under way to their end, then the job under way and the database (hooks.server.ts). The
 * process ends when nothing is left, or after {@link PATIENCE}.
 */
async function close(server: Server, underWay: () => number): Promise<void> {
	setTimeout(() => process.exit(0), PATIENCE).unref();
	// Who stands in the kernel's queue when the door shuts is turned away unheard; so it is let in first.
	for (let turn = 0; turn < 100; turn++) await new Promise((next) => setImmediate(next));
	const began = Date.now();
	const hangUp = setInterval(() => {
		// What was opened a moment ago may still bring a request; a line that stays silent does not keep us.
		if (underWay() === 0 && Date.now() - began > SILENT) server.closeAllConnections();
	}, 100);
	server.close(() => {
		clearInterval(hangUp);
		process.emit('sveltekit:shutdown' as never);
	});
	server.closeIdleConnections();
}

/** Publishes through a door of its own that only this process knows, and prints what a first start has to say. */
async function publish(listener: RequestListener, origin: string): Promise<void> {
	const inside = createServer(listener);
	const { port } = await listen(inside, 0, '127.0.0.1');
	const answer = await fetch(`http://127.0.0.1:${port}/internal/publish`, {
		method: 'POST',
		headers: { 'x-qadam-internal': process.env.QADAM_INTERNAL_TOKEN! }
	});
	const said = (await answer.json()) as { setupLink?: string; detail?: string };
	inside.close();
	inside.closeAllConnections();
	if (!answer.ok) throw new Error(`The courses could not be published: ${said.detail ?? answer.status}`);
	if (said.setupLink)
		console.log(
			`First start. Make the first administrator (once, within 24 hours):\n  ${origin}${said.setupLink}`
		);
}

/**
 * Courses from outside the repository come, change and go while we serve (`npm run course -- publish`), and keys are rotated.
 * Every process looks for itself, so that several behind a load balancer all come to it. What could not be published is tried
 * again.
 * @param seen what was published already
 */
function watchForNews(
	listener: RequestListener,
	{ dataDir, origin }: Pick<Env, 'dataDir' | 'origin'>,
	seen: string
): NodeJS.Timeout {
	let busy = false;
	const look = async () => {
		const mark = publishMark(dataDir);
		if (busy || mark === seen) return;
		busy = true;
		try {
			await publish(listener, origin);
			seen = mark;
		} catch (error) {
			logError('what changed in the data folder could not be published', error);
		}
		busy = false;
	};
	return setInterval(() => void look(), LOOK_FOR_NEWS).unref();
}

main().catch((error: unknown) => {
	const forPeople = error instanceof BadEnvironment || error instanceof HalfRestored || isRefusedStart(error);
	console.error(forPeople ? (error as Error).message : error);
	process.exit(1);
});
