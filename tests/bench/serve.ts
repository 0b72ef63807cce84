import { Agent, request } from 'node:http';
import { buildIfNeeded } from '../../src/cli/start.ts';
import { startServer } from '../support/server.ts';
import { startBare } from './reference/start-bare.ts';
import { conditions, median, row, ROUNDS } from './report.ts';

const REQUESTS = 2000;
const HANDS = 8;

/** The page as a phone gets it, its bytes as they come. */
const get = (url: string, agent: Agent) =>
	new Promise<{ body: Buffer; headers: Record<string, string> }>((resolve, reject) => {
		const sent = request(
			url,
			{ agent, headers: { 'accept-encoding': 'br', accept: 'text/html' } },
			(answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('error', reject);
				answer.on('end', () => {
					if (answer.statusCode !== 200) return reject(new Error(`${url}: ${answer.statusCode}`));
					resolve({ body: Buffer.concat(chunks), headers: answer.headers as Record<string, string> });
				});
			}
		);
		sent.on('error', reject);
		sent.end();
	});

/** @returns pages a second */
async function load(url: string, agent: Agent): Promise<number> {
	const started = performance.now();
	let left = REQUESTS;
	const hand = async () => {
		while (left-- > 0) await get(url, agent);
	};
	await Promise.all(Array.from({ length: HANDS }, hand));
	return REQUESTS / ((performance.now() - started) / 1000);
}

/** A learner page as served, beside a bare Node server that sends the same bytes. */
export default async function serve(): Promise<void> {
	buildIfNeeded();
	const server = await startServer();
	const agent = new Agent({ keepAlive: true, maxSockets: HANDS });
	const path = '/ur/learn/selling-online/a1';
	try {
		const { body, headers } = await get(server.url + path, agent);
		if (headers['content-encoding'] !== 'br') throw new Error('the page is not sent with brotli');
		const { connection: _, 'keep-alive': __, date: ___, ...same } = headers;
		const type = headers['content-type']!;
		const bare = await startBare({ [path]: { body, type, compressed: true, headers: same } });
		conditions(
			`A lesson served: ${body.length} bytes, ${REQUESTS} requests, ${HANDS} at once; reference: bare Node http`
		);
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			ours.push(await load(server.url + path, agent));
			theirs.push(await load(bare.url + path, agent));
		}
		await bare.stop();
		row({
			what: path,
			unit: 'pages/s',
			ours: median(ours),
			reference: median(theirs),
			budget: '≥ 0.5 × bare Node http'
		});
	} finally {
		agent.destroy();
		await server.stop();
		server.remove();
	}
}
