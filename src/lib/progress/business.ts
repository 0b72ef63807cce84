/**
 * How her business does, asked when she joins (accounts/about-me.ts) and again months later: the same answers each time, so
 * that they can be laid side by side (M2). Bands, never numbers (M4). The words stand in messages accounts_about_*.
 */
export const BUSINESS = {
	sells_now: ['yes', 'no'],
	/** Of the last 30 days. */
	orders: ['0', '1_5', '6_20', '21_50', '51_plus'],
	own_account: ['yes', 'no'],
	/** Who decides over what she earns. */
	earnings: ['self', 'together', 'others']
} as const;

export type BusinessField = keyof typeof BUSINESS;
/** Each is optional; none at all says that she wants not to be asked. */
export type BusinessAnswers = { [F in BusinessField]?: (typeof BUSINESS)[F][number] };

/** Months after enrolment at which she is asked again. */
export const FOLLOW_UP_MONTHS = [3, 6] as const;
export type FollowUpMonth = (typeof FOLLOW_UP_MONTHS)[number];
