/**
 * K1, on the pages that join and open work: asks whose the work on this phone is, and keeps what the server hands over.
 * Markup: accounts' GuestWork.svelte and JoinedData.svelte.
 */
import {
	active,
	adopt,
	announceClosed,
	markTile,
	openPhone,
	sendNow,
	type Joined,
	type Phone
} from '#lib/offline/index.ts';

/** From now on this phone sends for her; the first profile is the active one. */
async function keep(phone: Phone, handed: Element): Promise<void> {
	const { others, ...first } = JSON.parse(handed.textContent ?? '') as Joined & { others: Joined[] };
	for (const joined of [...others, first]) await adopt(phone.store, joined);
	markTile(first.profileId);
	announceClosed();
	handed.remove();
	// Her phone shows her whole wall at once: what it has goes, and what the server holds comes.
	await sendNow(phone);
}

async function ask({ store }: Phone, question: HTMLFieldSetElement): Promise<void> {
	const guest = await store.read(active);
	if (!guest || guest.learnerId || !guest.seq) return;
	const legend = question.querySelector('legend');
	if (legend) legend.textContent = (question.dataset.words ?? '').replace('#', String(guest.seq));
	const profile = document.createElement('input');
	profile.type = 'hidden';
	profile.name = 'profile';
	profile.value = `${guest.id}.${guest.tileSeed}`;
	const radios = [...question.querySelectorAll<HTMLInputElement>('input')];
	const choose = () => {
		const chosen = radios.find((radio) => radio.checked);
		if (chosen?.value === 'yes') question.append(profile);
		else profile.remove();
		// The browser stops an unanswered form; it says so in her language, not in the phone's.
		radios[0]?.setCustomValidity(chosen ? '' : (question.dataset.fault ?? ''));
	};
	for (const radio of radios) radio.addEventListener('change', choose);
	choose();
	question.hidden = false;
}

void openPhone().then(async (phone) => {
	const handed = document.getElementById('joined');
	if (handed) await keep(phone, handed);
	const question = document.querySelector<HTMLFieldSetElement>('[data-guest-work]');
	if (question) await ask(phone, question);
});
