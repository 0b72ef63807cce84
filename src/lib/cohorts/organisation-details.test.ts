import { expect, it } from 'vitest';
import { readOrganisationDetails, writeOrganisationDetails } from './organisation-details.ts';

const signatory = { name: 'نسرین', title: { ur: 'سربراہ', en: 'Director' } };

it.each(['{}', '', 'null', '[]', '7', '{"signatories":"x","logos":3,"reportThreshold":4}'])(
	'%j holds no details',
	(json) => {
		expect(readOrganisationDetails(json)).toEqual({ signatories: [], logos: [], reportThreshold: 10 });
	}
);

it('details are read back, and what else stands there stays', () => {
	const first = writeOrganisationDetails('{"newer":1}', { signatories: [signatory] });
	const both = writeOrganisationDetails(first, { logos: ['a'] });
	expect(readOrganisationDetails(both)).toEqual({
		signatories: [signatory],
		logos: ['a'],
		reportThreshold: 10
	});
	expect(JSON.parse(both)).toMatchObject({ newer: 1 });
});
