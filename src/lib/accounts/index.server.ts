export { readAboutMe } from './about-me.ts';
export {
	addLearners,
	listPeople,
	takeAwayLearners,
	whoHasBegun,
	type LearnerToAdd,
	type Person
} from './add-learners.server.ts';
export { readFirstAboutMe, readLatestAboutMe, addAboutMe } from './about-me.repository.server.ts';
export { deleteExpiredSessions as forgetExpiredSessions } from './session.repository.server.ts';
export { listStaff, type StaffListed } from './list-staff.server.ts';
export { liftLock, forgetQuietAttempts, isKnownDevice, type Wait } from './attempt.repository.server.ts';
export {
	findBrokenSeal,
	findBrokenSeals,
	readAuditHead,
	readUnsealed,
	sealAudit,
	type AuditHead
} from './seal-audit.server.ts';
export { auditOwn, INSTALLATION, writeAudit, type AuditAct } from './audit.server.ts';
export { bearerLearner } from './bearer-learner.server.ts';
export { checkRequest, FORM_FIELD, formToken, type RequestRefusal } from './check-request.server.ts';
export { checkSecret, type SecretFault } from './check-secret.server.ts';
export { checkSecretForm } from './check-secret-form.server.ts';
export { chooseConsent } from './choose-consent.server.ts';
export { claimProfile } from './claim-profile.server.ts';
export { mayKeepWork, readConsent, whoseWorkMayBeKept } from './consent.repository.server.ts';
export { cleanLine, cleanText } from './clean-line.ts';
export { decidePassword } from './decide-password.ts';
export { readContactPhone } from './contact-phone.ts';
export { deviceOf, hostCookies, TILE_COOKIE, type Jar } from './cookies.server.ts';
export {
	claimsOf,
	keyOf,
	newSecretOf,
	readAcceptForm,
	readJoinForm,
	readName,
	readSetUpForm,
	SECRET_FIELDS,
	secretOf,
	textOf,
	typedSecret
} from './forms.schema.ts';
export { faultText, readFaultText } from './fault-text.ts';
export { eraseLearner, replayDeletions } from './erase-learner.server.ts';
export { withWait } from './fault-words.ts';
export { joinedOf, scriptJson } from './handover.ts';
export { putHandover, takeHandover } from './handover.server.ts';
export { joinLearner, type Join, type JoinRefusal } from './join.server.ts';
export { findOpenLearner, holdOpenLearner } from './learner.repository.server.ts';
export { issueCards, type IssuedCard } from './issue-cards.server.ts';
export { asksConsent, isRecoveryOpen, logIn, recover, reissueCard, type Here } from './log-in.server.ts';
export { logInStaff } from './log-in-staff.server.ts';
export { openByReader, proveAgain } from './open-by-reader.server.ts';
export { proveByForm, type Unproven } from './prove-by-form.server.ts';
export { changesShop } from './decide-proof.ts';
export { profilesOf } from './profile.repository.server.ts';
export { bearerToken, readerLearner } from './reader.server.ts';
export {
	endSession,
	ensureGuest,
	readSecondStep,
	readSession,
	startLearnerSession,
	startStaffSession,
	type OpenSession
} from './session.server.ts';
export {
	isUsed,
	learnerByCode,
	lockRecords,
	moveRecord,
	returnRecord,
	type MovedRecord
} from './same-person.server.ts';
export { aboutContact, accountsSealed, countOlderSecrets } from './sealed.server.ts';
export { isSetupLinkOpen, makeSetupLink, setUpAdministrator } from './set-up.server.ts';
export { opensSealed } from './try-seal.server.ts';
export { checkTile, PROFILE_HEADER, type TileVerdict } from './tile.server.ts';
export {
	changePassword,
	confirmPassword,
	endOtherSessions,
	hashPassword,
	readOwnAccount,
	renameSelf,
	resetAccount
} from './own-account.server.ts';
export {
	confirmFactor,
	hasFactor,
	mustHaveFactor,
	proposeFactor,
	proveSecond,
	skipFactor,
	renewRecovery,
	turnOffFactor
} from './second-factor.server.ts';
export { logInName, readLogInName } from './log-in-name.ts';
export { claimPath, returnPath } from './decide-return.ts';
export { unproveSessions } from './session.repository.server.ts';
export {
	findActiveStaff,
	grantRole,
	hasAdministrator,
	insertStaff,
	isAdministrator,
	placesOf,
	revokeRole,
	rolesIn,
	staffIn,
	staffNames
} from './staff.repository.server.ts';
