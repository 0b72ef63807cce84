/** Where a seller account lives: in this application, or on somebody's marketplace. */
import type { Result } from '../../platform/result.ts';
import type { Tier } from '../decide-unlock.ts';

export interface SellerAccount {
	sellerId: string;
	learnerId: string;
	tier: Tier;
}

export interface ConnectorFailure {
	/** `busy`: another worker is at this account just now. */
	tag: 'unreachable' | 'refused' | 'busy';
	/** For the operator; never what a person typed. */
	detail: string;
}

/**
 * M3. Each of the four may be called any number of times, also at once, also after a crash at any step: one account.
 * A connector looks up before it creates, and remembers nothing that can be looked up.
 */
export interface Connector {
	name: string;
	/** @returns the account's id on that side */
	ensureSeller(account: SellerAccount): Promise<Result<{ accountId: string }, ConnectorFailure>>;
	suspend(account: SellerAccount): Promise<Result<null, ConnectorFailure>>;
	resume(account: SellerAccount): Promise<Result<null, ConnectorFailure>>;
	status(account: SellerAccount): Promise<Result<'none' | 'active' | 'suspended', ConnectorFailure>>;
}
