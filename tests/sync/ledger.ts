import type { EventRow } from '../../src/lib/offline/index.ts';
import type { LearnerId } from './simulated-server.ts';
import type { SimulatedPhone } from './simulated-phone.ts';

/** What she meant to do with one tap. */
export interface Intent {
	/** Profile that was open when her page loaded; '' for nobody. */
	page: string;
	kind: string;
	body: Record<string, unknown>;
	/** When she touched, truly, and how far the phone's clock was off then, ms. */
	trueAt: number;
	off: number;
	/** Nothing the server could ever count: it has to be rejected. */
	bad: boolean;
}

/** One event, as whoever sees everything knows it. */
export interface Made extends Intent {
	id: string;
	phone: SimulatedPhone;
	profile: string;
	device: string;
	seq: number;
	/** Made on a phone that cannot seal. */
	plain: boolean;
	/** The phone said that it is kept. */
	said: boolean;
	/** Nobody held it any more after this. */
	gone?: string;
	/** The request by which the server took it last. */
	taken?: { by: SimulatedPhone; device: string; off: number; flight: number; epoch: number };
}

/** The truth of one history: what was done, and whose it is. Nothing of the product reads it. */
export class Ledger {
	events = new Map<string, Made>();
	/** Profile of a phone → learner who said "mine". */
	owners = new Map<string, LearnerId>();

	owner = (profile: string): LearnerId | undefined => this.owners.get(profile);

	/** A transaction made this row. */
	made(phone: SimulatedPhone, row: EventRow, intent: Intent): void {
		const { id, profile, device, seq } = row;
		this.events.set(id, {
			...intent,
			id,
			phone,
			profile,
			device,
			seq,
			plain: phone.plain,
			said: false
		});
	}
}
