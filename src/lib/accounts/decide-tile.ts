import { EITHER } from '#lib/platform/country/lang.ts';

/** K8. Who asks, and which tile the phone says is open. */
export interface TileFacts {
	/** Whose session came; null: nobody's. */
	learner: { learnerId: string; kind: 'guest' | 'joined' } | null;
	/** Whose the tile's profile is; null: nobody has claimed it, a guest of this phone. */
	claimedBy: string | null;
}

/**
 * Whether a profile is another's than the session. A guest's tile and a guest's session go together: both are the
 * work on this phone that nobody has called hers yet (K1).
 */
export function isOtherTile({ learner, claimedBy }: TileFacts): boolean {
	if (claimedBy === null) return learner?.kind === 'joined';
	return learner?.learnerId !== claimedBy;
}

/** Doors that open or close a session: there a tile and a session that differ come together again. */
const MENDS = /* @__PURE__ */ new RegExp(
	`^/(?:${EITHER}/(?:join|login|logout|staff/(?:login|logout|setup|invite|reset|second))|api/session)(?:/|$)`
);

export const mendsTile = (path: string): boolean => MENDS.test(path);
