/** The four questions of months later: asked in the words of joining, so that answers mean the same; each with its own reason. */
import { QUESTIONS as FIELDS } from '#lib/follow-up/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { BusinessField } from '#lib/progress/index.ts';
import { QUESTIONS, type Asked } from '../about/questions.ts';

const WHY: Record<BusinessField, () => string> = {
	sells_now: m.followup_why_sells_now,
	orders: m.followup_why_orders,
	own_account: m.followup_why_own_account,
	earnings: m.followup_why_earnings
};

export const FOLLOW_UP: readonly Asked[] = FIELDS.map((field) => ({
	...QUESTIONS.find((question) => question.field === field)!,
	why: WHY[field]
}));
