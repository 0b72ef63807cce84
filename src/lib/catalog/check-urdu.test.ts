import { describe, expect, test } from 'vitest';
import type { TextRun } from './authored.ts';
import { checkUrdu } from './check/check-urdu.ts';
import { Findings } from './finding.ts';

function rulesFor(text: string, where: TextRun['where'] = 'label'): string[] {
	const findings = new Findings();
	checkUrdu({ file: 'x.md', line: 1, text, where }, findings);
	return [...new Set(findings.all.map((f) => f.rule))].filter((rule) => rule !== 'U11').sort();
}

/** Urdu guide, section 2: what leaks gender, and what is said instead. */
const gendered: [string, string][] = [
	['آپ سیکھیں گی', 'آپ کو آ جائے گا'],
	['آپ سیکھیں گے', 'اس سبق میں: تصویر'],
	['کیا آپ آگے جانا چاہتی ہیں؟', 'آگے چلیں؟'],
	['آپ بھیج سکتی ہیں', 'چاہیں تو بھیج دیں'],
	['آپ پاس ہو گئیں', 'پرچہ پاس ہو گیا'],
	['آپ کر رہی ہیں', 'آپ کا کام جاری ہے'],
	['آپ پرچہ دے چکے ہیں', 'آپ نے پرچہ دیا، سبق پورا کیا']
];

/** Section 3: what a machine (or Delhi) writes, what we write, and the rule that sees it. */
const pairs: [string, string, string][] = [
	['U14', 'براہِ کرم اپنا نام درج کریں', 'اپنا نام لکھیں'],
	['U14', 'جاری رکھنے کے لیے یہاں کلک کریں', 'آگے چلیں'],
	['U14', 'آپ کی پیش رفت کامیابی سے محفوظ ہو گئی ہے', 'فون کھو جائے تب بھی'],
	['U17', 'آپ کی پیش رفت محفوظ ہے', 'سنبھال کر رکھیں'],
	['U14', 'یقینی بنائیں کہ تصویر واضح ہو', 'دیکھ لیں، تصویر صاف ہے؟'],
	['U14', 'آپ رسید بنانے کے قابل ہوں گے', 'آپ کو رسید بنانا آ جائے گا'],
	['U15', 'مزید جانکاری کے لیے', 'اور جاننا ہو تو'],
	['U14', 'صارفین مصنوعات خریدتے ہیں', 'گاہک چیزیں خریدتے ہیں'],
	['U14', 'یہ آپ پر منحصر ہے', 'آپ کی مرضی'],
	['U14', 'براہِ کرم نوٹ کریں کہ پارسل میں تاخیر ہو سکتی ہے', 'پارسل دیر سے بھی آ سکتا ہے'],
	['U15', 'وشواس', 'بھروسا'],
	['U15', 'پریوار', 'گھر والے'],
	['U15', 'سمپرک کریں', 'بات کریں'],
	['U15', 'دھنیہ واد', 'شکریہ'],
	['U14', 'لین دین کی تصدیق کے لیے اکاؤنٹ کا بیلنس ملاحظہ کریں', 'پہلے اپنا بیلنس دیکھیں، پھر سامان دیں'],
	['U20', 'لین دین کے لیے بیلنس دیکھیں', 'والٹ کا بیلنس دیکھیں'],
	['U14', 'آپ نے کامیابی کے ساتھ کورس مکمل کر لیا ہے!', 'کورس پورا ہوا۔ مبارک ہو!'],
	['U16', 'دوکان کیلئے پتہ چاہئے', 'دکان کے لیے پتا چاہیے'],
	['U16', 'آرڈر کنفرم ہوگیا', 'آرڈر کنفرم ہو گیا'],
	['U16', 'سرٹیفیکیٹ، اسکرین، کورئیر', 'سرٹیفکیٹ، سکرین، کوریئر'],
	['U18', 'یہاں او ٹی پی لکھیں', 'او ٹی پی کسی کو نہ بتائیں'],
	['U18', 'اپنا پن کوڈ ڈالیں', 'پن کوڈ کسی کو مت بتائیں'],
	['U18', 'ایس ایم ایس والا کوڈ بتا دیں', 'ایس ایم ایس والا کوڈ کسی کو نہ بتائیں'],
	['U19', 'ہر مہینے لاکھوں کمائیں', 'ہر مہینے حساب لکھیں'],
	['U19', 'آمدنی یقینی ہے', 'آمدنی لکھ لیں'],
	['U19', 'گارنٹی کے ساتھ', 'سات دن میں واپسی']
];

describe('the Urdu guide by machine', () => {
	test.each(gendered)('U12 %s leaks gender, %s does not', (bad, good) => {
		expect(rulesFor(bad)).toContain('U12');
		expect(rulesFor(good)).not.toContain('U12');
	});

	test.each(pairs)('%s %s → %s', (rule, bad, good) => {
		expect(rulesFor(bad)).toContain(rule);
		expect(rulesFor(good)).toEqual([]);
	});

	test('U09 a heading or an option needs no stop, a paragraph does', () => {
		expect(rulesFor('تصویر صاف ہے', 'paragraph')).toEqual(['U09']);
		expect(rulesFor('تصویر صاف ہے', 'title')).toEqual([]);
	});

	test('U10 Rs and the telephone number of examples stay, other Latin does not', () => {
		expect(rulesFor('Rs 1,600 یا 03XX XXXXXXX یا 40 x 80')).toEqual([]);
		expect(rulesFor('Rsvp')).toEqual(['U10']);
		expect(rulesFor('WhatsApp')).toEqual(['U10']);
	});

	test('U23 only a question stem is asked without a negative', () => {
		expect(rulesFor('کیا نہیں دکھانا؟', 'stem')).toEqual(['U23']);
		expect(rulesFor('گھر نہیں دکھانا', 'option')).toEqual([]);
	});

	test('U07 a value in the middle of a line leaves no double space behind', () => {
		expect(rulesFor('ہیلپ لائن {{helpline}} پر بات کریں۔', 'paragraph')).toEqual([]);
	});

	test('the line of a finding is the line inside a paragraph of several', () => {
		const findings = new Findings();
		checkUrdu({ file: 'x.md', line: 10, text: 'پہلی لائن۔\nیہ دوکان ہے۔', where: 'paragraph' }, findings);
		expect(findings.all.map((f) => [f.rule, f.line])).toEqual([['U16', 11]]);
	});
});
