/** Fills a published page with what this phone knows: her name, tile, walls, next act, and where her work is. */
import { openPhone, type PhoneView } from '../lib/offline/index.ts';
import { fillName, fillState, fillWalls } from './fill-walls.ts';
import { fillFollowUp } from './fill-follow-up.ts';
import { fillSituation } from './fill-situation.ts';
import { fillTold } from './fill-told.ts';
import { fillTilesOfPhone } from './fill-who.ts';
import { one } from './fill.ts';
import { offerInstall } from './install.ts';
import { keepFilled } from './keep-filled.ts';
import { markKept } from './mark-kept.ts';
import { fillNotices } from './notices.ts';

/** A page from the server is somebody's: another profile of this phone has nothing to fill in there. */
function isMine({ profile }: PhoneView): boolean {
	const owner = one(document, '[data-owner]')?.dataset.owner;
	return owner === undefined || owner === (profile?.learnerId ?? '');
}

/** The app's shortcut: on to the next act, with nothing to come back to in between. */
function goOn(): void {
	const act = one<HTMLAnchorElement>(document, '[data-large]:not([hidden]) a[data-brick]');
	if (location.search === '?next' && act) location.replace(act.href);
}

keepFilled((view) => {
	void openPhone().then(
		(phone) =>
			Promise.all([
				fillTilesOfPhone(phone, view),
				fillNotices(phone, view),
				fillTold(phone, view),
				fillSituation(phone, view)
			]),
		() => undefined
	);
	if (!isMine(view)) return;
	void openPhone().then(
		(phone) => fillFollowUp(phone, view),
		() => undefined
	);
	fillName(view);
	fillState(view);
	fillWalls(view);
	offerInstall(view.progress);
	goOn();
});
void markKept();
