import type { ConnectorFailure } from '../connector.ts';

/**
 * What stopped a run, thrown through its steps and caught at the connector's face, where it becomes an answer: a dozen
 * calls in a row would say nothing but `if (!done.ok) return done`.
 */
export class VendureFault extends Error {
	readonly failure: ConnectorFailure;
	/** Vendure may still be at what it was asked to do: nobody should look before it has certainly ended. */
	readonly unsure: boolean;

	constructor(tag: ConnectorFailure['tag'], detail: string, unsure = false) {
		super(`${tag}: ${detail}`);
		this.failure = { tag, detail };
		this.unsure = unsure;
	}
}
