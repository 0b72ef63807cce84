/**
 * The recorder of the voice desk: speak, listen, again, publish. All words stand in the page. What was spoken lies on this phone
 * until the server has it or it is thrown away: over a line that breaks off it is sent again by another tap, later too.
 */
import { openUnsentTakes } from './unsent-takes.ts';

const all = <E extends HTMLElement>(root: ParentNode, selector: string) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(root: ParentNode, selector: string) => root.querySelector<E>(selector)!;

/** Opus in what browsers can write; the server takes both. */
const TYPE = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'].find(
	(type) => 'MediaRecorder' in window && MediaRecorder.isTypeSupported(type)
);
const BITS = 24_000;
/** The server takes 90 seconds. */
const MOST_SECONDS = 88;

/** Ends what is being recorded anywhere on this page. */
let stopHere: (() => void) | undefined;
const takes = openUnsentTakes();
/** Cards with something spoken that lies in this page alone. */
const loose = new Set<string>();
onbeforeunload = (event) => {
	if (loose.size || stopHere) event.preventDefault();
};

function card(section: HTMLElement): void {
	const place = one(section, '[data-recorder]');
	place.append(one<HTMLTemplateElement>(document, '#recorder').content.cloneNode(true));
	const form = one<HTMLFormElement>(section, '[data-file] form');
	one<HTMLDetailsElement>(section, '[data-file]').open = false;
	const act = (name: string) => one<HTMLButtonElement>(place, `[data-do=${name}]`);
	const take = one<HTMLAudioElement>(place, '[data-take]');
	/** Whose, where, in which voice and of which words. */
	const id = section.dataset.say!;
	let spoken: Blob | undefined;
	/** Thrown away; brought back by another tap while the page is open. */
	let dropped: Blob | undefined;
	/** Something of hers lies at the server: recording is no more the one thing to do. */
	const has = !!section.querySelector('[data-heard],[data-draft]');

	const say = (what: string) => {
		for (const words of all(place, '[data-says]')) words.hidden = words.dataset.says !== what;
	};
	const again = (name: string, is: boolean) => {
		one(act(name), '[data-first]').hidden = is;
		one(act(name), '[data-again]').hidden = !is;
	};
	/** What can be done now. */
	const offer = (recording: boolean) => {
		act('record').hidden = recording;
		act('stop').hidden = !recording;
		act('publish').hidden = take.hidden = recording || !spoken;
		act('drop').hidden = recording || !(spoken || dropped);
		again('drop', !!dropped);
		// One act leads: once she has spoken, it is publishing.
		act('record').classList.toggle('main', !spoken && !has);
		again('record', !!spoken || has);
	};

	/** What she can listen to and publish. */
	function show(sound: Blob | undefined): void {
		URL.revokeObjectURL(take.src);
		spoken = sound;
		if (sound) {
			dropped = undefined;
			take.src = URL.createObjectURL(sound);
		}
		again('publish', false);
		offer(false);
	}

	async function keep(sound: Blob): Promise<void> {
		loose.add(section.id);
		show(sound);
		const kept = await takes.keep(id, sound);
		if (kept) loose.delete(section.id);
		say(kept ? 'taken' : 'loose');
	}

	async function drop(): Promise<void> {
		if (dropped) return keep(dropped);
		take.pause();
		dropped = spoken;
		loose.delete(section.id);
		show(undefined);
		say('dropped');
		await takes.drop(id);
	}

	async function record(): Promise<void> {
		stopHere?.();
		take.pause();
		say('asking');
		let sound: MediaStream;
		try {
			sound = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
		} catch {
			say('refused');
			one<HTMLDetailsElement>(section, '[data-file]').open = true;
			return;
		}
		const recorder = new MediaRecorder(sound, { mimeType: TYPE!, audioBitsPerSecond: BITS });
		const pieces: Blob[] = [];
		const began = Date.now();
		const clock = setInterval(() => {
			const seconds = Math.floor((Date.now() - began) / 1000);
			one(place, '[data-clock]').textContent =
				`${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
			if (seconds >= MOST_SECONDS) stopHere?.();
		}, 250);
		recorder.ondataavailable = ({ data }) => pieces.push(data);
		recorder.onstop = () => {
			clearInterval(clock);
			for (const track of sound.getTracks()) track.stop();
			void keep(new Blob(pieces, { type: TYPE!.split(';')[0]! }));
		};
		stopHere = () => {
			stopHere = undefined;
			recorder.stop();
		};
		recorder.start();
		one(place, '[data-clock]').textContent = '0:00';
		offer(true);
		say('recording');
		act('stop').focus();
	}

	async function publish(): Promise<void> {
		const body = new FormData(form);
		body.set('file', spoken!, 'card');
		body.set('publish', '1');
		act('publish').disabled = act('record').disabled = act('drop').disabled = true;
		say('sending');
		try {
			const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			const fresh = page.getElementById(section.id);
			// A gateway, or a log-in that ended: what was spoken stays here.
			if (!fresh) throw new Error('another page');
			loose.delete(section.id);
			// What was refused stays: she reads why, listens, and sends it again or throws it away.
			const fault = one(fresh, '.err');
			if (!fault) await takes.drop(id);
			one(document, '[data-progress]').replaceWith(one(page, '[data-progress]'));
			section.replaceWith(fresh);
			card(fresh);
			(fault ?? fresh).scrollIntoView({ block: 'nearest' });
			fresh.focus({ preventScroll: true });
		} catch {
			act('publish').disabled = act('record').disabled = act('drop').disabled = false;
			again('publish', true);
			say('unsent');
		}
	}

	act('record').onclick = record;
	act('stop').onclick = () => stopHere?.();
	act('publish').onclick = publish;
	act('drop').onclick = drop;
	offer(false);
	void takes.read(id).then((kept) => {
		// She may have been faster than the disk.
		if (!kept || spoken || !act('stop').hidden) return;
		show(kept);
		say('waits');
	});
}

if (TYPE && navigator.mediaDevices) for (const section of all(document, '[data-say]')) card(section);
else one(document, '[data-no-microphone]').hidden = false;
