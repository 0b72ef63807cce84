import type { RowFault } from '#lib/cohorts/index.server.ts';
import type { ColumnUse, FileRefusal } from '#lib/cohorts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** Why a row cannot be imported. */
export const rowFaultWord = (fault: RowFault): string =>
	({
		name_missing: m.imports_fault_name_missing,
		name_long: m.imports_fault_name_long,
		phone: m.imports_fault_phone,
		phone_two: m.imports_fault_phone_two,
		phone_shortened: m.imports_fault_phone_shortened,
		gender: m.imports_fault_gender,
		age: m.imports_fault_age,
		born: m.imports_fault_born,
		language: m.imports_fault_language,
		joined: m.imports_fault_joined,
		joined_future: m.imports_fault_joined_future,
		state: m.imports_fault_state,
		note_long: m.imports_fault_note_long
	})[fault]();

/** Why a file cannot be read. */
export const fileFaultWord = (tag: FileRefusal['tag']): string =>
	({
		no_file: m.imports_file_no_file,
		too_big: m.imports_file_too_big,
		too_many_rows: m.imports_file_too_many_rows,
		too_many_columns: m.imports_file_too_many_columns,
		broken: m.imports_file_broken,
		macros: m.imports_file_macros,
		old_excel: m.imports_file_old_excel,
		unknown_kind: m.imports_file_unknown_kind,
		empty: m.imports_file_empty
	})[tag]();

export const columnWord = (use: ColumnUse): string =>
	({
		name: m.imports_column_name,
		phone: m.imports_column_phone,
		whose: m.imports_column_whose,
		gender: m.imports_column_gender,
		age: m.imports_column_age,
		born: m.imports_column_born,
		district: m.imports_column_district,
		language: m.imports_column_language,
		joined: m.imports_column_joined,
		state: m.imports_column_state,
		note: m.imports_column_note,
		id: m.imports_column_id,
		skip: m.imports_column_skip
	})[use]();
