import { describe, expect, test } from 'vitest';
import { answer, PATIENCE, type Sources } from './answer.ts';

const text = (words: string, status = 200) => new Response(words, { status });
const never = (_ms?: number) => new Promise<never>(() => {});
const noSignal = () => Promise.reject(new TypeError('no signal'));

const nothing: Sources = {
	kept: async () => undefined,
	network: noSignal,
	visited: async () => undefined,
	shell: async () => undefined,
	offline: async () => text('offline')
};
const all: Sources = {
	kept: async () => text('kept'),
	network: async () => text('network'),
	visited: async () => text('visited'),
	shell: async () => text('shell'),
	offline: async () => text('offline')
};
const from = async (sources: Sources, patience = never) => (await answer(sources, patience)).text();

describe('answering a page', () => {
	test('a kept page asks no network', async () => {
		let asked = 0;
		const network = () => (asked++, never());
		expect(await from({ ...all, network })).toBe('kept');
		expect(asked).toBe(0);
	});

	test('not kept: the network, though it was seen before', async () => {
		expect(await from({ ...all, kept: nothing.kept })).toBe('network');
	});

	test('no signal: as last seen, then the shell, then the page that says so', async () => {
		const gone = { ...all, kept: nothing.kept, network: noSignal };
		expect(await from(gone)).toBe('visited');
		expect(await from({ ...gone, visited: nothing.visited })).toBe('shell');
		expect(await from(nothing)).toBe('offline');
	});

	test('a disk that refuses to read has nothing: the network is asked, and what else there is', async () => {
		const broken = () => Promise.reject(new Error('disk I/O'));
		const damaged = { ...all, kept: broken, visited: broken, shell: broken };
		expect(await from(damaged)).toBe('network');
		expect(await from({ ...damaged, network: noSignal })).toBe('offline');
		expect((await answer({ ...damaged, network: noSignal, offline: broken })).type).toBe('error');
	});

	test('a slow network: a page of hers that the phone can fill is not waited for longer either', async () => {
		const slow = { ...nothing, network: never, shell: all.shell };
		expect(await from(slow, (async () => undefined) as never)).toBe('shell');
	});

	test('a slow network: what was seen before is shown after four seconds, and not sooner', async () => {
		const slow = { ...all, kept: nothing.kept, network: never };
		const waits: number[] = [];
		expect(await from(slow, async (ms?: number) => (waits.push(ms!), undefined) as never)).toBe('visited');
		expect(waits).toEqual([PATIENCE]);
		expect(PATIENCE).toBe(4000);
	});

	test('a stand-in never comes before the network has failed, and then before the word that there is none', async () => {
		const standing = { ...nothing, standIn: async () => text('stand-in') };
		const late = async () => (await Promise.resolve(), text('network'));
		expect(await from({ ...standing, network: late }, (async () => undefined) as never)).toBe('network');
		expect(await from(standing)).toBe('stand-in');
		expect(await from({ ...standing, network: async () => text('gateway', 502) })).toBe('stand-in');
		expect(await from({ ...standing, shell: all.shell })).toBe('shell');
	});

	test('a page never seen waits for the network as long as it takes', async () => {
		let arrive!: (fresh: Response) => void;
		const network = () => new Promise<Response>((resolve) => (arrive = resolve));
		const answered = from({ ...nothing, network }, (async () => undefined) as never);
		await Promise.resolve();
		await Promise.resolve();
		arrive(text('network'));
		expect(await answered).toBe('network');
	});

	test('a gateway’s word for a server that is away counts as no signal, where there is something to show', async () => {
		const away = { ...all, kept: nothing.kept, network: async () => text('gateway', 502) };
		expect(await from(away)).toBe('visited');
		expect(await from({ ...nothing, network: away.network })).toBe('gateway');
	});

	test('the server’s own refusal is shown as it is', async () => {
		expect(await from({ ...all, kept: nothing.kept, network: async () => text('not here', 404) })).toBe(
			'not here'
		);
	});

	test('a picture that is nowhere fails as without a worker', async () => {
		const { shell: _shell, offline: _offline, ...asset } = nothing;
		expect((await answer(asset)).type).toBe('error');
	});
});
