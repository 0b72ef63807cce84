/** Requests byte for byte, as fetch would not send them. */
import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
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
		const { hostname, port } = new URL(origin);
		const sent = request({ hostname, port, path, method, headers, ...(agent && { agent }) }, (answer) => {
			let text = '';
			answer.setEncoding('utf8');
			answer.on('data', (chunk: string) => (text += chunk));
			answer.on('error', reject);
			answer.on('end', () =>
				resolve({
					status: answer.statusCode!,
					headers: answer.headers,
					text,
					cookies: answer.headers['set-cookie'] ?? []
				})
			);
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
