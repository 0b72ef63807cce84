import { expect, test } from 'vitest';
import { cleanLine, cleanText } from './clean-line.ts';

test.each([
	['زینب\nبی بی', 'زینب بی بی'],
	['Amna\r\n\tBibi', 'Amna Bibi'],
	['one\u2028two', 'one two'],
	['a\u200bb\u202ec\u0000', 'abc'],
	['  \u00a0 ', '']
])('a line of %j is %j', (typed, line) => expect(cleanLine(typed)).toBe(line));

test('lines of a text stay lines', () =>
	expect(cleanText(' one \r\n\n\n\ntwo\tthree ')).toBe('one\n\ntwo three'));
