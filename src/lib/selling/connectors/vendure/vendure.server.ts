import type { Db } from '../../../platform/db.server.ts';
import type { VendureEnv } from '../../../platform/env.server.ts';
import type { Random } from '../../../platform/ids.ts';
import { ok, refuse, type Result } from '../../../platform/result.ts';
import type { Secrets } from '../../../platform/secrets.server.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tier } from '../../decide-unlock.ts';
import type { Connector, ConnectorFailure, SellerAccount } from '../connector.ts';
import { vendureClient, type Ask } from './ask.server.ts';
import { VendureFault } from './fault.ts';
import { findChannel, findRole } from './find.server.ts';
import { hideShop, showShop } from './hide.server.ts';
import { holding } from './hold.server.ts';
import { makeAccount } from './make.server.ts';
import { vendureNames, type VendureNames } from './names.server.ts';
import { maySell } from './permissions.ts';

/** M3. A Vendure 3.7 of the operator's, as a place where sellers have an account. */
export interface Vendure extends Connector {
	/** Where sellers log in. */
	dashboard: string;
	/** The lowest tier that gets an account: the limits of a starter shop cannot be held there (M1). */
	from: Tier;
	/** What she logs in with unless she changed it. */
	loginOf(learnerId: string): string;
	/** @returns what she logs in with */
	setPassword(account: SellerAccount, password: string): Promise<Result<{ login: string }, ConnectorFailure>>;
}

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
	secrets: Pick<Secrets, 'lookup'>;
}

interface Options {
	/** For one question; ms. */
	call?: number;
	/** How long a second worker stands by; ms. */
	patience?: number;
}

/** Opens nothing yet: a Vendure that is down stops no start. */
export function openVendure(env: VendureEnv, deps: Deps, { call, patience }: Options = {}): Vendure {
	const client = vendureClient(env, call === undefined ? {} : { call });
	const { db, clock, random, secrets } = deps;
	const hold = { db, clock, ...(patience !== undefined && { patience }) };

	const answer = async <T>(work: () => Promise<T>): Promise<Result<T, ConnectorFailure>> => {
		try {
			return ok(await work());
		} catch (error) {
			if (error instanceof VendureFault) return refuse(error.failure);
			throw error;
		}
	};
	const alone = <T>({ learnerId }: SellerAccount, work: (ask: Ask, names: VendureNames) => Promise<T>) =>
		answer(() => holding(hold, learnerId, () => work(client.begin(), vendureNames(secrets, learnerId))));

	return {
		name: 'vendure',
		dashboard: env.dashboard,
		from: env.from,
		loginOf: (learnerId) => vendureNames(secrets, learnerId).code,
		ensureSeller: (account) =>
			alone(account, async (ask, names) => ({
				accountId: (await makeAccount(ask, names, random)).channel.id
			})),
		suspend: (account) =>
			alone(account, async (ask, names) => {
				await hideShop({ ask, db, learnerId: account.learnerId, names });
				return null;
			}),
		resume: (account) =>
			alone(account, async (ask, names) => {
				await showShop({ ask, db, learnerId: account.learnerId, names });
				return null;
			}),
		status: ({ learnerId }) =>
			answer(async () => {
				const ask = client.begin();
				const { code } = vendureNames(secrets, learnerId);
				const role = (await findChannel(ask, code)) && (await findRole(ask, code));
				if (!role) return 'none';
				return maySell(role.permissions) ? 'active' : 'suspended';
			}),
		setPassword: (account, password) =>
			alone(account, async (ask, names) => {
				const { administrator } = await makeAccount(ask, names, random);
				await ask('SetPassword', { id: administrator.id, password });
				return { login: administrator.emailAddress };
			})
	};
}
