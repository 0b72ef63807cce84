import { LANGS, OWN, inBoth } from '#lib/platform/country/lang.ts';
import type {
	AuthoredBlock,
	AuthoredLesson,
	AuthoredPicture,
	AuthoredPractice,
	AuthoredQuestion,
	AuthoredUnit
} from '../authored.ts';
import { questionsOf } from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings, Place } from '../finding.ts';
import type { AuthoredCourse } from '../parse-course.server.ts';
import { comparePlay } from './check-play.ts';

interface Item extends Place {
	id: string;
}

/** Ids: the right shape for their place, and each once in a language (they are in learners' logs for good). */
function checkIds(items: readonly Item[], shape: RegExp, seen: Set<string>, findings: Findings): void {
	for (const item of items) {
		if (!shape.test(item.id) || seen.has(item.id))
			findings.add('C3.id', item, item.id ? `#${item.id}` : 'no id');
		seen.add(item.id);
	}
}

function checkUnitIds(id: string, unit: AuthoredUnit, seen: Set<string>, findings: Findings): void {
	const blocks = unit.lesson?.blocks ?? [];
	const of = <B extends AuthoredBlock['block']>(kind: B) =>
		blocks.filter((b): b is Extract<AuthoredBlock, { block: B }> => b.block === kind);
	checkIds(of('card'), new RegExp(`^${id}-\\d\\d$`), seen, findings);
	checkIds(of('practice'), new RegExp(`^${id}-p$`), seen, findings);
	checkIds(
		of('practice').flatMap((p) => p.questions),
		new RegExp(`^${id}-p\\d{1,2}$`),
		seen,
		findings
	);
	checkIds(of('question'), new RegExp(`^${id}-q\\d{1,2}$`), seen, findings);
	checkIds(unit.rehearsal, new RegExp(`^${id}-r\\d{1,2}$`), seen, findings);
	checkIds(unit.check, new RegExp(`^${id}-c\\d{1,2}$`), seen, findings);
}

/** What must be equal in both languages, as one line of text to compare and to show. */
const pictureOf = (p: AuthoredPicture | undefined) => p?.name ?? 'none';
function shapeOf(b: AuthoredBlock): Record<string, string> {
	if (b.block === 'card')
		return {
			kind: `card ${b.part}`,
			picture: pictureOf(b.picture),
			title: b.title ? 'yes' : 'no',
			if: b.if ?? 'none'
		};
	if (b.block === 'practice') return { kind: `practice ${b.type}`, picture: pictureOf(b.picture) };
	return {
		kind: `question ${b.type}`,
		picture: pictureOf(b.picture),
		options: String(b.options.length),
		'right option': b.type === 'sort' ? '' : b.options.map((o) => (o.right ? 'x' : '-')).join(''),
		places: b.options.map((o) => o.at?.join(' ') ?? '').join(','),
		also: b.also.join(','),
		amount: b.amount ?? '',
		unit: b.unit ?? '',
		level: b.level ?? '',
		'kind of item': b.kind ?? ''
	};
}

/** Same ids in the same order, and for each the same kind, picture and key. */
function compare(
	ur: readonly AuthoredBlock[],
	en: readonly AuthoredBlock[],
	file: string,
	findings: Findings
): void {
	const other = new Map(en.map((b) => [b.id, b]));
	const ids = (blocks: readonly AuthoredBlock[]) => blocks.map((b) => b.id);
	for (const b of ur) if (!other.has(b.id)) findings.add('C3.language', b, `#${b.id} has no English`);
	const urdu = new Set(ids(ur));
	for (const b of en) if (!urdu.has(b.id)) findings.add('C3.language', b, `#${b.id} has no Urdu`);
	const shared = ids(ur)
		.filter((id) => other.has(id))
		.join(' ');
	if (
		shared !==
		ids(en)
			.filter((id) => urdu.has(id))
			.join(' ')
	)
		findings.add('C3.language', { file, line: 1 }, `order differs: ${shared}`);
	for (const b of ur) {
		const twin = other.get(b.id);
		if (!twin) continue;
		const mine = shapeOf(b);
		const theirs = shapeOf(twin);
		for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)]))
			if (mine[key] !== theirs[key])
				findings.add(
					'C3.language',
					twin,
					`#${b.id}: ${key} is ${theirs[key] ?? 'none'}, in Urdu ${mine[key] ?? 'none'}`
				);
	}
}

/**
 * A lesson holds for everyone, whatever she answered: it begins and closes with what all see, and most of its cards are
 * for all.
 */
function checkConditions({ blocks }: AuthoredLesson, findings: Findings): void {
	const cards = blocks.filter((b) => b.block === 'card');
	const some = cards.filter((card) => card.if);
	for (const card of some)
		if (card === blocks[0] || card.part === 'hook' || card.part === 'close')
			findings.add('C3.if', card, `#${card.id}: if=${card.if} on a ${card.part} card`);
	if (some.length * 3 > cards.length)
		findings.add('C3.if', some[0]!, `${some.length} of ${cards.length} cards are for some alone`);
}

export function checkStructure(course: AuthoredCourse, findings: Findings): void {
	const { yaml, units, prepost, source } = course;
	const seen: Record<Lang, Set<string>> = inBoth(() => new Set<string>());
	for (const [i, { id }] of yaml.lessons.entries()) {
		const unit = units[i]!;
		for (const lang of LANGS) {
			const lesson = unit[lang].lesson;
			if (lesson) checkConditions(lesson, findings);
			if (lesson && lesson.id !== id)
				findings.add('C3.id', { file: lesson.file, line: 2 }, `${lesson.id}, in course.yaml ${id}`);
			checkUnitIds(id, unit[lang], seen[lang], findings);
		}
		const { [OWN]: ur, en } = unit;
		const file = `${course.folder}/en/${yaml.lessons[i]!.file}.md`;
		if (ur.lesson && en.lesson) {
			compare(ur.lesson.blocks, en.lesson.blocks, file, findings);
			compare(questionsIn(ur.lesson.blocks), questionsIn(en.lesson.blocks), file, findings);
			for (const practice of practicesIn(ur.lesson.blocks)) {
				const twin = practicesIn(en.lesson.blocks).find((p) => p.id === practice.id);
				if (twin) comparePlay(practice, twin, findings);
			}
			for (const field of ['minutes', 'keeps'] as const)
				if (ur.lesson[field] !== en.lesson[field])
					findings.add(
						'C3.language',
						en.lesson,
						`${field} is ${en.lesson[field]}, in Urdu ${ur.lesson[field]}`
					);
		}
		compare(
			ur.rehearsal,
			en.rehearsal,
			`${course.folder}/en/rehearsal/${yaml.lessons[i]!.file}.md`,
			findings
		);
		compare(ur.check, en.check, `${course.folder}/en/check/${yaml.lessons[i]!.file}.md`, findings);
	}
	for (const lang of LANGS) checkIds(prepost[lang], /^pp\d{1,2}$/, seen[lang], findings);
	compare(prepost[OWN], prepost.en, `${course.folder}/en/prepost.md`, findings);

	const items = units.reduce((n, u) => n + u[OWN].check.length, 0);
	/** How many of these lessons there are, and how many items of theirs the bank has. */
	const bankOf = (lessons: readonly string[]) => {
		const mine = yaml.lessons.flatMap((l, i) => (lessons.includes(l.id) ? [units[i]!] : []));
		return { known: mine.length, items: mine.reduce((n, u) => n + u[OWN].check.length, 0) };
	};
	const { draw, pass, tries, wait_hours, must } = yaml.check;
	if (pass > draw || draw > items || wait_hours.length !== tries)
		findings.add(
			'C3.bank',
			source.place(['check']),
			`pass ${pass}, draw ${draw}, ${items} items, ${tries} tries, ${wait_hours.length} waits`
		);
	if (must) {
		const { lessons, at_least } = must;
		const has = bankOf(lessons);
		if (has.known !== lessons.length || at_least > draw || at_least > has.items)
			findings.add(
				'C3.bank',
				source.place(['check', 'must']),
				`at_least ${at_least}, draw ${draw}, ${has.items} items in ${has.known} of its lessons`
			);
	}
	const part = yaml.part_check;
	if (part) {
		const has = bankOf(part.lessons);
		if (
			has.known !== part.lessons.length ||
			part.pass > part.draw ||
			part.draw > has.items ||
			part.wait_hours.length !== part.tries
		)
			findings.add(
				'C3.bank',
				source.place(['part_check']),
				`pass ${part.pass}, draw ${part.draw}, ${has.items} items in ${has.known} of its lessons, ${part.tries} tries, ${part.wait_hours.length} waits`
			);
	}
	if (prepost[OWN].length !== 6)
		findings.add('C3.bank', source.place(['check']), `prepost.md has ${prepost[OWN].length} items`);
	if (!yaml.lessons.some((l) => l.id === yaml.practical.lesson))
		findings.add('C3.id', source.place(['practical', 'lesson']), yaml.practical.lesson);
	const practices = new Set(
		units
			.flatMap((unit) => unit[OWN].lesson?.blocks ?? [])
			.flatMap((b) => (b.block === 'practice' ? [b.id] : []))
	);
	for (const [i, id] of (yaml.fraud ?? []).entries())
		if (!practices.has(id)) findings.add('C3.id', source.place(['fraud', i]), id);
	if (yaml.practical.pass > yaml.practical.rubric.length)
		findings.add(
			'C3.bank',
			source.place(['practical', 'pass']),
			`pass ${yaml.practical.pass} of ${yaml.practical.rubric.length}`
		);
}

const practicesIn = (blocks: readonly AuthoredBlock[]): AuthoredPractice[] =>
	blocks.filter((b) => b.block === 'practice');

/** Questions inside practices; those beside them are compared as blocks. */
const questionsIn = (blocks: readonly AuthoredBlock[]): AuthoredQuestion[] =>
	questionsOf(blocks.filter((b) => b.block === 'practice'));
