import { afterEach, expect, test, vi } from 'vitest';
import { requestId } from '../platform/request.server.ts';
import { openMetrics } from './metrics.server.ts';
import { observeRequest } from './observe-request.server.ts';

afterEach(() => vi.restoreAllMocks());

const ID = '0192f0c1-7a2b-4c3d-8e4f-5a6b7c8d9e0f';
const observed = (answer: () => Promise<Response>, headers: Record<string, string> = {}, logs = true) =>
	observeRequest(
		{
			metrics: openMetrics({ now: 0, ofProcess: false }),
			env: { logsRequests: logs } as never
		},
		{
			request: new Request('http://x.example/ur/join?name=Nasreen', { method: 'POST', headers }),
			route: { id: '/[lang=lang]/join' }
		},
		answer
	);

test('the id of a proxy goes through: in the work, in the answer, in the line', async () => {
	const log = vi.spyOn(console, 'log').mockImplementation(() => {});
	let inWork: string | undefined;
	const answer = await observed(
		async () => {
			inWork = requestId();
			return new Response(null, { status: 303 });
		},
		{ 'x-request-id': ID }
	);
	expect(inWork).toBe(ID);
	expect(answer.headers.get('x-request-id')).toBe(ID);
	expect(log).toHaveBeenCalledOnce();
	const line = JSON.parse(log.mock.lastCall![0] as string) as Record<string, unknown>;
	expect(Object.keys(line).sort()).toEqual(
		['at', 'level', 'message', 'method', 'ms', 'request', 'route', 'status'].sort()
	);
	expect(line).toMatchObject({ request: ID, method: 'POST', route: '/[lang=lang]/join', status: 303 });
});

test('what is no id is replaced, and stands nowhere', async () => {
	const log = vi.spyOn(console, 'log').mockImplementation(() => {});
	const answer = await observed(async () => new Response('ok'), { 'x-request-id': '03001234567' });
	expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	expect(String(log.mock.lastCall![0])).not.toMatch(/03001234567|Nasreen/);
});

test('what failed is a line with 500, and goes on failing', async () => {
	const log = vi.spyOn(console, 'log').mockImplementation(() => {});
	await expect(observed(() => Promise.reject(new Error('Nasreen')))).rejects.toThrow('Nasreen');
	expect(String(log.mock.lastCall![0])).toContain('"status":500');
	expect(String(log.mock.lastCall![0])).not.toContain('Nasreen');
});

test('without QADAM_LOG there is no line', async () => {
	const log = vi.spyOn(console, 'log').mockImplementation(() => {});
	await observed(async () => new Response('ok'), {}, false);
	expect(log).not.toHaveBeenCalled();
});
