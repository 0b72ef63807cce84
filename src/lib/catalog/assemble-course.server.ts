import { OWN } from '#lib/platform/country/lang.ts';
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
	const picture = (own?: AuthoredPicture, en?: AuthoredPicture): Picture => {
		const name = own?.name ?? en?.name ?? '';
		return { file: media[`${name}.webp`] ? `${name}.webp` : `${name}.svg`, alt: text(own?.alt, en?.alt) };
	};
	const question = (pair: Pair<AuthoredQuestion>): Question => assembleQuestion(pair, picture);
	const questions = (own: AuthoredQuestion[], en: AuthoredQuestion[]) => pairs(own, en).map(question);

	const lessons = yaml.lessons.flatMap(({ id }, i): Lesson[] => {
		const { [OWN]: own, en } = authored.units[i]!;
		const main = own.lesson ?? en.lesson;
		if (!main) return [];
		return [
			{
				id,
				number: i + 1,
				minutes: main.minutes,
				...(main.keeps && { keeps: main.keeps }),
				facts: main.facts,
				reviewedBy: {
					[OWN]: own.lesson?.reviewedBy ?? { facts: null, urdu: null },
					en: en.lesson?.reviewedBy ?? { facts: null, urdu: null }
				},
				title: text(own.lesson?.title, en.lesson?.title),
				summary: text(own.lesson?.summary, en.lesson?.summary),
				blocks: pairs(own.lesson?.blocks ?? [], en.lesson?.blocks ?? []).map((p) =>
					block(p, picture, questions)
				),
				rehearsal: questions(own.rehearsal, en.rehearsal)
			}
		];
	});
	const items = yaml.lessons.flatMap(({ id }, i) => {
		const { [OWN]: own, en } = authored.units[i]!;
		return pairs(own.check, en.check).map((p): CheckItem => ({
			...question(p),
			lesson: id,
			level: p.own.level ?? 'middle',
			kind: p.own.kind ?? 'recall'
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
		prepost: questions(authored.prepost[OWN], authored.prepost.en),
		badge,
		practical,
		...(fraud && { fraud }),
		...(part_check && { partCheck: part_check }),
		media
	};
}

type MakeQuestions = (own: AuthoredQuestion[], en: AuthoredQuestion[]) => Question[];

function block({ own, en }: Pair<AuthoredBlock>, picture: MakePicture, questions: MakeQuestions): Block {
	if (own.block === 'question')
		return assembleQuestion({ own, en: en.block === 'question' ? en : own }, picture);
	if (own.block === 'card') {
		const other: AuthoredCard = en.block === 'card' ? en : own;
		const title = optionalText(own.title, other.title);
		const card: Card = {
			block: 'card',
			id: own.id,
			part: own.part,
			...(own.if && { if: own.if }),
			...(title && { title }),
			picture: picture(own.picture, other.picture),
			html: { [OWN]: own.html, en: other.html }
		};
		return card;
	}
	const other: AuthoredPractice = en.block === 'practice' ? en : own;
	const practice: Practice = {
		block: 'practice',
		id: own.id,
		type: own.type,
		title: text(own.title, other.title),
		picture: picture(own.picture, other.picture),
		html: { [OWN]: own.html, en: other.html },
		questions: questions(own.questions, other.questions),
		data: { [OWN]: own.data, en: other.data }
	};
	return practice;
}
