/** Requests byte for byte, as fetch would not send them. */
import { request, type Agent, type IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	/** As it came, pressed or not. */
	bytes: Buffer;
	cookies: string[];
}

export interface Raw {
	method?: string;
	path: string;
	headers?: Record<string, string>;
	body?: string | Buffer | undefined;
}

export const send = (origin: string, { method = 'GET', path, headers = {}, body }: Raw, agent?: Agent) =>
	new Promise<Answer>((resolve, reject) => {
		const { protocol, hostname, port } = new URL(origin);
		const open = protocol === 'https:' ? secureRequest : request;
		const sent = open({ hostname, port, path, method, headers, ...(agent && { agent }) }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', reject);
			answer.on('end', () => {
				const bytes = Buffer.concat(chunks);
				resolve({
					status: answer.statusCode!,
					headers: answer.headers,
					text: bytes.toString('utf8'),
					bytes,
					cookies: answer.headers['set-cookie'] ?? []
				});
			});
		});
		sent.on('error', reject);
		sent.end(body);
	});

/** The cookies that answers set, as a browser would send them back. */
export const cookieOf = (...answers: Answer[]): string => {
	const jar = new Map<string, string>();
	for (const cookie of answers.flatMap((a) => a.cookies)) {
		const pair = cookie.split(';')[0]!;
		jar.set(pair.slice(0, pair.indexOf('=')), pair);
	}
	return [...jar.values()].join('; ');
};

export const post = (
	origin: string,
	path: string,
	fields: Record<string, string>,
	headers: Record<string, string> = {}
) =>
	send(origin, {
		method: 'POST',
		path,
		headers: { origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: new URLSearchParams(fields).toString()
	});
