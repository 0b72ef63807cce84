export { helpProjector } from './help-projector.server.ts';
export { addLogo, changeOrganisation, readLogo, removeLogo } from './change-organisation.server.ts';
export {
	ATTENDANCE,
	countHere,
	countMarks,
	isAhead,
	markAttendance,
	readAttendance,
	type Attendant,
	type AttendanceState
} from './attendance.server.ts';
export { changeMeeting, type ChangeMeetingRefusal } from './change-meeting.server.ts';
export { classCourses } from './class-courses.server.ts';
export { readMeeting, readMeetings, type Meeting } from './read-meetings.server.ts';
export { readPlan } from './read-plan.server.ts';
export { readCertificates, type Certificate } from './read-certificates.server.ts';
export { cohortsProjector } from './cohorts-projector.server.ts';
export {
	admit,
	bringBack,
	leaveClass,
	moveLearner,
	refuseLearner,
	type MembersRefusal
} from './change-members.server.ts';
export { renewClassNumber, type ClassRefused } from './class-number.server.ts';
export { addClassStaff, endClassStaff, listClassStaff, type ClassStaff } from './class-staff.server.ts';
export {
	awayForm,
	learnerForm,
	learnersForm,
	leaveForm,
	moveForm,
	namedForm,
	organisationForm,
	refuseForm,
	staffEndForm,
	staffForm,
	type ClassField
} from './class.schema.server.ts';
export { enrolmentsOf, findCohort, findOpenCode, findOrganisation } from './cohorts.repository.server.ts';
export { archiveCohort, editCohort } from './edit-cohort.server.ts';
export { enrol, findOpenClass, tryClassNumber, type ClassRefusal, type OpenClass } from './enrol.server.ts';
export { findMember, listClassNames, type Member } from './find-member.server.ts';
export {
	listAllOrganisations,
	listClasses,
	type ClassGroup,
	type ListedClass,
	type ListedOrganisation
} from './list-classes.server.ts';
export { joinRecords, partRecords, type JoinRefusal, type PartRefusal } from './join-records.server.ts';
export { isJoined, readJoinPage, readJoinPair, type JoinPair, type Standing } from './read-join.server.ts';
export { listMembers, type ClassMembers } from './list-members.server.ts';
export { makeCohort, type ClassGiven, type MakeCohortRefusal } from './make-cohort.server.ts';
export { makeOrganisation } from './make-organisation.server.ts';
export {
	readOrganisationForm,
	signatoryFields,
	ZONES,
	type SettingsFaults
} from './organisation.schema.server.ts';
export {
	listViews,
	removeView,
	REPORT_VIEWS,
	saveView,
	type SavedView,
	type ViewOf
} from './saved-views.server.ts';
export { readLearnerStory, type LearnerStory } from './read-learner.server.ts';
export { readBoard } from './read-board.server.ts';
export { readBoardQuery, writeBoardQuery } from './board-query.schema.ts';
export { changeEnrolment, writeEnrolment } from './members.repository.server.ts';
export {
	archiveProgramme,
	archiveTemplate,
	listPlanning,
	makeProgramme,
	renameProgramme,
	saveTemplate,
	type Programme,
	type Template
} from './planning.server.ts';
export { readClassForm, typedClass, type TypedClass } from './read-class-form.server.ts';
export { findStaffAt, listCohortsOf, may, staffPlaces, type StaffAt } from './staff-at.server.ts';
export { giveRole, giveRoleBack, takeRole } from './change-role.server.ts';
export {
	acceptInvitation,
	invite,
	readInvitation,
	revokeInvitation,
	type Invitation,
	type LinkRefusal
} from './invite.server.ts';
export { listPeople, type ListedPeople } from './list-people.server.ts';
export { peopleForms } from './people.schema.server.ts';
export { readAudit, type AuditLine } from './read-audit.server.ts';
export { makeResetLink, resetLinkState, resetPassword } from './reset-password.server.ts';
export {
	announce,
	ANNOUNCEMENT_MOST,
	listAnnounced,
	markRead,
	readAnnouncements,
	STANDS,
	withdraw,
	readToldNews
} from './announce.server.ts';
export { answerHelp } from './answer-help.server.ts';
export { auditProgress } from './audit-progress.server.ts';
export {
	readContactPreference,
	readOwnPreference,
	type SaidPreference
} from './contact.repository.server.ts';
export { readHelpRequests } from './help.repository.server.ts';
export { dropTemplate, keepTemplate, type TemplateFaults } from './keep-template.server.ts';
export { liftLockOf } from './lift-lock.server.ts';
export { findTemplate, listOpened, listTemplates } from './message.repository.server.ts';
export { keepNote, NOTE_MOST, noteAbout, readNotes, removeNote, type Note } from './notes.server.ts';
export { openMessage, type MessageWay } from './open-message.server.ts';
export { maskedNumber, revealContact } from './reveal-contact.server.ts';
export { sayContact, writeDownContact } from './set-contact.server.ts';
export { listActiveMembers } from './list-active-members.server.ts';
export { staffNames } from './staff-names.server.ts';
export { cohortsSealed } from './sealed.server.ts';
export * from './import/index.server.ts';
export * from './sent/index.server.ts';
