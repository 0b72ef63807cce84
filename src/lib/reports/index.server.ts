/** Reports, the server's part: one use case a file. */
export { contribute, type ContributedFact } from './contribute.server.ts';
export { foldDirty, readLag, refoldAll, type FoldDone } from './fold-dirty.server.ts';
export { findEdition, listEditions } from './edition.repository.server.ts';
export { makeDueEditions, makeEdition, type EditionRefusal } from './make-edition.server.ts';
export { readNames } from './read-names.server.ts';
export { LATE, readBehind, readLive, type Behind, type Live } from './read-live.server.ts';
export { readComparison, type Compared } from './read-comparison.server.ts';
export { readFigure, readReport, type ReportRefusal } from './read-report.server.ts';
export { readSigns, type Signs } from './read-signs.server.ts';
export type { Report, ReportQuery } from './report.ts';
export { readAllTables, readWholeReport } from './read-whole-report.server.ts';
export { apiFigures, reportBook, reportCsv, reportXlsx } from './report-file.server.ts';
export {
	groupName,
	logframeOf,
	logframeXlsx,
	readLogframe,
	setTargets,
	TARGET_GROUPS,
	type Logframe,
	type Typed
} from './logframe.server.ts';
export {
	endReportKey,
	listReportKeys,
	LONGEST_KEY_NAME,
	makeReportKey,
	openReportKey,
	REPORT_SCOPES,
	type ListedKey,
	type MakeKeyRefusal,
	type ReportScope
} from './report-key.server.ts';
export {
	compareSnapshot,
	freezeReport,
	listSnapshots,
	LONGEST_NAME,
	meaningsOf,
	readSnapshot,
	reportOfSnapshot,
	snapshotCode,
	snapshotFile,
	type Difference,
	type FreezeRefusal,
	type ListedSnapshot,
	type Snapshot
} from './snapshot.server.ts';
export { wordsOfReport, type NamedReport } from './words-of-report.ts';
