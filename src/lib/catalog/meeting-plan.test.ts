import { afterEach, describe, expect, test } from 'vitest';
import { copyFixture, type Edit } from '../../../tests/support/tiny-course.ts';
import { planOf } from './meeting-plan.ts';
import { contentDir, readContent } from './read-content.server.ts';
import { versionOf } from './read-sources.server.ts';

const NOW = Date.UTC(2026, 10, 23);
const FILE = 'tiny/meetings.yaml';
const week = (head: string, goal = 'ہر ایک ایک تصویر کھینچ لے۔') => `${head}
    facts: [F1]
    goal: { ur: ${goal}, en: Everybody takes one picture. }
    materials: [{ ur: چادر, en: A sheet }]
    pair: [{ ur: ایک چیز رکھیں۔, en: Lay it out. }, { ur: باری بدلیں۔, en: Change places. }]
    questions: [{ ur: ناپ کیسے دکھائیں؟, en: How is size shown? }, { ur: روشنی کہاں ہے؟, en: Where is the light? }]
    safety: { ur: کسی کا چہرہ نہ کھینچیں۔, en: Take no faces. }`;
const whole = (first = week('  - lesson: t1')) =>
	`reviewed_by: { facts: , urdu: }\nweeks:\n${[first, week('  - lesson: t2'), week('  - lesson: t3')].join('\n')}\n`;

let remove: (() => void) | undefined;
afterEach(() => {
	remove?.();
	remove = undefined;
});

function read(edit?: Edit) {
	const copy = copyFixture(edit === undefined ? {} : { [FILE]: edit });
	remove = copy.remove;
	const course = readContent(copy.folder, { now: NOW }).courses.find((c) => c.folder.endsWith('tiny'))!;
	remove();
	return { ...course, faults: course.findings.filter((f) => f.file === FILE) };
}

describe('plans of the weekly meetings', () => {
	test('each lesson has its plan; after the last one the closing plan stands', () => {
		const { plans, faults } = read(`${whole()}${week('closing:').replaceAll('\n    ', '\n  ')}\n`);
		expect(faults).toEqual([]);
		expect(planOf(plans, 't1', false)?.goal.en).toBe('Everybody takes one picture.');
		expect(planOf(plans, 't3', true)).toBe(plans?.closing);
		expect(planOf({ weeks: plans!.weeks }, 't3', true)).toBe(plans!.weeks.get('t3'));
		expect(planOf(undefined, 't1', false)).toBeUndefined();
	});

	test('C1 a plan changes nothing by which anybody is judged: the version stays', () => {
		const { sources, course } = read(whole());
		expect(course?.version).toBe(read().course?.version);
		expect(versionOf(sources)).toBe(course?.version);
	});

	test.each([
		['C3.yaml', 10, whole().replace('goal: {', 'gaol: {')],
		['C3.id', 3, whole(week('  - lesson: t9'))],
		['C3.fact', 4, whole().replace('[F1]', '[F99]')],
		['C3.fact-verify', 4, whole().replace('[F1]', '[F4]')],
		['C4.value-question', 5, whole(week('  - lesson: t1', '"فون {{helpline}} پر کریں۔"'))],
		['U16', 5, whole(week('  - lesson: t1', 'دھوکہ نہ ہو۔'))],
		['U11', 5, whole(week('  - lesson: t1', `${'ایک '.repeat(17)}بات۔`))],
		['E22', 5, whole().replace('Everybody takes', `Everybody ${'and '.repeat(22)}takes`)]
	])('%s names the line', (rule, line, text) => {
		const found = read(text).faults.filter((f) => f.rule === rule);
		expect(found.length).toBeGreaterThan(0);
		if (rule !== 'C3.yaml') expect(found.map((f) => f.line)).toContain(line);
	});

	test('every lesson of our own courses that has plans has one, and they pass the check', () => {
		for (const { course, plans, findings } of readContent(contentDir(), { now: NOW }).courses) {
			expect(findings.filter((f) => f.file.endsWith('meetings.yaml'))).toEqual([]);
			if (plans) expect([...plans.weeks.keys()]).toEqual(course?.lessons.map((l) => l.id));
		}
	});
});
