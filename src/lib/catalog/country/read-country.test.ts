import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { DISTRICTS } from '../../platform/country/made/places.ts';
import { OWN_COUNTRY } from '../../platform/country/folder.server.ts';
import { Findings } from '../finding.ts';
import type { ReadContent } from '../read-content.server.ts';
import { checkCountry } from './check-country.server.ts';
import { districtId, readCountry } from './read-country.server.ts';

const invented = fileURLToPath(new URL('../../../../tests/fixtures/country', import.meta.url));
let folder: string | undefined;
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

/** What the check says of the invented pack with one file changed: `file:line rule`, and its words. */
function faults(file: string, change: (text: string) => string | undefined): string[] {
	folder = mkdtempSync(join(tmpdir(), 'qadam-pack-'));
	for (const name of ['country.yaml', 'places.yaml', 'messages'])
		cpSync(join(invented, name), join(folder, name), { recursive: true });
	const text = change(readFileSync(join(folder, file), 'utf8'));
	if (text === undefined) rmSync(join(folder, file));
	else writeFileSync(join(folder, file), text);
	const findings = new Findings();
	readCountry(folder, findings);
	return findings.all.map((f) => `${f.file.replace(/^[^/]+\//, '')}:${f.line} ${f.rule} ${f.text}`);
}
const line = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

test.each([OWN_COUNTRY, invented])('C8 the pack %s has no fault', (pack) => {
	const findings = new Findings();
	expect(readCountry(pack, findings)).toBeDefined();
	expect(findings.all).toEqual([]);
});

test.each([
	['code: XZ', 'code: xz', 'code: two capitals (ISO 3166-1)'],
	['zone: Pacific/Kiritimati', 'zone: Mars/Olympus', 'zone: a time zone such as Asia/Karachi'],
	['code: zx', 'code: zxx', 'language.code: two small letters (ISO 639-1)'],
	['code: zx', 'code: en', 'language.code: a language beside English'],
	['direction: ltr', 'direction: down', 'language.direction: rtl or ltr'],
	['groups: [4, 4]', 'groups: [4, 3]', 'phone.mobile: groups must add up to digits'],
	['country: "999"', 'country: 999', 'phone.country: digits in quotes']
])('C8 country.yaml, %s → %s, is named with its line', (whole, broken, says) => {
	const before = readFileSync(join(invented, 'country.yaml'), 'utf8');
	expect(faults('country.yaml', (text) => text.replace(whole, broken))).toContain(
		`country.yaml:${line(before, whole)} C3.yaml ${says}`
	);
});

test('C8 a file that is not there', () =>
	expect(faults('places.yaml', () => undefined)).toEqual(['places.yaml:1 C8.file no such file']));

test('C8 two districts with one id', () =>
	expect(
		faults('places.yaml', (text) => text.replace('zx: Okis Duru, en: Akes Diri', 'zx: Okis, en: Velmora'))
	).toEqual(['places.yaml:6 C8.place north-velmora']));

test('C8 a district that one of the two languages does not name', () =>
	expect(faults('places.yaml', (text) => text.replace('zx: Okis Duru, ', ''))[0]).toMatch(
		/^places.yaml:6 C3.yaml /
	));

test('C8 words: a key that is none, a {…} that is missing, one that a pack has to bring', () => {
	expect(faults('messages/zx/words.json', (text) => text.replace('common_join', 'common_joined'))).toEqual([
		'messages/zx/words.json:7 C8.message common_joined: there is no such message'
	]);
	expect(faults('messages/zx/words.json', (text) => text.replace('{n}', ''))).toEqual([
		'messages/zx/words.json:2 C8.message selling_rupees: {…} must be {n}'
	]);
	expect(faults('messages/en/country.json', (text) => text.replace(/\t"selling_rupees": .*\n/, ''))).toEqual([
		'messages/en:1 C8.message selling_rupees is missing'
	]);
});

test('the id of a district is its own, else of its region and its English name', () => {
	expect(districtId('south', { id: 'south-old-tarni', en: 'Tarni' })).toBe('south-old-tarni');
	expect(districtId('punjab', { en: 'Dera Ghazi Khan' })).toBe('punjab-dera-ghazi-khan');
	expect(DISTRICTS.map(({ id }) => id)).toContain('punjab-dera-ghazi-khan');
});

test('C8 what a pack names and its folder does not hold: a helpline, a badge', () => {
	const holding = (values: string[], badges: string[]) =>
		({
			registers: { values: new Map(values.map((key) => [key, {}])), sets: [] },
			courses: badges.map((id) => ({ course: { badge: { id } } }))
		}) as unknown as ReadContent;
	expect(checkCountry(invented, holding(['women_line', 'fraud_line'], ['first-shop']))).toEqual([]);
	const found = checkCountry(invented, holding(['women_line'], ['another']));
	const text = readFileSync(join(invented, 'country.yaml'), 'utf8');
	expect(found.map((f) => `${f.file}:${f.line} ${f.rule} ${f.text}`)).toEqual([
		`country/country.yaml:${line(text, '- { value: fraud_line')} C8.helpline fraud_line`,
		`country/country.yaml:${line(text, 'shop: {')} C8.badge first-shop`
	]);
});
