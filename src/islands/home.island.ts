/** Fills a published page with what this phone knows: her name, tile, walls, next act, and where her work is. */
import { openPhone, type PhoneView } from '../lib/offline/index.ts';
import { fillName, fillState, fillWalls } from './fill-walls.ts';
import { fillTilesOfPhone } from './fill-who.ts';
import { one } from './fill.ts';
import { keepFilled } from './keep-filled.ts';
import { markKept } from './mark-kept.ts';

/** A page from the server is somebody's: another profile of this phone has nothing to fill in there. */
function isMine({ profile }: PhoneView): boolean {
	const owner = one(document, '[data-owner]')?.dataset.owner;
	return owner === undefined || owner === (profile?.learnerId ?? '');
}

keepFilled((view) => {
	void openPhone().then(
		(phone) => fillTilesOfPhone(phone, view),
		() => undefined
	);
	if (!isMine(view)) return;
	fillName(view);
	fillState(view);
	fillWalls(view);
});
void markKept();
