import type { Db } from '../platform/db.server.ts';
import type { ServerNews } from '../progress/index.ts';
import { readAwards } from './award.repository.server.ts';

export {
	findAward,
	readAwards,
	readHistory,
	setPublicName,
	wasAward,
	type Award
} from './award.repository.server.ts';
export { badgesProjector, type Awarded, type AwardListener } from './badges-projector.server.ts';
export { changeAward, REASON, type ChangeAward, type ChangeRefused } from './change-award.server.ts';
export { askVerify, type Answered } from './ask-verify.server.ts';
export { awardIdOf } from './give-award.server.ts';
export { appeal, noteAppeal, uphold, type AppealRefused } from './appeal.server.ts';
export { readAppeal, readWaitingAppeals, type WaitingAppeal } from './read-appeals.server.ts';
export { changePublicName } from './change-public-name.server.ts';
export { achievement, credentialOf, issuerProfile, maySign } from './issue-credential.server.ts';
export { badgePicture, bakedPicture, bakedPng, linkPicture } from './draw-picture.server.ts';
export {
	hadKeys,
	hasKeys,
	openIssuerKeys,
	readKeys,
	rotateKeys,
	signingKey,
	takeInKeys,
	type IssuerKey
} from './issuer-keys.server.ts';
export { readPublicBadge, type PublicBadge } from './read-public-badge.server.ts';
export type { Signed } from './sign.server.ts';
export { currentList, statusListCredential } from './status-list.server.ts';
export { verifyBadge, type Checked, type SignedBadge } from './verify-badge.server.ts';
export { FILE_BYTES_MAX } from './verify-verdict.ts';

/** What a phone is told of her badges. */
export const readAwardNews = async (db: Db, learnerId: string): Promise<Pick<ServerNews, 'awards'>> => ({
	awards: (await readAwards(db, learnerId)).map((a) => ({
		badge: a.badge,
		course: a.course,
		awardId: a.award_id,
		state: a.state,
		at: a.awarded_at
	}))
});
export { isSignedText, signText } from './sign-text.server.ts';
