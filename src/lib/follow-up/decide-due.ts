import type { BusinessAnswers, FollowUpMonth, FollowUpWindow } from '../progress/index.ts';
import { isOpen } from './windows.ts';

/** What she, or her trainer for her, has said. */
export interface Said {
	month: FollowUpMonth;
	answers: BusinessAnswers;
}

/** "Do not ask me again" is an answer without answers. */
export const isDeclined = ({ answers }: Pick<Said, 'answers'>): boolean => !Object.keys(answers).length;

/** Whether she is still to be asked about this month. Who wants not to be asked is not asked the next time either. */
export const isStillToAsk = (month: FollowUpMonth, said: readonly Said[]): boolean =>
	!said.some((one) => one.month === month || (one.month < month && isDeclined(one)));

/**
 * What to ask her now, by the windows that the server told; the same rule on the phone, which may not have heard of
 * answers that it holds itself.
 */
export const dueNow = (
	windows: readonly FollowUpWindow[],
	said: readonly Said[],
	now: number
): FollowUpWindow | undefined =>
	windows.find((window) => isOpen(window, now) && isStillToAsk(window.month, said));
