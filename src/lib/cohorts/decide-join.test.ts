import { describe, expect, it } from 'vitest';
import { carriesMark, decideJoin, isStronger } from './decide-join.ts';

const record = (id: string, used = false, elsewhere = false) => ({ id, used, elsewhere });

describe('T5 two records of one woman', () => {
	it('the one she uses is kept; of two unused ones the first', () => {
		expect(decideJoin(record('a', true), record('b'))).toEqual({ kept: 'a', gone: 'b' });
		expect(decideJoin(record('a'), record('b', true))).toEqual({ kept: 'b', gone: 'a' });
		expect(decideJoin(record('a'), record('b'))).toEqual({ kept: 'a', gone: 'b' });
	});
	it('two used ones are not joined', () => {
		expect(decideJoin(record('a', true), record('b', true))).toEqual({ refused: 'both_used' });
	});
	it('a record of a class that is not hers is not given up, but may be kept', () => {
		expect(decideJoin(record('a', true), record('b', false, true))).toEqual({ refused: 'elsewhere' });
		expect(decideJoin(record('a'), record('b', false, true))).toEqual({ kept: 'b', gone: 'a' });
		expect(decideJoin(record('a'), record('b', true, true))).toEqual({ kept: 'b', gone: 'a' });
	});
	it('who is in a class with either record is in it', () => {
		expect(isStronger('active', 'asked')).toBe(true);
		expect(isStronger('left', 'active')).toBe(false);
		expect(isStronger('refused', undefined)).toBe(true);
	});
	it('a mark goes over where there is none, and where only it saw her there', () => {
		expect(carriesMark('away', undefined)).toBe(true);
		expect(carriesMark('here', 'away')).toBe(true);
		expect(carriesMark('away', 'here')).toBe(false);
		expect(carriesMark('here', 'here')).toBe(false);
	});
});
