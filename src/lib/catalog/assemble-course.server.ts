import { sha256HexSync } from '../platform/hash.server.ts';
import {
	assembleQuestion,
	optionalText,
	pairs,
	text,
	type MakePicture,
	type Pair
} from './assemble-question.ts';
import type {
	AuthoredBlock,
	AuthoredCard,
	AuthoredPicture,
	AuthoredPractice,
	AuthoredQuestion
} from './authored.ts';
import type {
	Block,
	Card,
	CheckItem,
	Course,
	Lesson,
	MediaFile,
	Picture,
	Practice,
	Question
} from './course.ts';
import type { AuthoredCourse } from './parse-course.server.ts';
import { versionOf } from './read-sources.server.ts';

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
	const { id, code, status, title, summary, outcome, warning, badge, practical, fraud, part_check } = yaml;
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
		...(fraud && { fraud }),
		...(part_check && { partCheck: part_check }),
		media
	};
}

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
			...(ur.if && { if: ur.if }),
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
