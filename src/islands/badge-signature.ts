/**
 * B4. The file of her badge, sealed on her phone: brought once, with a signal; its signature is checked here at every
 * opening. Whether the badge stands is another matter: that is what the server told, and when.
 */
import { checkHere, type PinnedIssuer } from '#lib/badges/index.ts';
import { keepDraft, openPhone, readDraft } from '#lib/offline/index.ts';

/** A badge's file is never larger (lib/badges). */
const LONGEST = 65_536;

async function bring(awardId: string): Promise<string | undefined> {
	// Only ever right when it says no; then a request would be nothing but a fault on the screen of whoever looks for faults.
	if (!navigator.onLine) return undefined;
	const answer = await fetch(`/credentials/${awardId}`, { credentials: 'omit' });
	const text = answer.ok ? await answer.text() : '';
	return text && text.length <= LONGEST ? text : undefined;
}

/**
 * @param profile whose page this is: a file that came meanwhile is kept for nobody else (K8)
 * @returns whether the signature holds; false too where there is no file, or a newer key than this page has
 */
export async function signatureHolds(
	awardId: string,
	profile: string,
	issuer: PinnedIssuer
): Promise<boolean> {
	// Without a secure origin a browser has no digests.
	if (!globalThis.crypto?.subtle) return false;
	const { store } = await openPhone();
	const name = `badge ${awardId}`;
	let text = await readDraft<string>(store, name);
	if (text === undefined) {
		text = await bring(awardId);
		if (text === undefined) return false;
		if ((await checkHere(text, issuer)).tag === 'signed') await keepDraft(store, name, text, profile);
	}
	return (await checkHere(text, issuer)).tag === 'signed';
}
