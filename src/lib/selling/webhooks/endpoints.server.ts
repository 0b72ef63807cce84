/** Servers that are told about sellers: set up, turned to a new secret, paused and closed by an administrator. */
import { cleanLine, INSTALLATION, isAdministrator, writeAudit } from '../../accounts/index.server.ts';
import { DAY, MINUTE } from '../../platform/clock.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { hit } from '../../platform/limits.server.ts';
import { resolveTarget, type Outbound, type PostFault } from '../../platform/outbound/post-pinned.server.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Tx } from '../../platform/db.server.ts';
import type { Services } from '../../services.server.ts';
import { deleteWaiting } from './delivery.repository.server.ts';
import {
	deleteSecrets,
	findEndpoint,
	insertEndpoint,
	insertSecret,
	readEndpoints,
	readSecrets,
	retireSecrets,
	updateEndpoint
} from './endpoint.repository.server.ts';
import { newSecret } from './sign-message.server.ts';
import { aboutSecret, sendTo } from './webhook-carrier.server.ts';

/** How long a former secret signs along after it was replaced. */
export const OVERLAP = DAY;
export const NAME_MAX = 60;
const ENDPOINTS_MAX = 20;
const TESTS_A_MINUTE = 6;

export interface Endpoint {
	id: string;
	name: string;
	address: string;
	state: 'active' | 'paused';
	/** Whose it is; null: nobody's that we know by claims. */
	partnerId: string | null;
	madeAt: number;
	/** Of the secret that signs now. */
	version: number;
	/** Until when the one before it signs along. */
	overlapUntil: number | null;
}

type Forbidden = { tag: 'forbidden' };
type Gone = { tag: 'gone' };

export type AddRefusal =
	| Forbidden
	| PostFault
	| { tag: 'name-missing' }
	/** Another one has this address. */
	| { tag: 'address-taken' }
	| { tag: 'too-many' }
	/** The same form came twice: the secret was shown the first time. */
	| { tag: 'already-made' };

/** Those that are not closed, for administrators; a secret is never among it. */
export async function listEndpoints(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	staffId: string
): Promise<Result<Endpoint[], Forbidden>> {
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const now = clock();
	return ok(
		await Promise.all(
			(await readEndpoints(db)).map(async (row): Promise<Endpoint> => {
				const [current, former] = await readSecrets(db, row.endpoint_id);
				return {
					id: row.endpoint_id,
					name: row.name,
					address: row.address,
					state: row.state === 'paused' ? 'paused' : 'active',
					partnerId: row.partner_id,
					madeAt: row.made_at,
					version: current?.version ?? 0,
					overlapUntil: former?.until && former.until > now ? former.until : null
				};
			})
		)
	);
}

/**
 * @param given `id` comes with the form, so that a second tap makes no second endpoint. `partnerId` is of a partner that
 *   there is: selling knows none, so whoever calls has looked
 * @returns the secret, for the only time
 */
export async function addEndpoint(
	services: Services,
	staffId: string,
	given: { id: string; name: string; address: string; partnerId?: string | null },
	outbound?: Outbound
): Promise<Result<{ secret: string }, AddRefusal>> {
	const { db } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const name = cleanLine(given.name).slice(0, NAME_MAX);
	if (!name) return refuse({ tag: 'name-missing' });
	// Also where it leads to: who typed a name of the own network reads so now, not in four days.
	const target = await resolveTarget(given.address, outbound);
	if (!target.ok) return target;
	const address = target.value.url.href;
	const now = services.clock();
	const secret = newSecret(services.random);
	return db.transaction().execute(async (tx) => {
		if (await findEndpoint(tx, given.id)) return refuse({ tag: 'already-made' });
		const others = await readEndpoints(tx);
		if (others.some((other) => other.address === address)) return refuse({ tag: 'address-taken' });
		if (others.length >= ENDPOINTS_MAX) return refuse({ tag: 'too-many' });
		const made = await insertEndpoint(tx, {
			endpoint_id: given.id,
			name,
			address,
			state: 'active',
			made_at: now,
			made_by: staffId,
			changed_at: now,
			partner_id: given.partnerId ?? null
		});
		if (!made) return refuse({ tag: 'already-made' });
		await insertSecret(tx, sealedRow(services, given.id, 1, secret));
		await note(tx, services, staffId, 'webhook.made', given.id);
		return ok({ secret });
	});
}

/**
 * A new secret; the one before it signs along for a day.
 * @param version of the secret that stood there when the page was made
 */
export async function rotateSecret(
	services: Services,
	staffId: string,
	{ id, version }: { id: string; version: number }
): Promise<Result<{ secret: string }, Forbidden | Gone | { tag: 'already-rotated' }>> {
	const { db } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const now = services.clock();
	const secret = newSecret(services.random);
	return db.transaction().execute(async (tx) => {
		if (!(await updateEndpoint(tx, id, ['active', 'paused'], { changed_at: now })))
			return refuse({ tag: 'gone' });
		const [current] = await readSecrets(tx, id);
		const next = version + 1;
		if (current?.version !== version || !(await insertSecret(tx, sealedRow(services, id, next, secret))))
			return refuse({ tag: 'already-rotated' });
		await retireSecrets(tx, id, { before: next, until: now + OVERLAP, now });
		await note(tx, services, staffId, 'webhook.rotated', id);
		return ok({ secret });
	});
}

/** A paused one is told nothing; what happens meanwhile waits for it. */
export async function pauseEndpoint(
	services: Services,
	staffId: string,
	{ id, paused }: { id: string; paused: boolean }
): Promise<Result<null, Forbidden | Gone>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	return services.db.transaction().execute(async (tx) => {
		const there = await findEndpoint(tx, id);
		if (!there || there.state === 'closed') return refuse({ tag: 'gone' });
		const [from, to] = paused ? (['active', 'paused'] as const) : (['paused', 'active'] as const);
		if (await updateEndpoint(tx, id, [from], { state: to, changed_at: services.clock() }))
			await note(tx, services, staffId, `webhook.${paused ? 'paused' : 'resumed'}`, id);
		return ok(null);
	});
}

/** For good: its secrets and all that waits for it are forgotten. */
export async function closeEndpoint(
	services: Services,
	staffId: string,
	id: string
): Promise<Result<null, Forbidden | Gone>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	// What waits for it belongs to many learners.
	return services.allLearners.transaction().execute(async (tx) => {
		const change = { state: 'closed' as const, changed_at: services.clock() };
		if (!(await updateEndpoint(tx, id, ['active', 'paused'], change))) return refuse({ tag: 'gone' });
		await deleteSecrets(tx, id);
		await deleteWaiting(tx, id);
		await note(tx, services, staffId, 'webhook.closed', id);
		return ok(null);
	});
}

/** Sends a message that is about nobody. @returns what was wrong with it, or null: it has arrived */
export async function sendTest(
	services: Services,
	staffId: string,
	id: string,
	outbound?: Outbound
): Promise<Result<{ fault: string | null }, Forbidden | Gone | { tag: 'too-often' }>> {
	const { db, clock, random } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const endpoint = await findEndpoint(db, id);
	if (!endpoint || endpoint.state === 'closed') return refuse({ tag: 'gone' });
	const now = clock();
	if (!(await hit(db, `webhook-test:${id}`, now, MINUTE, TESTS_A_MINUTE)).ok)
		return refuse({ tag: 'too-often' });
	const body = JSON.stringify({ type: 'endpoint.test', timestamp: new Date(now).toISOString(), data: {} });
	const message = { id: uuidv7(now, random), body };
	const fault = await sendTo(services, endpoint, await readSecrets(db, id), message, outbound);
	return ok({ fault: fault?.says ?? null });
}

const sealedRow = ({ secrets, clock }: Services, id: string, version: number, secret: string) => ({
	endpoint_id: id,
	version,
	sealed: secrets.seal(secret, aboutSecret(id)),
	made_at: clock()
});

const note = (tx: Tx, services: Services, actor: string, act: string, subject: string) =>
	writeAudit(tx, services, { organisationId: INSTALLATION, actor, act, subject });
