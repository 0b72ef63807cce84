import { expect, test } from 'vitest';
import { whereItIs } from './read.ts';

const here = { state: 'here' } as const;
const safe = { state: 'accepted' } as const;

test('what waits for a signal goes by itself: lessons, and forms that nobody has refused', () => {
	expect(whereItIs([here, safe], [{}], true, 'wait')).toEqual({ waiting: 2, state: 'wait' });
	expect(whereItIs([safe], [{}], true, 'safe')).toEqual({ waiting: 1, state: 'wait' });
	expect(whereItIs([here], [], false, 'here')).toEqual({ waiting: 1, state: 'here' });
	expect(whereItIs([safe], [], true, 'safe')).toEqual({ waiting: 0, state: 'safe' });
});

test('S3 what was refused does not go by itself, and is not safe either', () => {
	expect(whereItIs([safe], [{ refused: 400 }], true, 'safe')).toEqual({ waiting: 0, state: 'here' });
	expect(whereItIs([], [{ refused: 409 }], true, 'none')).toEqual({ waiting: 0, state: 'here' });
	expect(whereItIs([here], [{ refused: 409 }], true, 'wait')).toEqual({ waiting: 1, state: 'wait' });
	expect(whereItIs([safe], [{ refused: 409 }, {}], true, 'safe')).toEqual({ waiting: 1, state: 'wait' });
});
