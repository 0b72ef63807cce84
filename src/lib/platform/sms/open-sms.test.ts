import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { BadEnvironment, readEnv } from '../env.server.ts';
import { openSms } from './open-sms.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'qadam-sms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let n = 0;
const adapter = (source: string): string => {
	const file = join(folder, `adapter-${n++}.mjs`);
	writeFileSync(file, source);
	return file;
};
const message = { to: '+923001234567', text: 'x' };

test('none is the default, and sends nothing', async () => {
	expect(readEnv({}).smsAdapter).toBe('none');
	expect(await openSms('none')).toBeUndefined();
});

test('a module of the operator is taken over as it is described in docs/operations.md', async () => {
	const sms = await openSms(
		adapter("export default () => ({ send: async ({ to }) => (to.startsWith('+92') ? 'taken' : 'gone') })")
	);
	expect(await sms!.send(message)).toBe('taken');
	expect(await sms!.send({ ...message, to: '+861' })).toBe('gone');
});

test('what is no adapter is named at the start', async () => {
	for (const bad of [
		join(folder, 'not-there.mjs'),
		adapter('syntax error'),
		adapter('export const send = 1'),
		adapter('export default () => ({})')
	])
		await expect(openSms(bad)).rejects.toThrow(BadEnvironment);
	expect(() => readEnv({ SMS_ADAPTER: 'twilio' })).toThrow(BadEnvironment);
});

test('one that throws, or answers something else, holds nobody up and tells no number to the log', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const throws = await openSms(
		adapter('export default () => ({ send: async ({ to }) => { throw new Error("no " + to) } })')
	);
	expect(await throws!.send(message)).toBe('later');
	expect(JSON.stringify(said.mock.calls)).not.toContain('923001234567');
	said.mockRestore();
	const odd = await openSms(adapter('export default () => ({ send: async () => 200 })'));
	expect(await odd!.send(message)).toBe('later');
});
