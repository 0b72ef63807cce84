import type {
	AuthoredBlock,
	AuthoredCard,
	AuthoredPicture,
	AuthoredPractice,
	AuthoredQuestion,
	TextRun
} from './authored.ts';
import type {
	Block,
	Card,
	CheckItem,
	Course,
	Lesson,
	MediaFile,
	Option,
	Picture,
	Practice,
	Question,
	Text
} from './course.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { drawOrder, letterAt } from './option-order.ts';
import type { AuthoredCourse } from './parse-course.server.ts';
import { versionOf } from './read-sources.server.ts';

/** Ids of the blocks and questions of one kind, in both languages; what one language lacks, the other lends. */
interface Pair<T> {
	ur: T;
	en: T;
}

/** In the order of the Urdu file, then what only the English one has. The check names every difference. */
function pairs<T extends { id: string }>(ur: readonly T[], en: readonly T[]): Pair<T>[] {
	const english = new Map(en.map((t) => [t.id, t]));
	const both = ur.map((t) => ({ ur: t, en: english.get(t.id) ?? t }));
	const known = new Set(ur.map((t) => t.id));
	return [...both, ...en.filter((t) => !known.has(t.id)).map((t) => ({ ur: t, en: t }))];
}

const text = (ur: TextRun | undefined, en: TextRun | undefined): Text => ({
	ur: ur?.text ?? en?.text ?? '',
	en: en?.text ?? ur?.text ?? ''
});
const optionalText = (ur: TextRun | undefined, en: TextRun | undefined): Text | undefined =>
	ur || en ? text(ur, en) : undefined;

/**
 * Two languages become one course. Never fails: a course with findings is shown only where drafts are (openCatalogue).
 * @param openBank the check's items stand in the repository (C6)
 */
export function assembleCourse(authored: AuthoredCourse, openBank: boolean): Course {
	const { yaml, sources } = authored;
	const media: Record<string, MediaFile> = {};
	for (const [path, { bytes }] of sources) {
		if (!path.startsWith('media/')) continue;
		const file = path.slice('media/'.length);
		media[file] = { hash: sha256HexSync(bytes).slice(0, 8), size: bytes.length };
	}
	const picture = (ur?: AuthoredPicture, en?: AuthoredPicture): Picture => {
		const name = ur?.name ?? en?.name ?? '';
		return { file: media[`${name}.webp`] ? `${name}.webp` : `${name}.svg`, alt: text(ur?.alt, en?.alt) };
	};
	const question = (pair: Pair<AuthoredQuestion>): Question => assembleQuestion(pair, picture);
	const questions = (ur: AuthoredQuestion[], en: AuthoredQuestion[]) => pairs(ur, en).map(question);

	const lessons = yaml.lessons.flatMap(({ id }, i): Lesson[] => {
		const { ur, en } = authored.units[i]!;
		const main = ur.lesson ?? en.lesson;
		if (!main) return [];
		return [
			{
				id,
				number: i + 1,
				minutes: main.minutes,
				...(main.keeps && { keeps: main.keeps }),
				facts: main.facts,
				reviewedBy: {
					ur: ur.lesson?.reviewedBy ?? { facts: null, urdu: null },
					en: en.lesson?.reviewedBy ?? { facts: null, urdu: null }
				},
				title: text(ur.lesson?.title, en.lesson?.title),
				summary: text(ur.lesson?.summary, en.lesson?.summary),
				blocks: pairs(ur.lesson?.blocks ?? [], en.lesson?.blocks ?? []).map((p) =>
					block(p, picture, questions)
				),
				rehearsal: questions(ur.rehearsal, en.rehearsal)
			}
		];
	});
	const items = yaml.lessons.flatMap(({ id }, i) => {
		const { ur, en } = authored.units[i]!;
		return pairs(ur.check, en.check).map((p): CheckItem => ({
			...question(p),
			lesson: id,
			level: p.ur.level ?? 'middle',
			kind: p.ur.kind ?? 'recall'
		}));
	});
	const { id, code, status, title, summary, outcome, warning, badge, practical } = yaml;
	return {
		id,
		code,
		version: versionOf(sources),
		status,
		openBank,
		title,
		summary,
		outcome,
		...(warning && { warning }),
		lessons,
		check: { ...yaml.check, items },
		prepost: questions(authored.prepost.ur, authored.prepost.en),
		badge,
		practical,
		media
	};
}

type MakePicture = (ur?: AuthoredPicture, en?: AuthoredPicture) => Picture;
type MakeQuestions = (ur: AuthoredQuestion[], en: AuthoredQuestion[]) => Question[];

function block({ ur, en }: Pair<AuthoredBlock>, picture: MakePicture, questions: MakeQuestions): Block {
	if (ur.block === 'question')
		return assembleQuestion({ ur, en: en.block === 'question' ? en : ur }, picture);
	if (ur.block === 'card') {
		const other: AuthoredCard = en.block === 'card' ? en : ur;
		const title = optionalText(ur.title, other.title);
		const card: Card = {
			block: 'card',
			id: ur.id,
			part: ur.part,
			...(title && { title }),
			picture: picture(ur.picture, other.picture),
			html: { ur: ur.html, en: other.html }
		};
		return card;
	}
	const other: AuthoredPractice = en.block === 'practice' ? en : ur;
	const practice: Practice = {
		block: 'practice',
		id: ur.id,
		type: ur.type,
		title: text(ur.title, other.title),
		picture: picture(ur.picture, other.picture),
		html: { ur: ur.html, en: other.html },
		questions: questions(ur.questions, other.questions),
		data: { ur: ur.data, en: other.data }
	};
	return practice;
}

function assembleQuestion({ ur, en }: Pair<AuthoredQuestion>, picture: MakePicture): Question {
	const count = ur.options.length;
	const right = Array.from({ length: count }, (_, i) => i);
	const accepted = [right, ...ur.also.map((order) => [...order].map((d) => Number(d) - 1))].map((o) =>
		o.join()
	);
	const order = drawOrder(ur.id, count, (drawn) => ur.type === 'sort' && accepted.includes(drawn.join()));
	const letterOf = (position: number) => letterAt(order.indexOf(position));
	const options = order.map((position, shown): Option => {
		const a = ur.options[position]!;
		const b = en.options[position];
		const reason = optionalText(a.reason, b?.reason);
		return {
			letter: letterAt(shown),
			text: text(a.text, b?.text),
			...(reason && { reason }),
			...(a.at && { at: a.at })
		};
	});
	const key =
		ur.type === 'amount'
			? ur.amount === undefined
				? []
				: [ur.amount]
			: ur.type === 'sort'
				? accepted.map((o) =>
						o
							.split(',')
							.map((p) => letterOf(Number(p)))
							.join('')
					)
				: ur.options.flatMap((o, i) => (o.right ? [letterOf(i)] : []));
	const reasonRight = optionalText(ur.reasonRight, en.reasonRight);
	const reasonOther = optionalText(ur.reasonOther, en.reasonOther);
	return {
		block: 'question',
		id: ur.id,
		type: ur.type,
		stem: text(ur.stem, en.stem),
		...((ur.picture || en.picture) && { picture: picture(ur.picture, en.picture) }),
		options,
		key,
		...(ur.unit && { unit: ur.unit }),
		...(reasonRight && { reasonRight }),
		...(reasonOther && { reasonOther })
	};
}
