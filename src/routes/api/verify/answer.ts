import type { Answered } from '#lib/badges/index.server.ts';

const iso = (at: number) => new Date(at).toISOString();

/** What a program is told. Times as ISO 8601 in UTC; a name only where its holder shows it on the public page (B5). */
export const answer = ({ checked, shown }: Answered, origin: string) => ({
	verdict: checked.verdict,
	checkedAt: iso(checked.checkedAt),
	reason: checked.reason,
	about: checked.about,
	checks: checked.checks,
	badge: checked.badge && {
		id: checked.badge.id,
		issuer: checked.badge.issuer,
		achievement: checked.badge.achievement,
		validFrom: iso(checked.badge.validFrom),
		validUntil: checked.badge.validUntil === null ? null : iso(checked.badge.validUntil)
	},
	publicPage: shown ? `${origin}/en/badge/${shown.awardId}` : null,
	holder: shown?.holder ?? null
});
