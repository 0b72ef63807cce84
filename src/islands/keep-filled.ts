import {
	openPhone,
	readPhone,
	sendHere,
	watchTile,
	whoPage,
	WORK_CHANGED,
	type PhoneView
} from '../lib/offline/index.ts';

/**
 * Fills the page with what the phone knows, now and whenever that may have changed; sends what waits where no service
 * worker does. Once somebody else is open, what was filled in is taken out by making the page anew (K8); once nobody is, the
 * page leaves for the tiles, as every page does whose tile is closed (K3).
 */
export function keepFilled(fill: (view: PhoneView) => unknown): void {
	/** Whose page it is, once it is somebody's: '' for nobody. */
	let filledFor: string | undefined;

	async function look(): Promise<void> {
		const view = await readPhone();
		const mine = view.profile?.id ?? '';
		if (filledFor && filledFor !== mine) {
			const tiles = mine ? undefined : whoPage(location.pathname);
			return tiles ? location.replace(tiles) : location.reload();
		}
		filledFor = mine;
		await fill(view);
	}

	void look();
	void openPhone().then(
		(phone) => {
			sendHere(phone);
			watchTile(phone);
		},
		() => undefined
	);
	addEventListener(WORK_CHANGED, () => void look());
}
