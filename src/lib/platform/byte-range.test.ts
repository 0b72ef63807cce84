import { expect, test } from 'vitest';
import { rangeHeaders, readRange } from './byte-range.ts';

test.each([
	['bytes=0-', { from: 0, to: 99 }],
	['bytes=10-19', { from: 10, to: 19 }],
	['bytes=10-500', { from: 10, to: 99 }],
	['bytes=-30', { from: 70, to: 99 }],
	['bytes=-300', { from: 0, to: 99 }],
	['bytes=99-99', { from: 99, to: 99 }]
])('%s of 100 bytes', (header, span) => expect(readRange(header, 100)).toEqual(span));

test.each(['bytes=100-', 'bytes=500-600', 'bytes=-0'])('%s lies outside of 100 bytes', (header) =>
	expect(readRange(header, 100)).toBe('outside')
);

test.each([
	null,
	'',
	'bytes',
	'bytes=-',
	'bytes=5-2',
	'bytes=1-2,5-6',
	'lines=1-2',
	'bytes=a-b',
	'bytes=1e3-'
])('%s asks for no piece: the whole body is answered', (header) =>
	expect(readRange(header, 100)).toBeUndefined()
);

test('nothing lies within an empty body', () => {
	expect(readRange('bytes=0-', 0)).toBe('outside');
	expect(readRange('bytes=-5', 0)).toBe('outside');
});

test('headers name the piece, and where there is none the size', () => {
	expect(rangeHeaders({ from: 10, to: 19 }, 100)).toEqual({
		'content-range': 'bytes 10-19/100',
		'content-length': '10'
	});
	expect(rangeHeaders('outside', 100)).toEqual({ 'content-range': 'bytes */100' });
});
