import type { Progress } from '#lib/progress/index.ts';

/** Chromium's; other browsers have none, and there the menu does it. */
interface InstallEvent extends Event {
	prompt(): Promise<unknown>;
}

/** She said no once: this phone does not ask again. */
const NO = 'qadam-install-no';
const place = document.querySelector<HTMLElement>('[data-install]');
const part = (name: string) => place!.querySelector<HTMLElement>(`[data-install-${name}]`)!;

let offered: InstallEvent | undefined;
let inTime = false;

const isInstalled = () =>
	matchMedia('(display-mode: standalone)').matches ||
	// Safari's own word.
	!!(navigator as { standalone?: boolean }).standalone;
const saidNo = () => {
	try {
		return localStorage.getItem(NO) !== null;
	} catch {
		// A browser that keeps nothing would ask every time.
		return true;
	}
};

function show(): void {
	const byMenu = !('onbeforeinstallprompt' in window);
	if (!place || !inTime || !(offered || byMenu) || isInstalled() || saidNo()) return;
	part('go').hidden = !offered;
	part('menu').hidden = !byMenu;
	place.hidden = false;
}

/** Offers to put the app on the screen, from the first finished lesson on and never before. */
export function offerInstall({ courses }: Progress): void {
	inTime = Object.values(courses).some(({ lessons }) =>
		Object.values(lessons).some(({ state }) => state === 'finished')
	);
	show();
}

if (place) {
	const leave = () => {
		place.hidden = true;
		localStorage.setItem(NO, '');
	};
	part('no').onclick = leave;
	part('go').onclick = async () => {
		await offered!.prompt();
		// Whatever she answered there, she was asked.
		leave();
	};
	addEventListener('beforeinstallprompt', (event) => {
		event.preventDefault();
		offered = event as InstallEvent;
		show();
	});
	addEventListener('appinstalled', leave);
}
