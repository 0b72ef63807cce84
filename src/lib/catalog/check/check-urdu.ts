import type { TextRun } from '../authored.ts';
import type { Findings } from '../finding.ts';
import type { RuleId } from '../rules.ts';
import { countWords, sentencesOf, stripped } from './words.ts';

/** The patterns of the urdu guide, section 9, as they stand there. */
const PATTERNS: readonly [RuleId, RegExp][] = [
	['U01', /[\u0643\u0649\u064A\u0647\u0629\u06C0\u06D3\u06D5]/gu],
	['U02', /[\u0660-\u0669\u06F0-\u06F9\u066A-\u066C]/gu],
	['U03', /[\u00A0\u00AD\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu],
	['U04', /[\uFB50-\uFDFF\uFE70-\uFEFC]/gu],
	['U05', /(?<![بپتٹجچدڈڑکگلمنر])ھ/gu],
	['U07', /[ ]{2,}|[ ][۔،؟!؛:]|[۔،؟!؛:](?=\p{L})/gu],
	['U08', /[\u0600-\u06FF][.,;?](?=\s|$)/gu],
	[
		'U12',
		/(?<!\p{L})آپ(?! (?:کا|کی|کے|کو|نے|سے|پر|تک|میں|جیس)(?!\p{L}))(?: [^ ۔؟!:\n]+){0,9}? (?:[^ ۔؟!:\n]*(?:تی|تے|رہی|رہے|گئی|گئے|چکی|چکے) (?:ہیں|تھیں|تھے|ہوں)|[^ ۔؟!:\n]*(?:گئیں|تھیں)|[^ ۔؟!:\n]+ں (?:گی|گے))(?!\p{L})/gu
	],
	['U13', /(?<!\p{L})(?:چاہتی|چاہتے|سکتی|سکتے|رہی|رہے) ہیں ?؟/gu],
	[
		'U14',
		/براہِ? ?کرم|(?<!\p{L})(?:صارف|صارفین|مصنوعات|ملاحظہ|فرمائیں|بصورت|دستیاب|منحصر|لہذا|لہٰذا)(?!\p{L})|درج (?:کریں|کیجیے)|کلک کریں|یقینی بنا|مندرجہ ذیل|درج ذیل|کے قابل ہو|کامیابی (?:سے|کے ساتھ)/gu
	],
	[
		'U15',
		/(?<!\p{L})(?:جانکاری|دھنیہ ?واد|دھنیواد|وشواس|پریوار|سمپرک|سرکشا|شبد|ادھک|سہایتا|پرشن|اتر دیں)(?!\p{L})/gu
	],
	[
		'U16',
		/(?<!\p{L})(?:لئے|لیئے|کئے|دئیے|دیئے|چاہئے|کیلئے|کیلیے|دوکان|دھوکہ|بھروسہ|پتہ|دھاگہ|ڈلیوری|ڈیلوری|والیٹ|بٹوہ|بنک|اکاونٹ|اکاوٗنٹ|کورئیر|انھیں|روپئے|روپیے|ہوگا|ہوگی|ہوگئی|ہوگیا|کردیں|کرلیں|جائیگا|اسکرین|سکرین شارٹ|سرٹیفیکیٹ|میسیج)(?!\p{L})/gu
	],
	['U17', /(?<!\p{L})محفوظ(?!\p{L})/gu],
	[
		'U18',
		/(?:پن کوڈ|او ٹی پی|ایس ایم ایس والا کوڈ)[^۔؟!]{0,24}(?<!(?:نہ|مت) )(?:لکھیں|ڈالیں|بھریں|بتائیں|بتا دیں)/gu
	],
	['U19', /(?:ہزاروں|لاکھوں)[^۔؟!]{0,24}کما|گارنٹی|آمدن(?:ی)? یقینی/gu],
	['U20', /(?<!والٹ کا |اکاؤنٹ کا |اپنا )(?<!\p{L})بیلنس(?!\p{L})/gu],
	['U21', /(?<!\p{L})(?:کیا|کی|کیے|دیا|دی|دیے) (?:جائے|جاتا|جاتی|جاتے|گیا|گئی|گئے)(?!\p{L})|جا سکت[اےی]/gu],
	['U22', /کے ذریعے|کی جانب سے|کی طرف سے|کی ضرورت ہے|نیز|تاہم|بابت|ہٰذا/gu]
];

/** Latin that stays: the price tag's Rs, and the telephone number of every example. */
const LATIN_ALLOWED = /(?<![A-Za-z])Rs(?![A-Za-z])|03XX XXXXXXX/gu;
const LATIN = /[A-Za-z]{2,}/gu;
const NEGATIVE = /(?<!\p{L})(?:نہیں|نہ|مت)(?!\p{L})/gu;
/** A learner reads these aloud in one breath; picture texts, titles and labels are not sentences. */
const SENTENCES: ReadonlySet<TextRun['where']> = new Set([
	'paragraph',
	'list',
	'stem',
	'option',
	'reason',
	'speech',
	'plan'
]);
const LONGEST_SENTENCE = 16;

/** U01–U23 for one text, except the limits that need its card or question (check-limits.ts). */
export function checkUrdu(run: TextRun, findings: Findings): void {
	const text = stripped(run.text);
	const at = (index: number) => ({
		file: run.file,
		line: run.line + (text.slice(0, index).match(/\n/gu)?.length ?? 0)
	});
	const around = (index: number, length: number) => text.slice(Math.max(0, index - 20), index + length + 20);
	const each = (rule: RuleId, pattern: RegExp, where = text) => {
		for (const match of where.matchAll(pattern)) {
			const shown = match[0].trim().length > 3 ? match[0] : around(match.index, match[0].length);
			findings.add(rule, at(match.index), `${shown}${codePoint(rule, match[0])}`);
		}
	};
	for (const [rule, pattern] of PATTERNS) each(rule, pattern);
	if (text !== text.normalize('NFC')) findings.add('U06', run, text);
	if (run.where === 'paragraph' && text && !/[۔؟!:]$/u.test(text))
		findings.add('U09', at(text.length), text.slice(-60));
	each(
		'U10',
		LATIN,
		text.replace(LATIN_ALLOWED, (m) => ' '.repeat(m.length))
	);
	if (run.where === 'stem') each('U23', NEGATIVE);
	if (SENTENCES.has(run.where))
		for (const sentence of sentencesOf(text, 'ur')) {
			const words = countWords(sentence.text);
			if (words > LONGEST_SENTENCE)
				findings.add('U11', at(sentence.index), `${words} words: ${sentence.text}`);
		}
}

/** Letters that look alike are told apart by their number. */
const codePoint = (rule: RuleId, match: string): string =>
	['U01', 'U02', 'U03', 'U04'].includes(rule)
		? ` (U+${match.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`
		: '';

const NEW_WORDS = 12;

/**
 * U25: words that no released lesson has used. Counted only where words-ur.txt is kept.
 * @param known grows by the words of this lesson, so that the next one may use them
 */
export function checkNewWords(runs: readonly TextRun[], known: Set<string>, findings: Findings): void {
	const fresh = new Set<string>();
	for (const run of runs)
		for (const word of stripped(run.text).match(/[\u0600-\u06FF]+/gu) ?? []) {
			const plain = word.replace(/\p{M}|[\u0600-\u061F\u06D4]/gu, '');
			if (plain && !known.has(plain)) fresh.add(plain);
		}
	if (fresh.size > NEW_WORDS && runs[0])
		findings.add('U25', { file: runs[0].file, line: 1 }, `${fresh.size} new words: ${[...fresh].join('، ')}`);
	for (const word of fresh) known.add(word);
}
