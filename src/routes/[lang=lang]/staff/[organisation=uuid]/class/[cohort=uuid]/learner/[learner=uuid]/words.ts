import { type Lang } from '#lib/platform/country/lang.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** Day of the week by number, Monday 0. */
const DAYS = [
	m.acts_day_0,
	m.acts_day_1,
	m.acts_day_2,
	m.acts_day_3,
	m.acts_day_4,
	m.acts_day_5,
	m.acts_day_6
];
export const dayWord = (weekday: number, locale: Lang): string => DAYS[weekday]?.({}, { locale }) ?? '';

export const whoseWord = {
	own: m.acts_whose_own,
	family: m.acts_whose_family,
	other: m.acts_whose_other,
	'': m.acts_not_said
};
export const hourWord = {
	morning: m.acts_hour_morning,
	noon: m.acts_hour_noon,
	evening: m.acts_hour_evening,
	night: m.acts_hour_night
};
export const waysWord = {
	any: m.acts_way_any,
	message: m.acts_way_message,
	call: m.acts_way_call,
	class: m.acts_way_class,
	'': m.acts_not_said
};
const OPENED: Record<string, () => string> = {
	whatsapp: m.acts_opened_whatsapp,
	sms: m.acts_opened_sms,
	call: m.acts_opened_call
};
export const openedWord = (way: string): string => OPENED[way]?.() ?? way;
const LATE: Record<string, () => string> = {
	'check.submitted': m.acts_late_check,
	'lesson.finished': m.acts_late_lesson,
	'practice.done': m.acts_late_practice,
	'draft.saved': m.acts_late_draft,
	'prepost.answered': m.acts_late_six
};
export const lateWord = (kind: string): string => LATE[kind]?.() ?? '';
