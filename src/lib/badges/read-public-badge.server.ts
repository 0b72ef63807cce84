import { findOpenLearner } from '../accounts/index.server.ts';
import { readPracticals } from '../assessment/index.server.ts';
import type { Course, Lang, Text } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { appealIn } from './appeal.ts';
import { findAward, readAwards, readHistory, type Award } from './award.repository.server.ts';
import type { frozenCriteria } from './decide-award.ts';
import { credentialOf, issuerProfile } from './issue-credential.server.ts';
import type { Signed } from './sign.server.ts';

/** What anybody may see of a badge (B5): no score, no phone, no face; a name only where she shows it. */
export interface PublicBadge {
	awardId: string;
	/** For the page to know its holder; never sent to anybody. */
	learnerId: string;
	/** `unsigned`: it stands, but this installation may not sign yet (B3). */
	verdict: 'genuine' | 'unsigned' | 'revoked' | 'suspended';
	name: string;
	description: string;
	/** As frozen on the day she met them (B1). */
	criteria: string;
	/** Points that the practical task was looked at for, and by whom; none where a later task has taken its place. */
	practical: { by: 'rule' | 'trainer'; points: string[] } | null;
	/** Of a set: the badges that it is made of. */
	parts: { awardId: string; name: string }[];
	/** The questions of the check are public (C6). */
	openBank: boolean;
	/** Undefined unless she shows it. */
	holder: string | undefined;
	tileSeed: number;
	earnedAt: number;
	/**
	 * Where it was taken back or suspended: since when, and why; and since when there is an appeal, and since when that is
	 * answered. What was said is nobody's business here.
	 */
	revoked: { at: number; reason: string; appeal: { at: number; answeredAt: number | null } | null } | null;
	issuer: { id: string; name: string; url: string };
	/** What a stranger compares; null until it is signed. */
	signed: { bytes: number; key: string; statusList: string; statusIndex: string } | null;
}

type Criteria = ReturnType<typeof frozenCriteria>;

/** @returns undefined where no badge has this address, or its holder has been deleted */
export async function readPublicBadge(
	services: Services,
	awardId: string,
	lang: Lang
): Promise<PublicBadge | undefined> {
	const { db, env, catalogue } = services;
	const award = await findAward(db, awardId);
	const learner = award && (await findOpenLearner(db, award.learner_id));
	const course = award && catalogue.version(award.course, award.criterion_version);
	if (!award || !learner || !course) return undefined;
	const criteria = JSON.parse(award.criterion) as Criteria;
	const credential = await credentialOf(services, award);
	const practical = await lookedAt(services, award, course);
	const inLang = (text: Text) => text[lang];
	return {
		awardId,
		learnerId: award.learner_id,
		verdict: award.state !== 'active' ? award.state : credential.ok ? 'genuine' : 'unsigned',
		name: inLang(course.badge.name),
		description: inLang(course.badge.description),
		criteria: inLang(criteria.text),
		practical: practical && { by: practical.by, points: practical.points.map(inLang) },
		parts: course.needs ? await partsOf(services, award, lang) : [],
		openBank: award.open_bank === 1,
		holder: award.public_name === 1 ? (learner.display_name ?? undefined) : undefined,
		tileSeed: learner.tile_seed,
		earnedAt: award.awarded_at,
		revoked: await revocation(services, award),
		issuer: issuerProfile(env.origin),
		signed: credential.ok ? comparable(credential.value) : null
	};
}

/** A set's evidence is the awards that it was made of (B1). */
async function partsOf({ db, catalogue }: Services, award: Award, lang: Lang): Promise<PublicBadge['parts']> {
	const ids = JSON.parse(award.evidence) as string[];
	return (await readAwards(db, award.learner_id)).flatMap((part) => {
		const course = ids.includes(part.award_id) && catalogue.version(part.course, part.criterion_version);
		return course ? [{ awardId: part.award_id, name: course.badge.name[lang] }] : [];
	});
}

/** The written rule reads less than a person does: only points it has marked are named. */
async function lookedAt({ db }: Services, award: Award, course: Course) {
	const practical = (await readPracticals(db, award.learner_id)).find((p) => p.course === award.course);
	if (!practical || !(JSON.parse(award.evidence) as string[]).includes(practical.event_id)) return null;
	const marks = JSON.parse(practical.marks) as Record<string, boolean>;
	const by = practical.marked_by === 'rule' ? ('rule' as const) : ('trainer' as const);
	const points = course.practical.rubric.filter(
		({ id }) => by === 'trainer' || (RULE_NAME[id] ?? id) in marks
	);
	return { by, points: points.map(({ text }) => text) };
}

/** Where the rule's word for a point is not the rubric's. */
const RULE_NAME: Record<string, string> = { priced: 'above_cost' };

async function revocation({ db }: Services, award: Award): Promise<PublicBadge['revoked']> {
	if (award.state === 'active') return null;
	const acts = await readHistory(db, award.learner_id, award.award_id);
	const at = acts.findLast(({ act }) => act === award.state)?.at ?? award.awarded_at;
	const said = appealIn(acts);
	const appeal = said && { at: said.at, answeredAt: said.answer?.at ?? null };
	return { at, reason: award.reason ?? '', appeal };
}

function comparable(credential: Signed): PublicBadge['signed'] {
	const status = credential.credentialStatus as { statusListCredential: string; statusListIndex: string };
	return {
		bytes: Buffer.byteLength(JSON.stringify(credential)),
		key: (credential.proof[0]!.verificationMethod as string).split('#').at(-1)!,
		statusList: status.statusListCredential,
		statusIndex: status.statusListIndex
	};
}
