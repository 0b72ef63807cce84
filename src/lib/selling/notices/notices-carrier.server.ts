import { OWN } from '#lib/platform/country/lang.ts';
import { findOpenLearner } from '../../accounts/index.server.ts';
import { HOUR, MINUTE } from '../../platform/clock.ts';
import { hit } from '../../platform/limits.server.ts';
import { logError } from '../../platform/log.server.ts';
import type { Outbound } from '../../platform/outbound/post-pinned.server.ts';
import { m } from '../../platform/i18n/paraglide/messages.js';
import { sendPush, type Pushed } from '../../platform/push/send-push.server.ts';
import type { Services } from '../../services.server.ts';
import type { Carrier } from '../connectors/carrier.ts';
import { readOrderNews } from '../read-waiting.server.ts';
import { readShop } from '../shop.repository.server.ts';
import { NOTICES } from './note-order.server.ts';
import { deletePhones, deleteSms, readPhones, wantsSms } from './notice.repository.server.ts';
import { aboutPhone, vapidHere } from './own-notices.server.ts';

/** After these the order itself has waited long enough that she has looked, or will not. */
const DELAYS = [5 * MINUTE, 30 * MINUTE, 2 * HOUR];
/** At most five phones of five seconds each, and an SMS: a round stays within the lease of its job. */
const BATCH = 5;

type Part = Pick<Services, 'allLearners' | 'clock' | 'secrets' | 'env' | 'sms'>;

/**
 * Tells sellers that something waits for them: on each phone without a word of content, by SMS with a sentence that names
 * neither shop nor order. Best effort: what could not be told is dropped, never parked, for the order itself waits on her
 * pages and her trainer sees it after 48 hours.
 */
export function noticesCarrier(services: Part, outbound?: Outbound): Carrier {
	return {
		target: NOTICES,
		delays: DELAYS,
		batch: BATCH,
		async carry({ learner_id: learnerId, attempts }) {
			const said = await sayTo(services, learnerId, outbound).catch((error: unknown): Pushed[] => {
				// Parked it would keep every later order from being told.
				logError('a seller could not be told', error);
				return ['later'];
			});
			const again = !said.includes('taken') && said.includes('later') && attempts < DELAYS.length;
			return again ? { says: 'later', down: false } : null;
		}
	};
}

async function sayTo(services: Part, learnerId: string, outbound?: Outbound): Promise<Pushed[]> {
	// She has seen to it meanwhile.
	if (!(await isWaiting(services, learnerId))) return [];
	return [...(await tellPhones(services, learnerId, outbound)), ...(await tellNumber(services, learnerId))];
}

async function isWaiting({ allLearners, clock }: Part, learnerId: string): Promise<boolean> {
	const { orders } = await readOrderNews(allLearners, learnerId, clock());
	return (orders ?? 0) > 0;
}

async function tellPhones(services: Part, learnerId: string, outbound?: Outbound): Promise<Pushed[]> {
	const { allLearners, clock, secrets } = services;
	const vapid = vapidHere(services);
	const phones = await readPhones(allLearners, learnerId);
	const said = await Promise.all(
		phones.map(({ phone_hash, sealed }) =>
			sendPush(vapid, secrets.open(sealed, aboutPhone(phone_hash)), clock(), outbound)
		)
	);
	const gone = phones.flatMap(({ phone_hash }, i) => (said[i] === 'gone' ? [phone_hash] : []));
	if (gone.length) await deletePhones(allLearners, learnerId, gone);
	return said;
}

async function tellNumber({ allLearners, clock, sms }: Part, learnerId: string): Promise<Pushed[]> {
	if (!sms || !(await wantsSms(allLearners, learnerId))) return [];
	const phone = (await readShop(allLearners, learnerId))?.phone;
	if (!phone) return [];
	const learner = await findOpenLearner(allLearners, learnerId);
	if (!learner) return [];
	// Each costs the installation money, and strangers place orders.
	if (!(await hit(allLearners, `notice-sms:${learnerId}`, clock(), 6 * HOUR, 1)).ok) return [];
	// T6. It may be read by whoever holds that phone.
	const text = m.notices_sms({}, { locale: learner.locale === 'en' ? 'en' : OWN });
	const said = await sms.send({ to: phone, text });
	if (said === 'gone') await deleteSms(allLearners, learnerId);
	return [said];
}
