/** Which of the page's views is shown, and the one thing that is said above it. */
import { all, one, showOnly } from './fill.ts';

export type View = 'cannot' | 'nothing' | 'keep' | 'locked' | 'class';
export type Say = 'wrong' | 'wait' | 'none' | 'no_session' | 'gone' | 'other' | 'full' | 'busy' | 'still_in';

export const show = (view: View) =>
	showOnly(all(document, '[data-view]'), ({ dataset }) => dataset.view === view);

export function say(what?: Say): void {
	showOnly(all(document, '[data-say]'), ({ dataset }) => dataset.say === what);
	one(document, '[data-login]')!.hidden = what !== 'no_session';
}
