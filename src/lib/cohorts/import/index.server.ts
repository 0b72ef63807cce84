export { commitImport, type CommitRefusal, type Detail } from './commit-import.server.ts';
export { dropDraft, forgetDrafts, keepDraft, openDraft, setMapping, type Draft } from './draft.server.ts';
export { exportClass } from './export-class.server.ts';
export { previewImport, readRows, type Preview } from './preview-import.server.ts';
export { readFile as readSheetFile } from './read-file.server.ts';
export type { ImportRow, RowFault } from './read-row.server.ts';
export { isImported, listImports, undoImport, type ImportRun } from './undo-import.server.ts';
export {
	SHEET_TYPES,
	writeBook,
	writeCsv,
	writeSheet,
	type BookCell,
	type BookSheet,
	type SheetKind,
	type Table
} from './write-sheet.server.ts';
