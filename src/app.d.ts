import type { Lang } from './lib/catalog/course.ts';
import type { Services } from './lib/services.server.ts';

declare global {
	namespace App {
		interface Locals {
			/** Everything the composition root wires: database, clock, catalogue, keys. */
			services: Services;
			/** From the address; 'ur' where the address has none. */
			lang: Lang;
			/** Who is logged in on this browser, if anybody (accounts). */
			learner: { learnerId: string; kind: 'guest' | 'joined' } | null;
			staff: { staffId: string; name: string } | null;
			sessionId: string | null;
		}
	}
}

export {};
