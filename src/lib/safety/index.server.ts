export { handleReport, showPhone, type HandleRefusal } from './handle-report.server.ts';
export {
	hasSafeguardingLead,
	listReports,
	readReport,
	type Report,
	type ReportLine
} from './read-reports.server.ts';
export { actForm, closeForm, noteForm, readTelling } from './safety.schema.server.ts';
export { safetySealed } from './sealed.server.ts';
export { tellTrouble, type Reached } from './tell-trouble.server.ts';
