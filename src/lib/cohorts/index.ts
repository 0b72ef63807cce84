export {
	dayIn,
	daysBetween,
	isDay,
	isTime,
	meetingDays,
	MOST_COURSES,
	MOST_PLACES,
	MOST_WEEKS,
	nextMeeting,
	readClassPlan,
	weekdayOf,
	WEEKDAYS,
	type ClassPlan,
	type Weekday
} from './class-plan.ts';
export {
	CHANGE_REASONS,
	LEAVE_REASONS,
	MOST_WORDS,
	MOVE_REASONS,
	readChangeReason,
	REFUSE_REASONS,
	type ChangeCode,
	type ChangeReason,
	type LeaveReason,
	type MoveReason,
	type RefuseReason
} from './change-reason.ts';
export { decideEntry, hasRoom, MEMBER_STATES, type MemberState } from './decide-entry.ts';
export { groupClassNumber, readClassNumber } from './class-number.ts';
export {
	MOST_LOGOS,
	MOST_SIGNATORIES,
	readOrganisationDetails,
	type OrganisationDetails,
	type Signatory,
	REPORT_THRESHOLD
} from './organisation-details.ts';
export { barOf, showClass, tellCount, type ClassShow, type Told as ToldCount } from './class-show.ts';
export {
	SHOWN_STATES,
	SORTS,
	selectLearners,
	type Board,
	type BoardLearner,
	type BoardQuery,
	type Cell,
	type Column,
	type HardQuestion
} from './board.ts';
export {
	decideNeedsHelp,
	HELP_REASONS,
	type HelpReason,
	type LearnerFacts,
	type Need,
	type NextAct
} from './decide-needs-help.ts';
export type { Day, Moment, Told } from './tell-days.ts';
export {
	decideReach,
	HOURS,
	localNumber,
	mayCall,
	readPreference,
	whyNoMessage,
	WAYS,
	WHOSE,
	type ContactPreference,
	type Reach
} from './contact.ts';
export { buildMessage, MESSAGE_MOST, type MessageFault } from './messages.ts';
export { BUILT_IN_MESSAGES } from './built-in-messages.ts';
export * from './import/index.ts';
export { comingMeeting, layMeetings, type MeetingDay } from './decide-meetings.ts';
export { JOIN_LASTS_DAYS } from './decide-join.ts';
export { sentBatch } from './sent/sent-act.schema.ts';
