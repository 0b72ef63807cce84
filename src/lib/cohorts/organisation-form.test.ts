import { describe, expect, it } from 'vitest';
import { readOrganisationForm } from './organisation.schema.server.ts';

const form = (fields: Record<string, string>) => {
	const data = new FormData();
	for (const [name, text] of Object.entries({ name: 'امید', zone: 'Asia/Karachi', ...fields }))
		data.set(name, text);
	return data;
};

describe("an organisation's form", () => {
	it('an empty place is nobody; a title in one language stands for both', () => {
		expect(readOrganisationForm(form({ signs_2: ' نسرین ', title_en_2: 'Director' }))).toEqual({
			ok: true,
			value: {
				name: 'امید',
				zone: 'Asia/Karachi',
				signatories: [{ name: 'نسرین', title: { ur: 'Director', en: 'Director' } }],
				reportThreshold: 10
			}
		});
	});

	it.each([
		['۱۵', 15],
		[' 5 ', 5]
	])('reports may show from %j people on', (threshold, reportThreshold) => {
		expect(readOrganisationForm(form({ threshold }))).toMatchObject({ ok: true, value: { reportThreshold } });
	});

	it.each([
		[{ name: '\u200f ' }, { name: { tag: 'name' } }],
		[{ zone: 'Moon/Sea' }, { zone: { tag: 'zone' } }],
		[{ zone: '../etc' }, { zone: { tag: 'zone' } }],
		[{ zone: '' }, { zone: { tag: 'zone' } }],
		[{ threshold: '4' }, { threshold: { tag: 'threshold' } }],
		[{ threshold: '7.5' }, { threshold: { tag: 'threshold' } }],
		[{ threshold: '101' }, { threshold: { tag: 'threshold' } }],
		[{ threshold: 'ten' }, { threshold: { tag: 'threshold' } }],
		[{ signs_1: 'x' }, { title_ur_1: { tag: 'title' } }],
		[{ title_ur_3: 'x' }, { signs_3: { tag: 'name' } }],
		[{ signs_1: 'x'.repeat(81), title_ur_1: 'y' }, { signs_1: { tag: 'long' } }]
	])('%j is refused and the field named', (fields, faults) => {
		expect(readOrganisationForm(form(fields))).toEqual({ ok: false, faults });
	});
});
