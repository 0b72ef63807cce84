import type { Lang } from './lib/catalog/index.ts';
import type { Services } from './lib/services.server.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** To be told when asking for help, such as `4821 0937`; stands in the log beside the fault. */
			number?: string;
			/** Of an order that was erased: the address of its shop, or null where that is not public. */
			shop?: string | null;
		}
		interface Locals {
			/** Everything the composition root wires: database, clock, catalogue, keys. */
			services: Services;
			/** As in the answer's X-Request-Id; not there while the app is built. */
			requestId?: string;
			/** From the address; the country's own where the address has none. */
			lang: Lang;
			/** Who is logged in on this browser, if anybody (accounts). */
			learner: { learnerId: string; kind: 'guest' | 'joined' } | null;
			staff: { staffId: string; name: string } | null;
			sessionId: string | null;
			/** What opened the session: with `phone` alone nothing of a shop can be changed (K3). */
			proof: 'secret' | 'phone' | 'password' | null;
			/** To be posted with every form of this page (K4). */
			formToken: string;
		}
	}
}

export {};
