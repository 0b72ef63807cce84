/** Her own badge as the phone keeps it: what the server told of it, and when; and whether its signature holds (B4). */
import { readPhone, type PhoneView } from '#lib/offline/index.ts';
import { seal } from '#lib/badges/index.ts';
import { dayText, momentText } from '../lib/ui/date.ts';
import { signatureHolds } from './badge-signature.ts';
import { all, fillWords, lang, one, showOnly } from './fill.ts';
import { keepFilled } from './keep-filled.ts';

/** The badge of the address; without one her newest. */
const wanted = () => /\/badge\/([\w-]{8,})$/.exec(location.pathname)?.[1] ?? location.hash.slice(1);

function fill({ profile, news, heardAt }: PhoneView): void {
	const awards = [...(news?.awards ?? [])].sort((a, b) => b.at - a.at);
	const id = wanted();
	const award = id ? awards.find(({ awardId }) => awardId === id) : awards[0];
	const badges = all(document, 'article[data-badge]');
	const badge = badges.find(({ dataset }) => dataset.badge === award?.course);
	showOnly(badges, (other) => other === badge);
	one(document, '[data-none]')!.hidden = Boolean(badge);
	const picture = one<SVGElement>(document, '[data-seal]')!;
	picture.toggleAttribute('hidden', !badge);
	if (!badge || !award) return;
	const state = award.state === 'active' ? 'held' : 'revoked';
	picture.innerHTML = seal(profile?.tileSeed ?? 1, 'theme');
	picture.dataset.of = state;
	const holder = one(badge, '[data-holder]')!;
	holder.hidden = !profile?.name;
	one(holder, 'bdi')!.textContent = profile?.name ?? '';
	const told = heardAt ? state : 'none';
	showOnly(all(badge, '[data-told]'), ({ dataset }) => dataset.told === told);
	if (heardAt) fillWords(one(badge, `[data-told="${state}"] b`), momentText(heardAt, lang()));
	fillWords(one(badge, '[data-earned]'), dayText(award.at, lang()));
	const signature = one(badge, '[data-signature]')!;
	signature.hidden = true;
	const issuer = { did: picture.dataset.did!, keys: picture.dataset.keys!.split(' ') };
	// Its words speak of the day above: where nothing was heard there is none.
	if (profile && heardAt)
		void signatureHolds(award.awardId, profile.id, issuer).then(
			(holds) => (signature.hidden = !holds || wanted() !== id),
			() => undefined
		);
	one<HTMLAnchorElement>(badge, '[data-online]')!.href = `/${lang()}/badge/${award.awardId}`;
}

keepFilled(fill);
addEventListener('hashchange', () => void readPhone().then(fill));
