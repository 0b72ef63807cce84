/**
 * Makes a picture light before it leaves the phone: at most 1600 px and about 300 KB, without place or camera. Whatever
 * goes wrong, the picture goes as it is and the server does the same work.
 */
const EDGE = 1600;
const BYTES = 300 * 1024;
const TRIES = [
	[EDGE, 0.8],
	[EDGE, 0.65],
	[1280, 0.65],
	[1024, 0.6],
	[800, 0.55]
] as const;

function load(file: File): Promise<HTMLImageElement> {
	return new Promise((done, fail) => {
		const image = new Image();
		const url = URL.createObjectURL(file);
		image.onload = () => (URL.revokeObjectURL(url), done(image));
		image.onerror = () => (URL.revokeObjectURL(url), fail(new Error('not a picture here')));
		image.src = url;
	});
}

function draw(image: HTMLImageElement, edge: number, quality: number): Promise<Blob | null> {
	const scale = Math.min(1, edge / Math.max(image.naturalWidth, image.naturalHeight));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
	canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
	const pen = canvas.getContext('2d', { alpha: false });
	if (!pen) return Promise.resolve(null);
	pen.fillStyle = '#fff';
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.drawImage(image, 0, 0, canvas.width, canvas.height);
	return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
}

async function lighten(file: File): Promise<File | null> {
	const image = await load(file);
	for (const [edge, quality] of TRIES) {
		const blob = await draw(image, edge, quality);
		if (!blob) return null;
		if (blob.size <= BYTES || edge === 800) return new File([blob], 'photo.jpg', { type: 'image/jpeg' });
	}
	return null;
}

/** Before Chromium 81 a canvas forgot which way up the camera was held: there the server turns the picture. */
const upright = () => CSS.supports('image-orientation', 'from-image');

for (const form of Array.from(document.querySelectorAll<HTMLFormElement>('form[data-photo]'))) {
	const input = form.querySelector<HTMLInputElement>('input[type=file]');
	const say = form.querySelector<HTMLElement>('[data-say]');
	const preview = form.querySelector<HTMLImageElement>('[data-preview]');
	// It may stand on the shelf below, outside the form.
	const button = Array.from(form.elements).find(
		(one): one is HTMLButtonElement => one instanceof HTMLButtonElement
	);
	if (!input || !say || !button || !upright()) continue;
	form.dataset.lit = '';
	input.addEventListener('change', async () => {
		const file = input.files?.[0];
		if (preview) preview.hidden = true;
		say.textContent = '';
		delete form.dataset.chosen;
		if (!file) return;
		button.disabled = true;
		say.textContent = say.dataset.busy ?? '';
		try {
			const light = await lighten(file);
			if (light && light.size < file.size) {
				const hand = new DataTransfer();
				hand.items.add(light);
				input.files = hand.files;
			}
		} catch {
			// The browser cannot read it or hand it over: it goes as it was chosen.
		}
		const chosen = input.files?.[0] ?? file;
		say.textContent = (say.dataset.ready ?? '').replace(
			'#',
			String(Math.max(1, Math.round(chosen.size / 1024)))
		);
		if (preview) {
			preview.src = URL.createObjectURL(chosen);
			preview.hidden = false;
		}
		form.dataset.chosen = '';
		button.disabled = false;
	});
}
