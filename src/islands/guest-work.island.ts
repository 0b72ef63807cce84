/**
 * K1, on the pages that join and open work: asks whose the work on this phone is, and keeps what the server hands over.
 * Markup: accounts' GuestWork.svelte and JoinedData.svelte.
 */
import { active, openPhone, type Phone } from '#lib/offline/index.ts';
import { keepHanded } from './keep-handed.ts';

async function ask({ store }: Phone, question: HTMLFieldSetElement): Promise<void> {
	const guest = await store.read(active);
	// S9. Whom the server does not know any more, her work is asked for as a guest's.
	if (!guest || (guest.learnerId && !guest.isUnknown) || !guest.seq) return;
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

// What waits on this phone is tried at once (S2), whatever stands in the page.
const opened = openPhone().catch(() => undefined);
void keepHanded().then(async () => {
	const phone = await opened;
	const question = document.querySelector<HTMLFieldSetElement>('[data-guest-work]');
	// A phone that keeps nothing holds no work to ask about.
	if (phone && question) await ask(phone, question);
});
