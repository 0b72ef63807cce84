import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import { logError, logInfo } from './log.server.ts';
import { inRequest } from './request.server.ts';

let written: MockInstance<(text: string) => void>;
beforeEach(() => {
	vi.spyOn(console, 'log').mockImplementation(() => {});
	written = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const lastLine = () => {
	const text = written.mock.lastCall![0];
	return { text, read: JSON.parse(text) as Record<string, string> };
};

/** What may never be read in a log, in every place of an error that a program may fill. */
const PRIVATE = ['Nasreen Bibi', 'نسرین', '0300 1234567', '+923001234567', 'QDM-7F3K-99'];

test.each(PRIVATE)('%s is not in the log, wherever in an error it stood', (said) => {
	const plain = new Error(said);
	const lines = new Error(`no such name\n${said}\n    at ${said} (/x.ts:1:1)`);
	const late = new Error('before');
	late.message = said;
	const named = Object.assign(new Error(''), { name: said, code: said, detail: `Key (name)=(${said})` });
	const caused = new Error('outer', { cause: new Error(said) });
	for (const error of [plain, lines, late, named, caused, said, { name: said, message: said }]) {
		logError('it failed', error, { job: 'a' });
		expect(lastLine().text).not.toContain(said);
	}
});

test('a line says what failed and where: name, code, files', () => {
	logError('a job failed', Object.assign(new TypeError('quoted'), { code: 'SQLITE_FULL' }), { job: 'ended' });
	const { read } = lastLine();
	expect(read).toMatchObject({
		level: 'error',
		message: 'a job failed',
		job: 'ended',
		error: 'TypeError',
		code: 'SQLITE_FULL'
	});
	expect(read.stack).toContain('log.test.ts');
	expect(Date.parse(read.at!)).not.toBeNaN();
});

test('what is no error is named by what it is', () => {
	logError('it failed', undefined);
	expect(lastLine().read).toMatchObject({ error: 'undefined', stack: '' });
});

test('a line in the work of a request names it; one outside names none', () => {
	inRequest('0192f0c1-7a2b-4c3d-8e4f-5a6b7c8d9e0f', () => logError('in it', new Error('x')));
	expect(lastLine().read.request).toBe('0192f0c1-7a2b-4c3d-8e4f-5a6b7c8d9e0f');
	logError('outside', new Error('x'));
	expect(lastLine().read).not.toHaveProperty('request');
	logInfo('outside');
	// eslint-disable-next-line no-console -- what a line of information goes through
	expect(vi.mocked(console.log).mock.lastCall![0]).not.toContain('request');
});
