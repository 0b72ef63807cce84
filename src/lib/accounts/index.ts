export {
	isRole,
	needsSecondFactor,
	PERMISSIONS,
	reachOf,
	ROLES,
	type Permission,
	type Reach,
	type Role
} from './decide-permission.ts';
export { ABOUT_FIELDS, ABOUT_ME, DIFFICULTIES, type AboutField, type AboutMe } from './about-me.ts';
export { CONSENT_TEXT, currentConsent, PURPOSES, type ConsentAct, type Purpose } from './consent.ts';
export {
	decideSecret,
	readSecret,
	readSecretText,
	SECRET_LENGTH,
	SECRET_PICTURES,
	type Secret,
	type SecretPicture,
	type SecretRefusal
} from './decide-secret.ts';
export { latinDigits } from '../platform/digits.ts';
export {
	DISTRICTS,
	districtName,
	districtsOf,
	PROVINCES,
	provinceName,
	type District,
	type Province
} from './districts.ts';
export type { FormFault } from './fault-words.ts';
export type { Card, Handover, Joined, Lock, Opens } from './handover.ts';
export { groupCode, readLearnerCode } from './learner-code.ts';
