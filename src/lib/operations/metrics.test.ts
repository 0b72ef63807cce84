import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openMetrics } from './metrics.server.ts';
import { observeRequest } from './observe-request.server.ts';
import { wellState } from './testing.ts';

const pool = () => ({ busy: 3, idle: 7, waiting: 2 });
const open = () => openMetrics({ now: 5, pool, ofProcess: false });

/** One line of the text format: a name, labels, a number. */
const SAMPLE =
	/^(qadam_\w+?)(?:_bucket|_sum|_count)?(?:\{((?:\w+="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (-?[\d.e+]+|\+Inf|NaN)$/;
const samplesOf = (text: string) => text.split('\n').filter((one) => one !== '' && !one.startsWith('#'));

test('every line is a sample, every metric has its help and its type', async () => {
	const metrics = open();
	metrics.countRequest({ route: '/[lang=lang]', method: 'GET', status: 200, took: 12 });
	const text = await metrics.text(wellState());
	for (const line of samplesOf(text)) {
		const name = SAMPLE.exec(line)?.[1];
		expect(name, line).toBeDefined();
		expect(text, line).toContain(`# HELP ${name} `);
		expect(text, line).toContain(`# TYPE ${name} `);
	}
	expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

test('docs/operations.md names every metric, and none besides', async () => {
	const docs = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
	const named = [...docs.matchAll(/^\| `(qadam_\w+)/gm)].map(([, name]) => name).sort();
	const told = [...(await open().text(wellState())).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
	expect(named).toEqual(told.sort());
});

test('the state is told as it was read; a job of the version before is gone', async () => {
	const metrics = open();
	const state = wellState({
		queues: [{ queue: 'webhooks', waiting: 4, parked: 1, waitsSince: wellState().at - 90_000 }],
		jobs: [
			{
				name: 'ended',
				doneAt: 1_000_500,
				runAt: wellState().at - 30_000,
				leasedUntil: 0,
				error: 'TypeError'
			}
		],
		backupAt: null
	});
	await metrics.text(wellState());
	const text = await metrics.text(state);
	for (const line of [
		'qadam_state_readable 1',
		'qadam_queue_waiting{queue="webhooks"} 4',
		'qadam_queue_oldest_seconds{queue="webhooks"} 90',
		'qadam_queue_parked{queue="webhooks"} 1',
		'qadam_job_lag_seconds{job="ended"} 30',
		'qadam_job_failed{job="ended"} 1',
		'qadam_job_last_run_timestamp_seconds{job="ended"} 1000.5',
		'qadam_database_connections{state="waiting"} 2',
		'qadam_build_info{build="b1",engine="sqlite"} 1'
	])
		expect(samplesOf(text)).toContain(line);
	expect(text).not.toContain('seller-news');
	expect(text).not.toContain('backup_timestamp');
});

test('a state that could not be read is told, and what the process counts is there all the same', async () => {
	const metrics = open();
	metrics.countOutcomes([{ id: 'x', outcome: 'known' }]);
	const lines = samplesOf(await metrics.text(undefined));
	expect(lines).toContain('qadam_state_readable 0');
	expect(lines).toContain('qadam_sync_events_total{outcome="known",reason=""} 1');
	expect(lines.some((line) => line.startsWith('qadam_queue'))).toBe(false);
});

test('outcomes are counted by kind and by why; those there were none of stand at 0', async () => {
	const metrics = open();
	metrics.countOutcomes([
		{ id: 'a', outcome: 'accepted' },
		{ id: 'b', outcome: 'accepted' },
		{ id: 'c', outcome: 'rejected', reason: 'id_reused', detail: 'body.name: 0300 1234567' }
	]);
	expect(await metrics.readOutcomes()).toContainEqual({ outcome: 'accepted', reason: '', events: 2 });
	const text = await metrics.text(undefined);
	expect(text).toContain('qadam_sync_events_total{outcome="rejected",reason="id_reused"} 1');
	expect(text).toContain('qadam_sync_events_total{outcome="deferred",reason=""} 0');
	expect(text).not.toContain('1234567');
});

test('requests are counted by route, method and class of status: what was asked for makes no label', async () => {
	const metrics = open();
	const ask = async (method: string, path: string, route: string | null, status: number) =>
		observeRequest(
			{ metrics, env: { logsRequests: false } as never },
			{
				request: { method, headers: new Request(`http://x.example${path}`).headers },
				route: { id: route }
			},
			async () => new Response(null, { status })
		);
	await ask('GET', '/ur/order/5ec2e7?phone=03001234567', '/[lang=lang]/order/[secret]', 200);
	await ask('GET', '/ur/order/other', '/[lang=lang]/order/[secret]', 204);
	await ask('NASREEN', '/03001234567', null, 404);
	const text = await metrics.text(undefined);
	const count = (labels: string) => `qadam_http_request_duration_seconds_count{${labels}}`;
	expect(text).toContain(`${count('route="/[lang=lang]/order/[secret]",method="GET",status="2xx"')} 2`);
	expect(text).toContain(`${count('route="none",method="other",status="4xx"')} 1`);
	expect(text).not.toMatch(/5ec2e7|1234567|NASREEN/);
});
