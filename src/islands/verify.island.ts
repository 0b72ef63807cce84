/**
 * Bringing a badge with less work: dropping its file, or holding its QR code before the camera where the browser reads
 * codes by itself (BarcodeDetector). The form does the rest, with or without this.
 */
import { offerAlone } from './check-alone.ts';

interface Detector {
	detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

/** Milliseconds between two looks: a cheap phone needs about a hundred for one. */
const EVERY = 250;

const form = document.querySelector<HTMLFormElement>('form[data-verify]')!;
const find = <E extends HTMLElement>(selector: string) => form.querySelector<E>(selector)!;
const say = find('[data-say]');
const file = find<HTMLInputElement>('input[type=file]');
const text = find<HTMLInputElement>('input[type=text]');

form.addEventListener('submit', () => (say.textContent = say.dataset.sending ?? ''));

function takeDrops(): void {
	find('[data-drop]').hidden = false;
	const over = (is: boolean) => form.classList.toggle('over', is);
	document.addEventListener('dragover', (event) => {
		event.preventDefault();
		over(true);
	});
	document.addEventListener('dragleave', (event) => {
		if (!event.relatedTarget) over(false);
	});
	document.addEventListener('drop', (event) => {
		event.preventDefault();
		over(false);
		const dropped = event.dataTransfer;
		if (!dropped) return;
		if (dropped.files.length) file.files = dropped.files;
		else text.value = dropped.getData('text/plain').trim();
		if (dropped.files.length || text.value) form.requestSubmit();
	});
}

async function offerCamera(Reader: DetectorClass): Promise<void> {
	const known = Reader as unknown as { getSupportedFormats?: () => Promise<string[]> };
	if (!(await known.getSupportedFormats?.())?.includes('qr_code')) return;
	const detector = new Reader({ formats: ['qr_code'] });
	const video = find<HTMLVideoElement>('video');
	const view = find('[data-view]');
	const open = find<HTMLButtonElement>('[data-open]');
	let stream: MediaStream | undefined;

	const stop = () => {
		stream?.getTracks().forEach((track) => track.stop());
		stream = undefined;
		view.hidden = true;
		open.hidden = false;
	};
	const look = async () => {
		if (!stream) return;
		// Nothing to see yet, or a frame that the reader could not take: it looks again.
		const [code] = await detector.detect(video).catch(() => []);
		if (!stream) return;
		if (!code) return void setTimeout(() => void look(), EVERY);
		stop();
		file.value = '';
		text.value = code.rawValue;
		form.requestSubmit();
	};
	open.addEventListener('click', async () => {
		say.textContent = '';
		open.hidden = true;
		try {
			stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
			video.srcObject = stream;
			view.hidden = false;
			await video.play();
			void look();
		} catch {
			stop();
			say.textContent = say.dataset.noCamera ?? '';
		}
	});
	find('[data-close]').addEventListener('click', () => {
		stop();
		open.focus();
	});
	document.addEventListener('visibilitychange', () => {
		if (document.hidden) stop();
	});
	find('[data-camera]').hidden = false;
}

takeDrops();
offerAlone(form);
const Reader = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
if (Reader && 'mediaDevices' in navigator) void offerCamera(Reader).catch(() => undefined);
