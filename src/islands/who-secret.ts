/** The secret of one tile (K3): tried slowly, and slower after each wrong one. */
import { readSecret } from '#lib/accounts/index.ts';
import { openTile, waitOf, type PhoneStore, type Tile } from '#lib/offline/index.ts';
import { all, fill, one, say, words } from './who-page.ts';

export const form = one<HTMLFormElement>('form[data-open]');
const said = one('[data-said]', form);
const waits = words<'wrong' | 'seconds' | 'minutes' | 'over' | 'moment'>(said);
let ticking = 0;

export function askSecret(store: PhoneStore, { id, lock }: Tile): void {
	for (const part of all('[data-kind]', one('[data-view=secret]')))
		if (part.tagName !== 'FIELDSET') part.hidden = part.dataset.kind !== lock;
	const board = one('fieldset', form);
	board.dataset.kind = lock;
	one<HTMLDetailsElement>('details', board).open = lock === 'digits';
	one<HTMLAnchorElement>('[data-remove-link]').href = `#remove-${id}`;
	form.reset();
	said.textContent = '';
	void waitOf(store, id).then((until) => hold(until, false));
}

/** Nothing can be tried until then. Said once; a long wait is counted down in minutes. */
function hold(until: number, wrong: boolean): void {
	clearTimeout(ticking);
	const board = one<HTMLFieldSetElement>('fieldset', form);
	const ms = until - Date.now();
	board.disabled = ms > 0;
	if (ms <= 0) {
		if (said.textContent) said.textContent = wrong ? waits.wrong : waits.over;
		return;
	}
	const seconds = Math.ceil(ms / 1000);
	say(said, seconds > 60 ? fill(waits.minutes, Math.ceil(seconds / 60)) : fill(waits.seconds, seconds));
	ticking = window.setTimeout(() => hold(until, false), seconds > 60 ? 60_000 : ms);
}

/** What stands on the board, as one text; nothing until it is whole. */
function chosen(): string | undefined {
	const data = new FormData(form);
	const read = readSecret({
		pictures: [1, 2, 3, 4].map((place) => String(data.get(`picture_${place}`) ?? '')),
		digits: String(data.get('digits') ?? '')
	});
	return read.ok ? `${read.value.kind}:${read.value.text}` : undefined;
}

let trying = false;

/** @returns the secret that has opened it; nothing where it is not whole, wrong, or another try is under way */
export async function tryOpen(store: PhoneStore, { id }: Tile): Promise<string | undefined> {
	const secretText = chosen();
	if (trying || !secretText) return undefined;
	trying = true;
	said.textContent = waits.moment;
	form.setAttribute('aria-busy', 'true');
	const result = await openTile(store, id, secretText).finally(() => {
		form.removeAttribute('aria-busy');
		trying = false;
	});
	if (result.tag === 'open') return secretText;
	form.reset();
	hold(result.until, true);
	return undefined;
}
