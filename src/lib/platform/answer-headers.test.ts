import { expect, test } from 'vitest';
import { answerHeaders } from './answer-headers.ts';

test('over https every answer says that it is always so, for a year; over http none does', () => {
	for (const path of ['/en', '/i/lesson-abcdefgh.js', '/service-worker.js', '/ur/offline', '/api/sync']) {
		expect(answerHeaders(path, true)['Strict-Transport-Security'], path).toBe('max-age=31536000');
		expect(answerHeaders(path, false), path).not.toHaveProperty('Strict-Transport-Security');
	}
});

test('what comes from a file is not sniffed, not framed, not loaded by pages of others', () => {
	for (const path of ['/en/offline', '/blank'])
		expect(answerHeaders(path, true)).toMatchObject({
			'X-Content-Type-Options': 'nosniff',
			'Referrer-Policy': 'same-origin',
			'Cross-Origin-Resource-Policy': 'same-origin',
			'Cross-Origin-Opener-Policy': 'same-origin',
			'Content-Security-Policy': "frame-ancestors 'none'",
			'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=()'
		});
});

test('only what has a hash in its name is kept for ever; a worker asks this site alone', () => {
	expect(answerHeaders('/i/lesson-abcdefgh.js', true)['Cache-Control']).toContain('immutable');
	expect(answerHeaders('/i/lesson.js', true)['Cache-Control']).toBe('no-cache');
	expect(answerHeaders('/staff-worker.js', true)['Content-Security-Policy']).toBe(
		"default-src 'none'; connect-src 'self'"
	);
});
