import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { copyFixture, fixtureCourses, type Edit } from '../../../tests/support/tiny-course.ts';
import { findingLine, type Finding } from './finding.ts';
import { readContent } from './read-content.server.ts';
import { RULES, type RuleId } from './rules.ts';

const NOW = Date.UTC(2026, 10, 23);
let remove: (() => void) | undefined;
afterEach(() => {
	remove?.();
	remove = undefined;
});

function check(edits: Record<string, Edit> = {}, more?: (folder: string) => void): Finding[] {
	const copy = copyFixture(edits);
	remove = copy.remove;
	more?.(copy.folder);
	const { courses, findings } = readContent(copy.folder, { now: NOW });
	return [...findings, ...courses.flatMap((c) => c.findings)];
}

const UR = 'tiny/ur/01-picture.md';
const EN = 'tiny/en/01-picture.md';
const BANK = 'tiny/ur/check/01-picture.md';

/** Rule, file, a line's words as they stand, and the bad words planted in their place. */
const planted: [RuleId, string, string, string][] = [
	['C3.yaml', UR, 'minutes: 5', 'minutes: many'],
	['C3.yaml', UR, 'minutes: 5', 'minutes: [5'],
	['C3.yaml', 'tiny/course.yaml', 'code: T', 'code: T\ncolour: red'],
	['C3.yaml', 'values.yaml', 'check_by: 2026-12-31', 'check_by: soon'],
	['C3.yaml', 'tiny/ur/03-price.md', 'goal: 400', 'goal: a lot'],
	['C3.yaml', 'tiny/ur/02-listing.md', '{ id: size,', '{ id: what,'],
	['C3.markup', UR, 'نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی۔\n\n## عنوان'],
	['C3.markup', UR, ':::card{#t1-03', 'کچھ الگ سے۔\n\n:::card{#t1-03'],
	['C3.attribute', UR, 'part=hook', 'part=begin'],
	['C3.attribute', UR, '#t1-q4 type=amount', '#t1-q4 colour=red type=amount'],
	['C3.attribute', UR, 'at="20 30, 60 70, 80 20"', 'at="20 30, 60 170, 80 20"'],
	['C3.attribute', UR, 'part=idea', 'part=idea if=shop'],
	['C3.attribute', UR, 'part=idea', 'part=idea if=no-sell'],
	['C3.if', UR, 'part=hook', 'part=hook if=phone'],
	['C3.if', UR, 'part=close', 'part=close if=no-sells'],
	['C3.id', UR, '#t1-q1', '#t1-x1'],
	['C3.id', UR, '#t1-q2', '#t1-q1'],
	['C3.language', EN, '#t1-q4', '#t1-q5'],
	['C3.language', EN, 'part=idea', 'part=example'],
	['C3.language', EN, 'part=idea', 'part=idea if=no-cnic'],
	['C3.language', EN, '- [x] 20', '- [x] 21'],
	['C3.picture', UR, '![رات کا کمرہ، بلب کے نیچے آدھی چادر، کونے میں سوئی ہوئی بلی](t1-night)\n', ''],
	['C3.picture', UR, '](t1-night)', '](t1-night)\n\n![دوسری](t1-sun)'],
	['C3.picture-text', UR, '![کھڑکی کے پاس سادہ کپڑے پر نیلی چادر، ساتھ فٹا](', '![]('],
	['C3.picture-file', UR, '(t1-sun)', '(t1-moon)'],
	['C3.answer', UR, '- [x] سوراخ دکھا دیں', '- [ ] سوراخ دکھا دیں'],
	['C3.answer', UR, '- [x] 20', '- [x] بیس'],
	['C3.reason', UR, '  چار بار پانچ جوڑیں تو بیس ہوتے ہیں۔ جگہ کم ہو تو دھندلی مٹا دیں۔\n', ''],
	['C3.reason', UR, '  تہہ گاہک کے گھر کھلے گی، اور ساتھ جھگڑا بھی۔ پہلے دکھانا آسان ہے۔\n', ''],
	['C3.stem', UR, 'چار چادریں ہیں۔', 'چار چادریں ہیں۔ ' + 'ایک اور چادر ہے۔ '.repeat(9).trim()],
	['C3.stem-negative', EN, 'What has to leave', 'What must not stay'],
	['C3.fact', UR, 'facts: [F1, F3]', 'facts: [F1, F3, F99]'],
	['C3.fact-verify', UR, 'facts: [F1, F3]', 'facts: [F1, F3, F4]'],
	['C3.bank', 'tiny/course.yaml', 'draw: 4', 'draw: 40'],
	['C3.bank', 'tiny/course.yaml', 'draw: 4', 'draw: 4, must: { lessons: [t1], at_least: 3 }'],
	['C3.bank', 'tiny/course.yaml', 'draw: 4', 'draw: 4, must: { lessons: [t1, t9], at_least: 1 }'],
	['C4.value', UR, '{{helpline}}', '{{telephone}}'],
	['C4.value-question', UR, 'کل کتنی تصویریں ہوں گی؟', 'کل کتنی تصویریں ہوں گی {{helpline}}؟'],
	['C4.value-stated', UR, '{{helpline}}', '1799'],
	['C4.value-stated', EN, '{{dial_code}}', '*2262#'],
	['C5.html', UR, 'نادیہ ہنس پڑی۔', 'نادیہ <b onclick="x()">ہنس</b> پڑی۔'],
	['C5.html', UR, ':::card{#t1-03', '<script>alert(1)</script>\n\n:::card{#t1-03'],
	['C5.url', UR, 'نادیہ ہنس پڑی۔', 'نادیہ [ہنس](javascript:alert(1)) پڑی۔'],
	['C5.url', UR, 'نادیہ ہنس پڑی۔', 'نادیہ [ہنس](http://example.org) پڑی۔'],
	['C5.path', UR, '(t1-sun)', '(../../../etc/passwd)'],
	['C6.reason', BANK, '- [x] دن میں کھڑکی کی', '- [x] دن میں کھڑکی کی\n\n  کیونکہ روشنی وہاں اچھی ہوتی ہے۔'],
	[
		'E11',
		EN,
		'She took its picture under the bulb and put it in the group. In the morning the first question was waiting: is it a shawl or a power cut?',
		''
	],
	['E11', EN, '- [x] Show the hole and write it', '- [x] Show'],
	['E22', EN, 'Nadia laughed.', 'Nadia laughed ' + 'and laughed '.repeat(11).trim() + '.'],
	['U01', UR, 'نادیہ ہنس', 'نادية ہنس'],
	['U02', UR, 'ناپ لکھیں: 40', 'ناپ لکھیں: ۴۰'],
	['U03', UR, 'نادیہ ہنس', 'نادیہ\u200c ہنس'],
	['U04', UR, 'نادیہ ہنس', 'نادیہ ﷲ ہنس'],
	['U05', UR, 'کونے میں سوئی ہوئی بلی۔', 'کونے میں سوئی ہوئی بلی ھے۔'],
	['U06', UR, 'گروپ میں ڈال دی۔ صبح پہلا سوال آیا', 'گروپ میں ڈال دی۔ صبح پہلا سوال ا\u0653یا'],
	['U07', UR, 'نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی ۔'],
	['U08', UR, 'نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی.'],
	['U09', UR, 'نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی'],
	['U10', UR, 'نادیہ ہنس', 'نادیہ really ہنس'],
	['U11', UR, 'نادیہ ہنس پڑی۔', 'نادیہ ' + 'بہت '.repeat(16) + 'ہنس پڑی۔'],
	['U11', UR, '- [x] سوراخ دکھا دیں اور لکھ دیں', '- [x] دکھائیں'],
	['U11', UR, 'summary: روشنی،', 'summary: ' + 'روشنی '.repeat(12)],
	['U12', UR, 'نادیہ ہنس پڑی۔', 'کیا آپ آگے جانا چاہتی ہیں؟'],
	['U13', UR, 'نادیہ ہنس پڑی۔', 'آگے جانا چاہتی ہیں؟'],
	['U14', UR, 'نادیہ ہنس پڑی۔', 'اپنا نام درج کریں۔'],
	['U15', UR, 'نادیہ ہنس پڑی۔', 'مزید جانکاری یہاں ہے۔'],
	['U16', UR, 'نادیہ ہنس پڑی۔', 'یہ دوکان نئی ہے۔'],
	['U17', UR, 'نادیہ ہنس پڑی۔', 'تصویر محفوظ ہے۔'],
	['U18', UR, 'نادیہ ہنس پڑی۔', 'پن کوڈ یہاں لکھیں۔'],
	['U19', UR, 'نادیہ ہنس پڑی۔', 'گھر بیٹھے لاکھوں روپے کمائیں۔'],
	['U20', UR, 'نادیہ ہنس پڑی۔', 'بیلنس دیکھ لیں۔'],
	['U21', UR, 'نادیہ ہنس پڑی۔', 'گاہک کو پیسے دیے گئے۔'],
	['U22', UR, 'نادیہ ہنس پڑی۔', 'فون کے ذریعے دیکھ لیں۔'],
	['U23', UR, 'بھیجنے سے پہلے تصویر سے کیا ہٹانا چاہیے؟', 'تصویر میں کیا نہیں ہونا چاہیے؟'],
	['U24', UR, 'قیمت بھی لکھیں: 1,600 روپے۔', 'قیمت بھی لکھیں: Rs **1,600**۔']
];

/** The fixture's first lesson with a played practice in the place of its own. */
const played = (lang: 'ur' | 'en', change: (yaml: string) => string): Edit => {
	const yaml = readFileSync(`${fixtureCourses}/../play/${lang}.yaml`, 'utf8');
	const changed = change(yaml);
	return (text) =>
		text
			.replace('#t1-p kind=questions', '#t1-p kind=play')
			.replace(/:::question\{#t1-p1[\s\S]*?\n::::\n/, () => '```yaml\n' + changed + '```\n::::\n');
};
const same = (yaml: string) => yaml;

describe('C3 the check of a played practice', () => {
	test('passes a practice with every part of the kit and every way to ask', () => {
		expect(check({ [UR]: played('ur', same), [EN]: played('en', same) }).map(findingLine)).toEqual([]);
	});

	test.each([
		['a way to nowhere', 'C3.play', 'to: t1-p2', 'to: t1-p90'],
		['a scene that nothing leads to', 'C3.play', 'bin: in,', 'bin: in, to: t1-p6,'],
		['a circle without an end', 'C3.play', '    right: "', '    to: t1-p1\n    right: "'],
		['a bin that is none', 'C3.play', 'bin: in,', 'bin: inn,'],
		['a bin without its reason', 'C3.play', 'why: { in: ', 'why: { inn: '],
		['a meter that is none', 'C3.play', 'calm: 1,', 'clam: 1,'],
		['a field that nobody fills', 'C3.play', '{name} {mark}', '{nome} {mark}'],
		['a key that belongs to another way to ask', 'C3.play', 'unit: rupees', 'amount: 5\n    unit: rupees'],
		['an answer of somebody who is not shown', 'C3.play', /show: \[ \{ call: [^\]]+\] \} \]\n/, '\n'],
		['two ways to ask at once', 'C3.yaml', 'number: 700', 'number: 700\n    bin: in'],
		['no option that is right', 'C3.yaml', 'right: true, ', ''],
		['an unknown part', 'C3.yaml', '{ call: ', '{ cell: '],
		['a picture that is not there', 'C3.picture-file', 'picture: t1-cushion', 'picture: t1-moon'],
		['a picture without its text', 'C3.yaml', /text: "[^"]+" \} \]/, 'text: "" } ]'],
		['a reason of three words', 'U11', /why: "[^"]+", to: t1-p2/, 'why: "تین لفظ ہیں۔", to: t1-p2'],
		['a question with a negative', 'U23', /say: "[^"]+"\n {4}number/, 'say: "کیا نہیں بچا؟"\n    number'],
		['a value that changes', 'C4.value-question', /in: "السلام علیکم/, 'in: "{{helpline}} السلام علیکم'],
		['a demand for a code', 'U18', /in: "السلام علیکم/, 'in: "پن کوڈ بتائیں۔ السلام علیکم']
	] as const)('names %s', (_, rule, good, bad) => {
		const change = (yaml: string) => {
			expect(yaml).toMatch(good);
			return yaml.replace(good, bad);
		};
		const ur = played('ur', change);
		const findings = check({ [UR]: ur, [EN]: played('en', rule.startsWith('C3.play') ? change : same) });
		expect(
			findings.map((f) => f.rule),
			findings.map(findingLine).join('\n')
		).toContain(rule);
		const found = findings.find((f) => f.rule === rule && f.file.endsWith(UR))!;
		expect(found.line).toBeGreaterThan(30);
	});

	test.each([
		['a grade', 'to: t1-p2,', 'right: true, to: t1-p2,'],
		['a way', 'to: t1-p2,', 'to: t1-p3,'],
		['an amount', 'amount: 250', 'amount: 200'],
		['a number', 'number: 700', 'number: 701'],
		['a place', 'at: "40 40"', 'at: "41 40"'],
		['a meter', 'start: 1200', 'start: 1100'],
		['a line of the chat', /, \{ out: "[^"]+" \}/, '']
	] as const)('names %s that differs between the languages', (_, good, bad) => {
		const findings = check({
			[UR]: played('ur', same),
			[EN]: played('en', (yaml) => {
				expect(yaml).toMatch(good);
				return yaml.replace(good, bad);
			})
		});
		expect(findings.map((f) => f.rule)).toContain('C3.language');
	});

	test('C3.term a word of the glossary is explained, in both languages', () => {
		const term =
			(id: string): Edit =>
			(text) =>
				text.replace('نادیہ ہنس پڑی۔', `نادیہ :term[ہنس]{#${id}} پڑی۔`);
		const is = 'یہ ایک لفظ ہے جو یہاں سمجھا دیا ہے، تاکہ پڑھنا آسان ہو۔';
		const glossary = (text: string) => `- { id: laugh, word: w, is: "${text}" }\n`;
		expect(check({ [UR]: term('laugh') }).map((f) => f.rule)).toContain('C3.term');
		const english = 'This is a word that we explain right here, for ease.';
		const both = { 'glossary-ur.yaml': glossary(is), 'glossary-en.yaml': glossary(english) };
		remove?.();
		expect(check({ [UR]: term('laugh'), ...both }).map(findingLine)).toEqual([]);
		remove?.();
		const one = check({ [UR]: term('laugh'), 'glossary-ur.yaml': glossary(is) });
		expect(one.map((f) => f.rule)).toContain('C3.language');
	});
});

describe('C3 the check', () => {
	test('C3 the fixture course passes without a word', () => {
		expect(check().map(findingLine)).toEqual([]);
	});

	test.each(planted)('C3 %s is found in %s: %s → %s', (rule, file, good, bad) => {
		let line = 0;
		const findings = check({
			[file]: (text) => {
				expect(text).toContain(good);
				line = text.slice(0, text.indexOf(good)).split('\n').length;
				return text.replace(good, () => bad);
			}
		});
		const found = findings.filter((f) => f.rule === rule);
		expect(found.map(findingLine), findings.map(findingLine).join('\n')).not.toEqual([]);
		expect(found.map((f) => f.file.replace(/^qadam-content-[^/]+\//, ''))).toContain(file);
		const near = found.some((f) => Math.abs(f.line - line) <= Math.max(5, bad.split('\n').length));
		expect(near, `${found.map(findingLine).join('\n')} is not near line ${line}`).toBe(true);
		expect(found[0]!.remedy).not.toBe('');
	});

	/** Found by tests of their own, below. */
	const elsewhere: RuleId[] = [
		'C3.file',
		'C3.picture-size',
		'C3.picture-unused',
		'C3.lesson-size',
		'C4.value-due',
		'C5.size',
		'C5.svg',
		'C3.play',
		'C3.term',
		'U25',
		// country/read-country.test.ts
		'C8.file',
		'C8.place',
		'C8.message',
		'C8.badge',
		'C8.helpline'
	];
	test('C3 every rule has a planted violation', () => {
		expect(new Set([...planted.map(([rule]) => rule), ...elsewhere])).toEqual(new Set(Object.keys(RULES)));
	});

	test('C3 a missing language is named', () => {
		const rules = check({ 'tiny/en/02-listing.md': null }).map(findingLine).join('\n');
		expect(rules).toContain('tiny/en/02-listing.md:1 error C3.file');
	});

	test('C3 a value past its day is a warning that stops nothing', () => {
		const findings = check({ 'values.yaml': (text) => text.replace('2027-06-30', '2026-11-23') });
		expect(findings.map((f) => [f.rule, f.severity])).toEqual([['C4.value-due', 'warning']]);
	});

	test('C3 a picture over 12 KB, an unused one, and more than 50 KB in a lesson', () => {
		const svg = (bytes: number) =>
			`<svg xmlns="http://www.w3.org/2000/svg"><!--${'x'.repeat(bytes)}--></svg>`;
		const names = ['night', 'window', 'judge', 'cushion', 'table'];
		const findings = check({
			...Object.fromEntries(names.map((n) => [`tiny/media/t1-${n}.svg`, svg(11_900)])),
			'tiny/media/t1-sun.svg': svg(13_000),
			'tiny/media/t1-spare.svg': svg(10)
		});
		expect(new Set(findings.map((f) => f.rule))).toEqual(
			new Set(['C3.picture-size', 'C3.lesson-size', 'C3.picture-unused'])
		);
	});

	test('C3 U25 more than twelve new words warn, once the list of known words is kept', () => {
		const findings = check({ 'words-ur.txt': 'چادر\nتصویر\n' });
		expect(findings.every((f) => f.rule === 'U25' && f.severity === 'warning')).toBe(true);
		expect(findings.length).toBeGreaterThan(0);
	});

	test('C3 a lesson silences a warning with a reason, never an error', () => {
		const edit = (text: string) =>
			text
				.replace(
					'keeps: photo',
					'keeps: photo\nallow: [{ rule: U21, reason: spoken so }, { rule: U17, reason: no }]'
				)
				.replace('نادیہ ہنس پڑی۔', 'گاہک کو پیسے دیے گئے۔ تصویر محفوظ ہے۔');
		expect(check({ [UR]: edit }).map((f) => f.rule)).toEqual(['U17']);
	});
});

describe('C5 author input is hostile', () => {
	test.each([
		['a script', '<svg><script>alert(1)</script></svg>'],
		['a handler', '<svg onload="alert(1)"></svg>'],
		['an entity', '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'],
		['an outside picture', '<svg><image href="https://example.org/x.png"/></svg>'],
		['an outside style', '<svg><style>@import url(https://example.org/x.css)</style></svg>']
	])('C5 a picture with %s is refused', (_, svg) => {
		expect(check({ 'tiny/media/t1-sun.svg': svg }).map((f) => f.rule)).toContain('C5.svg');
	});

	test('C5 a file that is no picture is refused', () => {
		expect(check({ 'tiny/media/t1-sun.svg': 'hello' }).map((f) => f.rule)).toContain('C3.picture-file');
		remove?.();
		expect(check({ 'tiny/media/t1-sun.webp': 'hello' }).map((f) => f.rule)).toContain('C3.picture-file');
	});

	const bomb = [
		'a: &a [x,x,x,x,x,x,x,x,x]',
		...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)
	];
	test.each<[string, Edit]>([
		['a YAML bomb', `---\n${bomb.join('\n')}\n---\n`],
		['deep YAML', `---\nid: ${'['.repeat(50_000)}\n---\n`],
		['deep YAML in blocks', `---\n${'- '.repeat(20_000)}x\n---\n`],
		['100,000 quotes', '>'.repeat(99_000)],
		[
			'quotes that deepen',
			Array.from({ length: 300 }, (_, i) => `${'> '.repeat(i)}x`)
				.join('\n')
				.slice(0, 90_000)
		],
		['10,000 open blocks', '::::card\n'.repeat(10_000)],
		['lists in lists', Array.from({ length: 250 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n')],
		['half links', ']('.repeat(40_000)],
		['brackets', `${'['.repeat(3_900)}\n`.repeat(24)],
		['not UTF-8', new Uint8Array([0xff, 0xfe, 0x00, 0x41])],
		['U+0000', 'id\0: x'],
		['a folder-sized file', 'x'.repeat(2_000_000)],
		['nothing', '']
	])('C5 %s gives findings within seconds, no exception', (_, edit) => {
		const started = performance.now();
		const findings = check({ [UR]: edit });
		expect(findings.filter((f) => f.severity === 'error' && f.file === UR).length).toBeGreaterThan(0);
		expect(performance.now() - started).toBeLessThan(10_000);
	});

	test.each(['tiny/course.yaml', 'values.yaml', 'facts.yaml', 'tiny/ur/prepost.md', BANK])(
		'C5 %s may be anything at all',
		(file) => {
			for (const edit of [
				'',
				'{{{',
				'null',
				'- 1\n- 2',
				':::question',
				'\u0000',
				'&a [*a]',
				'...',
				'---\n---\n'
			])
				expect(
					check({ [file]: edit }).some((f) => f.severity === 'error'),
					edit
				).toBe(true);
		}
	);

	test('C5 a symbolic link out of the folder is not read', () => {
		const findings = check({ 'tiny/ur/prepost.md': null }, (folder) =>
			symlinkSync(join(fixtureCourses, 'tiny/ur/prepost.md'), join(folder, 'tiny/ur/prepost.md'))
		);
		expect(findings.map(findingLine).join('\n')).toContain('tiny/ur/prepost.md:1 error C3.file');
	});

	test('C5 a folder named like a file, and names the format does not know, do no harm', () => {
		const findings = check({ 'tiny/ur/02-listing.md': null }, (folder) => {
			mkdirSync(join(folder, 'tiny/ur/02-listing.md'));
			cpSync(fixtureCourses, join(folder, 'tiny/ur/deep/deeper'), { recursive: true });
			writeFileSync(join(folder, 'tiny/ur/..%2f.md'), 'x');
		});
		expect(new Set(findings.map((f) => f.rule))).toEqual(new Set(['C3.file']));
	});
});
