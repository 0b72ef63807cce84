import { LANGS, OWN, inBoth } from '#lib/platform/country/lang.ts';
import type { Block, CheckItem, Course, Lang, Lesson, Question } from './course.ts';

/** What has an id that stands in learners' logs. */
export type PartKind =
	'lesson' | 'card' | 'practice' | 'question' | 'rehearsal question' | 'check item' | 'test item';

export interface Change {
	kind: PartKind;
	id: string;
	/** What of it changed: `urdu`, `english`, `picture`, `right answer`, …; empty for what came or went. */
	what: string[];
}

export interface CourseDiff {
	came: Change[];
	went: Change[];
	changed: Change[];
	/** Ids that learners' logs hold and that mean nothing any more, or something else: never to be done lightly. */
	loud: { id: string; why: string }[];
	/** Lessons whose words changed after somebody signed for them, by the language that changed. */
	signed: { lesson: string; lang: Lang; by: string }[];
	/** What the course itself says, its rules among it: `title`, `check`, `badge`, … */
	course: string[];
}

interface Part {
	kind: PartKind;
	id: string;
	/** The lesson it stands in; empty for the six items asked before and after. */
	lesson: string;
	/** How it is answered: `card hook`, `pick`, … Another one is another thing under an old name. */
	form: string;
	/** Aspects, as text to compare. */
	says: Record<string, string>;
	words: Record<Lang, string>;
}

const json = (value: unknown): string => JSON.stringify(value) ?? '';

function ofQuestion(kind: PartKind, lesson: string, q: Question | CheckItem): Part {
	const words = (lang: Lang) =>
		json([
			q.stem[lang],
			q.options.map((o) => [o.text[lang], o.reason?.[lang]]),
			q.reasonRight?.[lang],
			q.reasonOther?.[lang],
			q.picture?.alt[lang]
		]);
	const right = q.options.length
		? q.options.filter((o) => q.key.includes(o.letter)).map((o) => o.text[OWN])
		: q.key;
	return {
		kind,
		id: q.id,
		lesson,
		form: q.type,
		says: {
			'right answer': json(q.type === 'sort' ? q.key : right),
			picture: q.picture?.file ?? '',
			...('level' in q && { level: `${q.level} ${q.kind}` })
		},
		words: inBoth(words)
	};
}

function ofBlock(lesson: string, b: Block): Part[] {
	if (b.block === 'question') return [ofQuestion('question', lesson, b)];
	const words = (lang: Lang) =>
		json([b.title?.[lang], b.html[lang], b.picture.alt[lang], b.block === 'practice' && b.data[lang]]);
	const part: Part = {
		kind: b.block,
		id: b.id,
		lesson,
		form: b.block === 'card' ? 'card' : b.type,
		says: { picture: b.picture.file, ...(b.block === 'card' && { part: b.part, 'for whom': b.if ?? '' }) },
		words: inBoth(words)
	};
	const inside = b.block === 'practice' ? b.questions.map((q) => ofQuestion('question', lesson, q)) : [];
	return [part, ...inside];
}

const ofLesson = (l: Lesson): Part => ({
	kind: 'lesson',
	id: l.id,
	lesson: l.id,
	form: 'lesson',
	says: { place: String(l.number), minutes: String(l.minutes), keeps: l.keeps ?? '', facts: json(l.facts) },
	words: inBoth((lang) => json([l.title[lang], l.summary[lang]]))
});

function partsOf(course: Course): Map<string, Part> {
	const parts = [
		...course.lessons.flatMap((l) => [
			ofLesson(l),
			...l.blocks.flatMap((b) => ofBlock(l.id, b)),
			...l.rehearsal.map((q) => ofQuestion('rehearsal question', l.id, q))
		]),
		...course.check.items.map((i) => ofQuestion('check item', i.lesson, i)),
		...course.prepost.map((q) => ofQuestion('test item', '', q))
	];
	return new Map(parts.map((p) => [p.id, p]));
}

const wordsIn = (text: string): Set<string> => new Set(text.match(/[\p{L}\p{N}]{2,}/gu) ?? []);

/** Fewer than a quarter of all words are common to both: this is no mended sentence. */
function isOther(before: string, after: string): boolean {
	const [a, b] = [wordsIn(before), wordsIn(after)];
	const common = [...a].filter((w) => b.has(w)).length;
	return common < (a.size + b.size - common) / 4;
}

function changesOf(before: Part, after: Part): string[] {
	const aspects = [...new Set([...Object.keys(before.says), ...Object.keys(after.says)])];
	return [
		...(before.form === after.form && before.kind === after.kind ? [] : ['kind']),
		...(before.lesson === after.lesson ? [] : ['lesson']),
		...(before.words[OWN] === after.words[OWN] ? [] : [OWN === 'ur' ? 'urdu' : OWN]),
		...(before.words.en === after.words.en ? [] : ['english']),
		...aspects.filter((a) => before.says[a] !== after.says[a])
	];
}

/** Why an id that logs hold now says something else, or nothing where it does not. */
function reuse(before: Part, after: Part): string | undefined {
	if (before.kind !== after.kind || before.form !== after.form)
		return `was a ${before.kind} (${before.form}), is a ${after.kind} (${after.form})`;
	if (before.lesson !== after.lesson)
		return `stood in ${before.lesson || 'the test'}, stands in ${after.lesson}`;
	if (isOther(before.words[OWN], after.words[OWN]) && isOther(before.words.en, after.words.en))
		return 'says something else in both languages';
	return before.says['right answer'] === after.says['right answer'] ? undefined : 'has another right answer';
}

const COURSE_SAYS = [
	'title',
	'summary',
	'outcome',
	'warning',
	'badge',
	'practical',
	'partCheck',
	'fraud',
	'status',
	'code'
] as const;

/**
 * What a new text of a course changes against the one that is live.
 * @param earlier versions before the live one, newest last: an id that has gone is not free
 */
export function diffCourse(live: Course, next: Course, earlier: readonly Course[] = []): CourseDiff {
	const before = partsOf(live);
	const after = partsOf(next);
	const gone = new Map(earlier.flatMap((course) => [...partsOf(course)]));
	const plain = ({ kind, id }: Part): Change => ({ kind, id, what: [] });
	const out: CourseDiff = { came: [], went: [], changed: [], loud: [], signed: [], course: [] };
	for (const [id, part] of before)
		if (!after.has(id)) {
			out.went.push(plain(part));
			out.loud.push({ id, why: `${part.kind} was taken out; what learners did with it stays in their logs` });
		}
	const touched = inBoth(() => new Set<string>());
	for (const [id, part] of after) {
		const was = before.get(id);
		if (!was) {
			out.came.push(plain(part));
			const once = gone.get(id);
			const why = once && reuse(once, part);
			if (why) out.loud.push({ id, why: `stood in an earlier version: ${why}` });
			continue;
		}
		const what = changesOf(was, part);
		if (what.length === 0) continue;
		out.changed.push({ kind: part.kind, id, what });
		if (what.includes(OWN === 'ur' ? 'urdu' : OWN)) touched[OWN].add(part.lesson);
		if (what.includes('english')) touched.en.add(part.lesson);
		const why = reuse(was, part);
		if (why) out.loud.push({ id, why });
	}
	for (const lesson of next.lessons)
		for (const lang of LANGS) {
			const by = Object.values(lesson.reviewedBy[lang]).filter((name) => name !== null);
			const same =
				json(live.lessons.find((l) => l.id === lesson.id)?.reviewedBy[lang]) ===
				json(lesson.reviewedBy[lang]);
			if (by.length > 0 && same && touched[lang].has(lesson.id))
				out.signed.push({ lesson: lesson.id, lang, by: by.join(', ') });
		}
	out.course.push(...COURSE_SAYS.filter((key) => json(live[key]) !== json(next[key])));
	const rule = ({ items: _, ...r }: Course['check']) => json(r);
	if (rule(live.check) !== rule(next.check)) out.course.push('check');
	return out;
}
