export type { Decision, Known, Twin } from './decide-twins.ts';
export { IMPORT_FIELDS, isSettled, type ColumnUse, type ImportField, type Mapping } from './headings.ts';
export { phoneText } from './phone-text.ts';
export { MOST_BYTES, MOST_COLUMNS, MOST_ROWS, type FileRefusal, type Sheet } from './sheet.ts';
