import type { Db } from '../../platform/db.server.ts';
import { ok, refuse } from '../../platform/result.ts';
import { readSeller } from '../seller.repository.server.ts';
import type { Connector, ConnectorFailure } from './connector.ts';

/**
 * The shop inside this application. Award, unlock and account are one transaction (M2), so nothing is left to create:
 * the connector answers for the row that stands, and calls it a failure if the row and the news disagree.
 */
export function embeddedConnector(db: Db): Connector {
	const expect = async (learnerId: string, sellerId: string) => {
		const seller = await readSeller(db, learnerId);
		return seller?.seller_id === sellerId
			? ok(seller)
			: refuse<ConnectorFailure>({ tag: 'refused', detail: `no seller row ${sellerId}` });
	};
	const stands = async (account: { learnerId: string; sellerId: string }) => {
		const seller = await expect(account.learnerId, account.sellerId);
		return seller.ok ? ok(null) : seller;
	};
	return {
		name: 'embedded',
		async ensureSeller({ learnerId, sellerId }) {
			const seller = await expect(learnerId, sellerId);
			return seller.ok ? ok({ accountId: seller.value.seller_id }) : seller;
		},
		suspend: stands,
		resume: stands,
		async status({ learnerId }) {
			const seller = await readSeller(db, learnerId);
			return ok(seller ? seller.state : 'none');
		}
	};
}
