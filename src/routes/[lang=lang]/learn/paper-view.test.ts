import { expect, test } from 'vitest';
import { places } from './paper-view.ts';

test('a sentence that is read back has words and places', () => {
	expect(places('5. Tell {helper}. The card hangs: {place}')).toEqual([
		{ words: '5. Tell ' },
		{ field: 'helper' },
		{ words: '. The card hangs: ' },
		{ field: 'place' }
	]);
	expect(places('{helper}')).toEqual([{ field: 'helper' }]);
	expect(places('4. Report it')).toEqual([{ words: '4. Report it' }]);
	// What is no field's name is words.
	expect(places('{Helper} {}')).toEqual([{ words: '{Helper} {}' }]);
});
