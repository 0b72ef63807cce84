export { makeDueEditions, makeEdition, type EditionRefusal } from './make-edition.server.ts';
export { readNames } from './read-names.server.ts';
export { readReport, type Report, type ReportQuery, type ReportRefusal } from './read-report.server.ts';
export { readAllTables, readWholeReport } from './read-whole-report.server.ts';
export { apiFigures, reportBook, reportCsv, reportXlsx } from './report-file.server.ts';
export { wordsOfReport, type NamedReport } from './words-of-report.ts';
