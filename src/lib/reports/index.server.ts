export { readNames } from './read-names.server.ts';
export { readReport, type Report, type ReportQuery, type ReportRefusal } from './read-report.server.ts';
export { wordsOfReport, type NamedReport } from './words-of-report.ts';
