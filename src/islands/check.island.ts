/**
 * The final check (A2) and the six questions (A4) on a page made for one learner. Where another is open on this phone it
 * stays a plain form (K8).
 */
import {
	active,
	openPhone,
	readLog,
	sendHere,
	watchTile,
	WORK_CHANGED,
	type Phone
} from '#lib/offline/index.ts';
import { showFinished, startForm } from './check-form.ts';

const form = document.querySelector<HTMLFormElement>('form.steps')!;
const { learner, result, kind } = form.dataset as Record<string, string>;

/** It goes, or it waits and says so. */
function handedIn(phone: Phone, id: string): void {
	const held = async () => {
		const event = (await readLog(phone.store)).find((other) => other.id === id);
		if (event?.state !== 'here') location.replace(result!);
	};
	addEventListener(WORK_CHANGED, () => void held());
	showFinished(form, phone);
}

async function start(): Promise<void> {
	const phone = await openPhone().catch(() => undefined);
	const profile = phone && (await phone.store.read(active));
	const mine = learner ? profile?.learnerId === learner : !profile?.learnerId;
	if (phone) {
		sendHere(phone);
		watchTile(phone);
	}
	for (const word of document.querySelectorAll<HTMLElement>('[data-other]'))
		word.hidden = !learner || mine || !profile?.learnerId;
	const keeps = mine && (learner || kind === 'prepost.answered');
	await startForm(form, keeps ? phone : undefined, handedIn);
}

void start();
