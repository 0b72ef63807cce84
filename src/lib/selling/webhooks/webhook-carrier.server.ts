import { HOUR, MINUTE } from '../../platform/clock.ts';
import { postPinned, type Outbound } from '../../platform/outbound/post-pinned.server.ts';
import type { Services } from '../../services.server.ts';
import type { Carrier, CarryFailure } from '../connectors/carrier.ts';
import type { BadgeNews, SellerNews } from '../seller-news.ts';
import {
	readEndpoints,
	readSecrets,
	type EndpointRow,
	type SecretRow
} from './endpoint.repository.server.ts';
import { pairwiseId } from '../../platform/pairwise.server.ts';
import { signedHeaders } from './sign-message.server.ts';

/** Thirteen tries in more than four days: a server that is down from Friday evening to Tuesday misses nothing. */
export const DELAYS: readonly number[] = [
	...[1, 5, 15, 30].map((n) => n * MINUTE),
	...[1, 2, 4, 8, 12, 24, 24, 24].map((n) => n * HOUR)
];
/** At five seconds a try a round stays well within the lease of its job. */
const BATCH = 25;

type Part = Pick<Services, 'allLearners' | 'clock' | 'secrets'>;

/** What the module of partners knows of an endpoint's owner. Selling may not ask it, so the installation wires it in. */
export interface PartnersTold {
	/** Ids of partners that may look how a badge stands, and are not stopped. */
	listening(): Promise<ReadonlySet<string>>;
	/**
	 * Whether it took over what she allowed, and she has not taken that back.
	 * @param awardId of the badge in question; without it any badge that she showed counts
	 */
	knows(partnerId: string, learnerId: string, awardId?: string): Promise<boolean>;
}

/**
 * One carrier for each endpoint that is not paused, nor of a partner that is stopped: its news waits. A partner's endpoint
 * is told of those alone who allowed that partner, and of the badges that they showed it, under the id of its claims; asked
 * at the sending, so that what she takes back holds for news on its way, too.
 */
export async function webhookCarriers(
	services: Part,
	partners: PartnersTold,
	outbound?: Outbound
): Promise<Carrier[]> {
	const listening = await partners.listening();
	const active = (await readEndpoints(services.allLearners)).filter(
		({ state, partner_id }) => state === 'active' && (partner_id === null || listening.has(partner_id))
	);
	return Promise.all(
		active.map(async (endpoint): Promise<Carrier> => {
			const held = await readSecrets(services.allLearners, endpoint.endpoint_id);
			return {
				target: endpoint.endpoint_id,
				delays: DELAYS,
				batch: BATCH,
				carry: async (row) => {
					const news = JSON.parse(row.body) as SellerNews | BadgeNews;
					const owner = endpoint.partner_id;
					const about = 'awardId' in news ? news.awardId : undefined;
					// Not hers to hear: as good as told, so that what comes later for others does not wait.
					if (owner !== null && !(await partners.knows(owner, news.learnerId, about))) return null;
					const seller = pairwiseId(services.secrets, owner ?? endpoint.endpoint_id, news.learnerId);
					const body = bodyOf(row.topic, news, seller);
					return sendTo(services, endpoint, held, { id: row.outbox_id, body }, outbound);
				}
			};
		})
	);
}

/** M8. All that is told: who she is to this endpoint, what happened, what her account may do, when. */
const bodyOf = (type: string, { tier, at }: SellerNews | BadgeNews, seller: string): string =>
	JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { seller, tier } });

/** @returns why it has not arrived, or null */
export async function sendTo(
	{ clock, secrets }: Pick<Part, 'clock' | 'secrets'>,
	endpoint: Pick<EndpointRow, 'endpoint_id' | 'address'>,
	held: readonly SecretRow[],
	message: { id: string; body: string },
	outbound?: Outbound
): Promise<CarryFailure | null> {
	const at = clock();
	const signing = held
		.filter(({ until }) => until === null || until > at)
		.map(({ sealed }) => secrets.open(sealed, aboutSecret(endpoint.endpoint_id)));
	const headers = signedHeaders(signing, { ...message, at });
	const sent = await postPinned(endpoint.address, { headers, body: message.body }, outbound);
	if (!sent.ok) return { says: sent.refusal.tag, down: true };
	const { status } = sent.value;
	if (status >= 200 && status < 300) return null;
	return { says: `status-${status}`, down: status === 429 || status >= 500 };
}

/** What binds a sealed secret to its endpoint. */
export const aboutSecret = (endpointId: string): string => `webhook:${endpointId}`;
