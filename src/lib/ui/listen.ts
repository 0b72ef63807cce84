import { CODE } from '#lib/platform/country/made/country.ts';

/**
 * A voice of the phone itself for this language. Voices that send the text to a server are passed over: a learner page
 * makes no request to anybody else (K4).
 */
export function localVoice<V extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
	voices: readonly V[],
	lang: string
): V | undefined {
	const fits = ({ lang: tag, localService }: V) =>
		localService && tag.toLowerCase().split(/[-_]/)[0] === lang.toLowerCase().split('-')[0];
	return voices.find((voice) => fits(voice) && voice.lang.toUpperCase().endsWith(CODE)) ?? voices.find(fits);
}

/** Speech in pieces of a sentence or two: engines of cheap phones stop in the middle of a long text. */
export function pieces(text: string): string[] {
	return text
		.replace(/([۔؟!.?:])\s+/g, '$1\n')
		.split(/\n+/)
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '');
}

/** Shows the page's listen buttons (`data-listen` names what is read) once a voice is there, and makes them work. */
export function offerListening(root: ParentNode = document): void {
	const speech = window.speechSynthesis as SpeechSynthesis | undefined;
	const buttons = Array.from(root.querySelectorAll<HTMLButtonElement>('button[data-listen]'));
	if (!speech || !buttons.length) return;

	const lang = document.documentElement.lang;
	let playing: HTMLButtonElement | null = null;
	const show = (button: HTMLButtonElement | null) => {
		playing = button;
		for (const one of buttons) {
			const [idle, busy] = Array.from(one.children) as HTMLElement[];
			if (idle) idle.hidden = one === button;
			if (busy) busy.hidden = one !== button;
		}
	};
	const stop = () => {
		show(null);
		speech.cancel();
	};
	const read = (button: HTMLButtonElement, voice: SpeechSynthesisVoice) => {
		stop();
		const part = document.querySelector<HTMLElement>(button.dataset.listen ?? '');
		const texts = pieces(part?.innerText ?? '');
		texts.forEach((text, i) => {
			const utterance = new SpeechSynthesisUtterance(text);
			utterance.voice = voice;
			utterance.lang = voice.lang;
			utterance.onerror = () => playing === button && stop();
			if (i === texts.length - 1) utterance.onend = () => playing === button && show(null);
			speech.speak(utterance);
		});
		show(button);
	};
	const offer = () => {
		const voice = localVoice(speech.getVoices(), lang);
		if (!voice) return;
		for (const button of buttons) {
			button.hidden = false;
			button.onclick = () => (playing === button ? stop() : read(button, voice));
		}
	};
	offer();
	speech.addEventListener('voiceschanged', offer);
	window.addEventListener('pagehide', stop);
}
