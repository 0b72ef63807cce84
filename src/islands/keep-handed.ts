/**
 * K1. Keeps on this phone what the server handed over, in accounts' JoinedData.svelte. The server has joined her: until
 * the phone has taken it, it stays in the page, and the server hands it over again (accounts/handover.server.ts).
 */
import {
	active,
	adopt,
	announceClosed,
	markTile,
	openPhone,
	sendNow,
	type Joined
} from '#lib/offline/index.ts';

/** From now on this phone sends for her; her first profile is the open one. */
async function keep(handed: HTMLElement): Promise<void> {
	const { others, ...first } = JSON.parse(handed.textContent ?? '') as Joined & { others: Joined[] };
	const phone = await openPhone();
	const before = await phone.store.read(active);
	for (const joined of [...others, first]) await adopt(phone.store, joined);
	markTile(first.profileId);
	if (before?.id !== first.profileId) announceClosed();
	handed.remove();
	// Her phone shows her whole wall at once: what it has goes, and what the server holds comes.
	await sendNow(phone);
}

export async function keepHanded(): Promise<void> {
	const handed = document.getElementById('joined');
	if (!handed) return;
	const unkept = document.querySelector<HTMLElement>('[data-unkept]')!;
	const say = (kept: boolean) => {
		unkept.hidden = kept;
		if (!kept) unkept.scrollIntoView({ block: 'nearest' });
	};
	const take = () =>
		keep(handed).then(
			() => say(true),
			() => say(false)
		);
	document.querySelector<HTMLElement>('[data-keep-again]')!.onclick = () => void take();
	await take();
}
