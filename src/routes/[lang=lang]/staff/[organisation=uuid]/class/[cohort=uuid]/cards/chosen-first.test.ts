import { expect, test } from 'vitest';
import { among, chosenFirst } from './chosen-first.ts';

const people = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test('who comes from her page is chosen and stands first; whoever is not in the class is nobody', () => {
	const chosen = among(people, ['c', 'x']);
	expect(chosen).toEqual(['c']);
	expect(chosenFirst(people, chosen).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
	expect(chosenFirst(people, [])).toEqual(people);
});
