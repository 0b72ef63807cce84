import { OWN } from '#lib/platform/country/lang.ts';
import { HOUR } from '../platform/clock.ts';
import { hex, uuidv7 } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { INSTALLATION, writeAudit } from './audit.server.ts';
import { resetAccount } from './own-account.server.ts';
import { hashSecret } from './secret-hash.server.ts';
import * as staff from './staff.repository.server.ts';

const LASTS = 24 * HOUR;
const PURPOSE = 'administrator';

/** A link, good once and for a day, that makes an administrator. Only who runs the installation can ask for one. */
export async function makeSetupLink(services: Services): Promise<string> {
	const { db, clock, random, secrets } = services;
	const token = hex(random(16));
	const now = clock();
	await staff.insertSetupLink(db, {
		token_hash: secrets.lookup('setup', token),
		purpose: PURPOSE,
		created_at: now,
		expires_at: now + LASTS
	});
	return `/${OWN}/staff/setup?t=${token}`;
}

export const isSetupLinkOpen = async ({ db, secrets, clock }: Services, token: string): Promise<boolean> =>
	(await staff.findSetupLink(db, secrets.lookup('setup', token), clock())) !== undefined;

export type SetUpRefusal = { tag: 'link_used' } | { tag: 'email_taken' };

class Undo extends Error {
	readonly refusal: SetUpRefusal;
	constructor(refusal: SetUpRefusal) {
		super(refusal.tag);
		this.refusal = refusal;
	}
}

/**
 * Makes the administrator that the link stands for. With the log-in of one who is there it opens hers anew: a new password,
 * her sessions ended, her second factor lifted; nobody above her could. A refusal leaves the link unused.
 */
export async function setUpAdministrator(
	services: Services,
	given: { token: string; name: string; email: string; password: string }
): Promise<Result<{ staffId: string }, SetUpRefusal>> {
	const { db, clock, random, secrets } = services;
	const now = clock();
	const passwordHash = await hashSecret(secrets, `password:${given.password}`);
	try {
		const staffId = await db.transaction().execute(async (tx) => {
			if (!(await staff.useSetupLink(tx, secrets.lookup('setup', given.token), now)))
				throw new Undo({ tag: 'link_used' });
			const there = await staff.findStaffByEmail(tx, given.email);
			if (there && !(await staff.isAdministrator(tx, there.staff_id))) throw new Undo({ tag: 'email_taken' });
			const id = there?.staff_id ?? uuidv7(now, random);
			if (there) await resetAccount(tx, id, { passwordHash, liftFactor: true });
			else {
				const hers = { staffId: id, name: given.name, email: given.email, passwordHash };
				if (!(await staff.insertStaff(tx, hers, now))) throw new Undo({ tag: 'email_taken' });
				await staff.grantRole(tx, INSTALLATION, id, 'administrator', now);
			}
			await writeAudit(tx, services, {
				organisationId: INSTALLATION,
				actor: 'operator',
				act: there ? 'administrator.reopened' : 'administrator.made',
				subject: id
			});
			return id;
		});
		return ok({ staffId });
	} catch (error) {
		if (error instanceof Undo) return refuse(error.refusal);
		throw error;
	}
}
