/** What her classes are told: shown as the server last said it, also without a signal; it hears what was seen. */
import { dirOf, otherOf, type Lang } from '#lib/platform/country/lang.ts';
import { keepHers, readHers, type Phone, type PhoneView } from '../lib/offline/index.ts';
import { copy, lang, one } from './fill.ts';

/** Which of them the server knows to be seen. */
const SEEN = 'seen';

export async function fillTold({ store }: Phone, { profile, news }: PhoneView): Promise<void> {
	const section = one(document, '[data-from-class]');
	const list = section && one(section, '[data-announced]');
	if (!section || !list) return;
	const standing = (profile && news?.told ? news.told : []).filter(({ until }) => until > Date.now());
	list.textContent = '';
	for (const told of standing) {
		const line = copy(section, '[data-announcement]')!;
		const text = one(line, 'p')!;
		text.lang = told[lang()] ? lang() : otherOf(lang());
		text.dir = dirOf(text.lang);
		text.textContent = told[text.lang as Lang];
		list.append(line);
	}
	section.hidden = !standing.length;
	if (!profile?.reader || !standing.length) return;

	const seen = (await readHers<string[]>(store, SEEN)) ?? [];
	const ids = standing.map(({ id }) => id);
	if (ids.every((id) => seen.includes(id))) return;
	const answer = await fetch('/api/told', {
		method: 'POST',
		credentials: 'omit',
		headers: { authorization: `Bearer ${profile.reader}`, 'content-type': 'application/json' },
		body: JSON.stringify({ ids })
	}).catch(() => undefined);
	// Without a signal it is said another day, while it stands.
	if (answer?.status === 204) await keepHers(store, SEEN, ids, profile.id);
}
