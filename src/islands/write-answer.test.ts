import { expect, test } from 'vitest';
import { FakeElement } from './fake-page.ts';
import { writeAnswer } from './write-answer.ts';

class Field extends FakeElement {
	type = 'text';
	defaultValue = '';
	value = '';
	defaultChecked = false;
	dispatchEvent = () => true;
	checked = false;
}
const field = (given: Partial<Field>) => Object.assign(new Field(), given);
const write = (name: string, fields: Field[], value: string) => {
	const form = new FakeElement({}, { [`[name="${name}"]`]: fields });
	writeAnswer(form as unknown as HTMLElement, { [name]: value });
};

test('an answer that was kept is written where nothing was begun, also over what the page came with', () => {
	const came = field({ defaultValue: 'of-the-server', value: 'of-the-server' });
	write('handle', [came], 'hers');
	expect(came.value).toBe('hers');
	const [yes, no] = [field({ type: 'radio', value: 'yes' }), field({ type: 'radio', value: 'no' })];
	write('cod', [yes, no], 'no');
	expect([yes.checked, no.checked]).toEqual([false, true]);
});

test('what she has begun before the script came is not written over', () => {
	const begun = field({ defaultValue: 'of-the-server', value: 'new-word' });
	write('handle', [begun], 'hers');
	expect(begun.value).toBe('new-word');
	const [yes, no] = [
		field({ type: 'radio', value: 'yes', checked: true }),
		field({ type: 'radio', value: 'no' })
	];
	write('cod', [yes, no], 'no');
	expect([yes.checked, no.checked]).toEqual([true, false]);
});
