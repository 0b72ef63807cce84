/**
 * Reading the open step aloud: as a person recorded it, else by the phone's own voice for the language, with what is being
 * said marked. Where there is neither, there is no button. Brought by lesson.island.ts after the first view; nothing is
 * heard unasked, and going to another step ends it.
 */
import { askVoices, keptVoices, type Recording } from '#lib/offline/index.ts';
import { localVoice, pieces } from '#lib/ui/listen.ts';

const button = document.querySelector<HTMLElement>('.acts [data-bring]')!;
const lesson = document.querySelector<HTMLElement>('.steps')!;
const { course = '', lang = '' } = lesson.dataset;
const speech = window.speechSynthesis as SpeechSynthesis | undefined;
const audio = document.createElement('audio');
audio.preload = 'none';
button.after(audio);

/** Of this course, the ones that she keeps first. */
let recordings: Recording[] = [];
/** What is being read. */
let reading: HTMLElement | undefined;

const step = () => lesson.querySelector<HTMLElement>('.step.at') ?? undefined;
/** Of the step's own words, as they stand here now. */
const recordingOf = ({ id, dataset: { said } }: HTMLElement) =>
	recordings.find((r) => r.card === id && r.said === said);
const ownVoice = () => speech && localVoice(speech.getVoices(), lang);

function offer(): void {
	const open = step();
	button.hidden = !open || !(recordingOf(open) ?? ownVoice());
	const [idle, busy] = button.children as unknown as HTMLElement[];
	idle!.hidden = !!reading;
	busy!.hidden = !reading;
}

function stop(): void {
	reading = undefined;
	audio.pause();
	speech?.cancel();
	mark();
	offer();
}

/* What is said now, in the page's own words: marked without touching them where the browser can, else its whole element. */

const BLOCK = 'p,li,h2,legend,.opt,.why,div,.step';
const UNSAID = '[hidden],.vh,select,button,.plain,.term>span';

/** The words of a step as they are read, and where each run of them stands. */
function wordsOf(root: HTMLElement): { text: string; runs: { node: Text; from: number }[] } {
	const runs: { node: Text; from: number }[] = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	let text = '';
	let block: Element | null = null;
	while (walker.nextNode()) {
		const node = walker.currentNode as Text;
		const parent = node.parentElement!;
		if (parent.closest(UNSAID) || !parent.getClientRects().length) continue;
		const its = parent.closest(BLOCK);
		if (its !== block) text += '\n';
		block = its;
		runs.push({ node, from: text.length });
		// One line a block: how a line is broken in the source is nothing to be heard.
		text += node.data.replace(/\s/g, ' ');
	}
	return { text, runs };
}

/** Marks from one place of the words to another; without any, nothing. */
function mark(runs: readonly { node: Text; from: number }[] = [], from = 0, to = 0): void {
	for (const old of lesson.querySelectorAll('.said')) old.classList.remove('said');
	const highlights = (CSS as Partial<typeof CSS>).highlights;
	highlights?.clear();
	const at = (place: number) => [...runs].reverse().find((run) => run.from <= place);
	const first = at(from);
	const last = at(to - 1);
	if (!first || !last) return;
	if (!highlights) return first.node.parentElement!.closest(BLOCK)!.classList.add('said');
	const range = document.createRange();
	range.setStart(first.node, Math.min(from - first.from, first.node.length));
	range.setEnd(last.node, Math.min(to - last.from, last.node.length));
	highlights.set('said', new Highlight(range));
}

function speak(open: HTMLElement, voice: SpeechSynthesisVoice): void {
	const { text, runs } = wordsOf(open);
	let at = 0;
	const all = pieces(text).map((piece) => {
		const from = (at = text.indexOf(piece, at));
		at += piece.length;
		const utterance = new SpeechSynthesisUtterance(piece);
		utterance.voice = voice;
		utterance.lang = voice.lang;
		utterance.onstart = () => reading === open && mark(runs, from, from + piece.length);
		utterance.onboundary = ({ name, charIndex, charLength }) => {
			const word = charLength || piece.slice(charIndex).search(/\s|$/);
			if (reading === open && name === 'word') mark(runs, from + charIndex, from + charIndex + word);
		};
		utterance.onerror = () => reading === open && stop();
		return utterance;
	});
	const last = all[all.length - 1];
	if (!last) return stop();
	last.onend = () => reading === open && stop();
	for (const utterance of all) speech!.speak(utterance);
}

function read(): void {
	const open = step();
	if (reading || !open) return stop();
	const recording = recordingOf(open);
	const voice = ownVoice();
	reading = open;
	offer();
	if (!recording) return voice ? speak(open, voice) : stop();
	/** No signal for it: the phone's own voice, where there is one. */
	const failed = () => {
		if (reading !== open) return;
		recordings = recordings.filter((other) => other !== recording);
		if (voice) speak(open, voice);
		else stop();
	};
	audio.onended = stop;
	audio.src = recording.url;
	audio.play().catch(failed);
}

async function find(): Promise<void> {
	if (!lesson.querySelector('[data-said]')) return;
	const kept = 'caches' in window ? await keptVoices(course, lang).catch(() => []) : [];
	const told = navigator.onLine && (await askVoices(course, lang).catch(() => undefined));
	const isKept = ({ voice }: Recording) => kept.some((other) => other.voice === voice);
	// What the server does not name any more is not played, unless nobody can be asked.
	const rank = (r: Recording) => (isKept(r) ? 0 : r.voice === lang ? 1 : 2);
	recordings = [...(told ? told.recordings : kept)].sort((a, b) => rank(a) - rank(b));
	offer();
}

button.onclick = read;
new MutationObserver(() => {
	if (reading && reading !== step()) stop();
	offer();
}).observe(lesson, { attributeFilter: ['class'], subtree: true });
addEventListener('pagehide', stop);
if (speech) speech.onvoiceschanged = offer;
offer();
void find();

/** Brought as a simulator is, and needs nothing of hers. */
export default (): void => {};
