import { expect, test } from 'vitest';
import { faultText, readFaultText } from './fault-text.ts';
import type { FormFault } from './fault-words.ts';

const faults: FormFault[] = [
	{ tag: 'secret_missing' },
	{ tag: 'secret_both' },
	{ tag: 'wrong_secret' },
	{ tag: 'pictures_missing', chosen: 2 },
	{ tag: 'digits_length', count: 5 },
	{ tag: 'wait', ms: 60_000 }
];

test('the faults of a secret come back from an address as they went', () => {
	for (const fault of faults) expect(readFaultText(faultText(fault))).toEqual(fault);
	expect(faultText({ tag: 'name' })).toBe('');
});

test.each([
	null,
	'',
	'name',
	'constructor',
	'toString.1',
	'wait',
	'wait.x',
	'wait.-1',
	'{"tag":"wait"}',
	'__proto__.1'
])('%s is no fault', (text) => expect(readFaultText(text)).toBeUndefined());
