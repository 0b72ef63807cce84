export type * from './event.ts';
export {
	BUSINESS,
	FOLLOW_UP_MONTHS,
	type BusinessAnswers,
	type BusinessField,
	type FollowUpMonth
} from './business.ts';
export { mayAct, STAFF_KINDS, type StaffAct, type StaffKind } from './staff-kinds.ts';
export {
	fold,
	foldLesson,
	lessonKinds,
	noNews,
	type Announcement,
	type AttemptNews,
	type CheckProgress,
	type CourseProgress,
	type FollowUpWindow,
	type ItemProgress,
	type LessonProgress,
	type Progress,
	type ServerNews
} from './fold.ts';
export { priceFloor, priceParts, type PriceParts } from './price.ts';
export {
	SENT_BYTES,
	SENT_MOST,
	type SentAct,
	type SentAttendance,
	type SentMark,
	type SentNote,
	type SentReason,
	type SentReceipt
} from './sent-act.ts';
