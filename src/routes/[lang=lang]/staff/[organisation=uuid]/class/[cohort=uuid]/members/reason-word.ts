import type { ChangeCode } from '#lib/cohorts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const WORDS: Record<ChangeCode, () => string> = {
	finished: m.cohorts_reason_finished,
	no_time: m.cohorts_reason_no_time,
	family: m.cohorts_reason_family,
	moved_away: m.cohorts_reason_moved_away,
	phone: m.cohorts_reason_phone,
	work: m.cohorts_reason_work,
	health: m.cohorts_reason_health,
	not_for_her: m.cohorts_reason_not_for_her,
	double: m.cohorts_reason_double,
	other: m.cohorts_reason_other,
	day: m.cohorts_reason_day,
	place: m.cohorts_reason_place,
	level: m.cohorts_reason_level,
	mistake: m.cohorts_reason_mistake,
	unknown: m.cohorts_reason_unknown,
	other_class: m.cohorts_reason_other_class,
	back: m.cohorts_reason_back,
	number: m.cohorts_reason_number,
	let_in: m.cohorts_reason_let_in,
	joined: m.cohorts_reason_joined,
	import: m.cohorts_reason_import,
	import_undone: m.cohorts_reason_import_undone
};

/** What a reason is called. */
export const reasonWord = (code: ChangeCode): string => WORDS[code]();
