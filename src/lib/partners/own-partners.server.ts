import { findAward } from '../badges/index.server.ts';
import type { Lang } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { readConsents, setWithdrawn } from './consent.repository.server.ts';
import { readPartners } from './partner.repository.server.ts';

/** What she allowed one partner. */
export interface AllowedPartner {
	id: string;
	name: string;
	badgeName: string;
	contact: boolean;
	/** UTC ms, of the last time. */
	at: number;
	/** Of the words in which she was asked (K5). */
	textVersion: string;
	/** When the partner took it over; null while it has not. */
	toldAt: number | null;
	withdrawnAt: number | null;
}

/** Everyone whom she ever allowed something, newest first. */
export async function readOwnPartners(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	learnerId: string,
	lang: Lang
): Promise<AllowedPartner[]> {
	const names = new Map((await readPartners(db)).map(({ id, name }) => [id, name]));
	const newest = new Map<string, AllowedPartner>();
	for (const one of await readConsents(db, learnerId)) {
		const held = newest.get(one.partner_id);
		if (held) {
			// The newest says what holds; that it was told at all may be of an earlier time.
			held.toldAt ??= one.redeemed_at;
			held.contact ||= one.contact === 1 && one.redeemed_at !== null;
			continue;
		}
		const award = await findAward(db, one.award_id);
		const course = award && catalogue.version(award.course, award.criterion_version);
		newest.set(one.partner_id, {
			id: one.partner_id,
			name: names.get(one.partner_id) ?? one.partner_id,
			badgeName: course?.badge.name[lang] ?? award?.badge ?? '',
			contact: one.contact === 1,
			at: one.at,
			textVersion: one.text_version,
			toldAt: one.redeemed_at,
			withdrawnAt: one.withdrawn_at
		});
	}
	return [...newest.values()];
}

/**
 * She takes back what she allowed: a claim on its way is refused, and the partner is told nothing more. What it was told it
 * has; the page says so. A second tap changes nothing.
 */
export const withdrawPartner = (
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	learnerId: string,
	partnerId: string
): Promise<boolean> => db.transaction().execute((tx) => setWithdrawn(tx, learnerId, partnerId, clock()));
