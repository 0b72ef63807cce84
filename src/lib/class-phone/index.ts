export {
	doOffline,
	dropClass,
	keepClass,
	readActs,
	readClasses,
	type Doing,
	type OwnAct
} from './classes.ts';
export { isAct, isClass, openClassStore, type ClassStore } from './class-store.ts';
export { beginClassPhone, openClassPhone, readLock, type OpenClassPhone } from './class-vault.ts';
export { fetchClass, provePassword, type Fetched, type Proof } from './fetch-class.ts';
export {
	withAct,
	type AttendanceState,
	type KeptClass,
	type KeptCourse,
	type KeptLearner,
	type KeptMeeting,
	type KeptPractical
} from './kept-class.ts';
export { isHerSession, sendActs, type Sent } from './send-acts.ts';
export { wipeAll, wipeNames, wipeUnseen } from './wipe.ts';
export { beginShell, endShell, findShell, keepShell, onLeft, shellPath, tellLeft } from './shell.ts';
