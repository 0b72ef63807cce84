import type { AuthoredBlock, AuthoredQuestion, TextRun } from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings, Place } from '../finding.ts';
import { checkPlay } from './check-play.ts';
import { countWords, sentencesOf } from './words.ts';

const CARD = [40, 80] as const;
const CLOSE = [25, 60] as const;
const OPTION = [2, 9] as const;
/** One word can be a step of a sorting question. */
const STEP = [1, 9] as const;
const REASON = [8, 22] as const;
const OPTIONS_APART = 4;
const STEM = 40;
const SUMMARY = 16;
const ENGLISH_SENTENCE = 22;

/** Lengths in words are the same in both languages; the rule's name says whose guide it is. */
function within(
	[least, most]: readonly [number, number],
	words: number,
	what: string,
	at: Place,
	lang: Lang,
	findings: Findings
): void {
	if (words < least || words > most)
		findings.add(lang === 'ur' ? 'U11' : 'E11', at, `${what} has ${words} words, not ${least}–${most}`);
}

export function checkBlockLimits(block: AuthoredBlock, lang: Lang, findings: Findings): void {
	if (block.block === 'question') return checkQuestionLimits(block, lang, findings);
	const texts = block.block === 'card' && block.title ? [block.title, ...block.runs] : block.runs;
	const words = texts.reduce((n, run) => n + countWords(run.text), 0);
	const limit = block.block === 'card' && block.part === 'close' ? CLOSE : CARD;
	within(limit, words, block.id, block, lang, findings);
	if (block.block !== 'practice') return;
	for (const q of block.questions) checkQuestionLimits(q, lang, findings);
	checkPlay(block, lang, findings);
}

export function checkQuestionLimits(q: AuthoredQuestion, lang: Lang, findings: Findings): void {
	const stem = countWords(q.stem.text);
	if (stem > STEM) findings.add('C3.stem', q.stem, `${stem} words`);
	const counts = q.options.map((option) => countWords(option.text.text));
	for (const [i, option] of q.options.entries())
		within(
			q.type === 'sort' ? STEP : OPTION,
			counts[i]!,
			`“${option.text.text}”`,
			option.text,
			lang,
			findings
		);
	const apart = Math.max(...counts) - Math.min(...counts);
	if ((q.type === 'pick' || q.type === 'spot') && apart > OPTIONS_APART)
		findings.add(lang === 'ur' ? 'U11' : 'E11', q, `${q.id}: options ${apart} words apart`);
	for (const reason of [...q.options.map((o) => o.reason), q.reasonRight, q.reasonOther])
		if (reason) within(REASON, countWords(reason.text), `“${reason.text}”`, reason, lang, findings);
}

export function checkSummary(summary: TextRun, lang: Lang, findings: Findings): void {
	within([1, SUMMARY], countWords(summary.text), 'the summary', summary, lang, findings);
}

const ENGLISH_NEGATIVE = /\b(?:not|never|no|none|nothing|nobody|cannot|\w+n['’]t)\b/i;
const SENTENCES: ReadonlySet<TextRun['where']> = new Set([
	'paragraph',
	'list',
	'stem',
	'option',
	'reason',
	'speech',
	'plan'
]);

/** English: sentences of at most 22 words, stems without a negative, no invisible characters. */
export function checkEnglish(run: TextRun, findings: Findings): void {
	const lineAt = (index: number) => run.line + (run.text.slice(0, index).match(/\n/g)?.length ?? 0);
	if (SENTENCES.has(run.where))
		for (const sentence of sentencesOf(run.text, 'en')) {
			const words = countWords(sentence.text);
			if (words > ENGLISH_SENTENCE)
				findings.add(
					'E22',
					{ file: run.file, line: lineAt(sentence.index) },
					`${words} words: ${sentence.text}`
				);
		}
	const negative = run.where === 'stem' ? ENGLISH_NEGATIVE.exec(run.text) : null;
	if (negative) findings.add('C3.stem-negative', { file: run.file, line: lineAt(negative.index) }, run.text);
	const hidden = /[\u00AD\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.exec(run.text);
	if (hidden) findings.add('U03', { file: run.file, line: lineAt(hidden.index) }, run.text);
}
