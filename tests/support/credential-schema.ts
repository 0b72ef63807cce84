/**
 * `npm run test:credential-schema -- FOLDER`: badges of this installation's courses against the JSON Schema that 1EdTech
 * publishes for Open Badges 3.0 (not ours to copy: FOLDER holds it): each in every state that it may be signed or read in,
 * what it names at addresses of its own, and, for the schema says nothing of a signature or a bit, the verdict of a verifier
 * that shares no code with the signer. Badges are earned and signed by the same use cases as anywhere, on a temporary
 * database. Ends with `N passed, N failed`.
 */
import type { ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { grantRole, INSTALLATION } from '#lib/accounts/index.server.ts';
import {
	achievement,
	bakedPicture,
	changeAward,
	credentialOf,
	issuerProfile,
	readKeys,
	rotateKeys,
	statusListCredential,
	verifyBadge,
	type Award,
	type ChangeAward
} from '#lib/badges/index.server.ts';
import { didDocument } from '#lib/badges/index.ts';
import type { Course } from '#lib/catalog/index.ts';
import { compose } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import type { Services } from '#lib/services.server.ts';
import { earnBadge } from './earn-badge.ts';
import { verifyIndependently, type Verdict } from './independent-verifier.ts';
import { TAMPERED } from './tamperings.ts';

const ORIGIN = 'https://qadam.example';
const STAFF = 'administrator';
/** What our verifier says of a badge that was altered. */
const REFUSED = new Set<string>(['altered', 'foreign', 'not_badge']);
const SCHEMA = 'ob_v3p0_achievementcredential_schema.json';
const folder = process.argv[2];
const file = folder && join(folder, SCHEMA);
if (!file || !existsSync(file)) {
	console.error(
		`usage: npm run test:credential-schema -- FOLDER\nFOLDER holds ${SCHEMA} (https://purl.imsglobal.org/spec/ob/v3p0/schema/json/).`
	);
	process.exit(2);
}

type Credential = Record<string, unknown>;

async function signed(services: Services, award: Award): Promise<Credential> {
	const credential = await credentialOf(services, award);
	if (!credential.ok) throw new Error(credential.refusal.tag);
	return credential.value;
}

const earn = async (services: Services, learnerId: string, course: Course, openBank: boolean) =>
	signed(services, await earnBadge(services, learnerId, course, { openBank }));

async function change(services: Services, award: Award, act: ChangeAward['act']): Promise<void> {
	const done = await changeAward(services, [], {
		awardId: award.award_id,
		act,
		by: STAFF,
		reason: 'for this test'
	});
	if (!done.ok) throw new Error(done.refusal.tag);
}

/** A list of ours, by its address or its name. */
async function listAt(services: Services, address: string): Promise<Credential> {
	const list = await statusListCredential(services, address.slice(address.lastIndexOf('/') + 1));
	if (!list) throw new Error(`no list ${address}`);
	return list;
}

/** As anybody reads it: the issuer's keys and lists as they are served now. */
async function verdictOf(services: Services, credential: Credential): Promise<Verdict> {
	const { env, clock } = services;
	const keys = (await readKeys(env.dataDir, clock())).map((key) => key.publicKeyMultibase);
	return verifyIndependently(credential, {
		did: didDocument(ORIGIN, keys) as never,
		statusList: (address) => listAt(services, address)
	});
}

/** What the list beside says at the same place, as if the badge pointed there: a set bit is a suspension. */
async function besideOf(services: Services, credential: Credential): Promise<Verdict> {
	const status = credential.credentialStatus as { statusListCredential: string; statusListIndex: string };
	const list = await listAt(services, status.statusListCredential.replace('/revocation-', '/suspension-'));
	const { statusPurpose } = list.credentialSubject as { statusPurpose: string };
	if (statusPurpose !== 'suspension') throw new Error(`a list of ${statusPurpose}`);
	// Its own signature is looked at as that of any credential; a list has no status of its own.
	const held = await verdictOf(services, list);
	if (held !== 'valid') return held;
	const { encodedList } = list.credentialSubject as { encodedList: string };
	const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
	const index = Number(status.statusListIndex);
	return (bits[index >> 3]! >> (7 - (index % 8))) & 1 ? 'revoked' : 'valid';
}

/** Whatever is done to it, it is not taken: by the verifier that is not ours, and by ours, which sees more. */
async function expectNoneTaken(what: string, services: Services, credential: Credential): Promise<void> {
	const taken: string[] = [];
	for (const { what: how, make, laxer } of TAMPERED) {
		const forged = make(credential);
		const theirs = await verdictOf(services, forged as Credential).catch(() => 'refused');
		const ours = (await verifyBadge(services, Buffer.from(JSON.stringify(forged)))).verdict;
		if ((!laxer && (theirs === 'valid' || theirs === 'revoked')) || !REFUSED.has(ours)) taken.push(how);
	}
	const none = taken.length === 0 && TAMPERED.length >= 20;
	count[none ? 'passed' : 'failed']++;
	console.log(
		`${none ? 'ok     ' : 'FAILED '} ${what}, ${TAMPERED.length} tamperings: ${taken.join('; ') || 'none taken'}`
	);
}

/** What the picture that she keeps carries, as a reader of SVG finds it. */
function fromPicture(credential: Credential): Credential {
	const picture = bakedPicture({
		tileSeed: 7,
		credential: credential as never,
		address: 'qadam.example',
		qr: { size: 1, path: '' }
	});
	const inside = /<openbadges:credential><!\[CDATA\[([\s\S]*)\]\]><\/openbadges:credential>/.exec(
		picture
	)![1]!;
	return JSON.parse(inside) as Credential;
}

/** What must not pass: otherwise the schema said yes to anything. */
const broken: Record<string, (credential: Credential) => Credential> = {
	'without a subject': ({ credentialSubject: _, ...rest }) => rest,
	'without an issuer': ({ issuer: _, ...rest }) => rest,
	'of another type': (credential) => ({ ...credential, type: ['VerifiableCredential'] }),
	'with a day that is no time': (credential) => ({ ...credential, validFrom: 'yesterday' }),
	// Why a suspension stands in a list beside (docs/decisions/020).
	'with two status entries': (credential) => ({
		...credential,
		credentialStatus: [credential.credentialStatus, credential.credentialStatus]
	}),
	'with a status of no type': (credential) => {
		const { type: _, ...status } = credential.credentialStatus as Credential;
		return { ...credential, credentialStatus: status };
	},
	'with an achievement without a name': (credential) => {
		const subject = credential.credentialSubject as { achievement: Credential };
		const { name: _, ...achievement } = subject.achievement;
		return { ...credential, credentialSubject: { ...subject, achievement } };
	}
};

const count = { passed: 0, failed: 0 };
function expectValid(what: string, validate: ValidateFunction, value: unknown, expected: boolean): void {
	const as = validate(value) === expected;
	count[as ? 'passed' : 'failed']++;
	const faults = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`).join('; ');
	console.log(`${as ? 'ok     ' : 'FAILED '} ${what}: ${faults || 'valid'}`);
}

function expectVerdict(what: string, said: Verdict, expected: Verdict): void {
	count[said === expected ? 'passed' : 'failed']++;
	console.log(`${said === expected ? 'ok     ' : 'FAILED '} ${what}: ${said}`);
}

const ajv = new Ajv2019({ allErrors: true, strict: false });
formats.default(ajv);
const schema = JSON.parse(readFileSync(file, 'utf8')) as { $id: string };
const validate = ajv.compile(schema);
const part = (name: string) => ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
const dataDir = mkdtempSync(join(tmpdir(), 'qadam-credentials-'));
const { services, close } = await compose(readEnv({ ORIGIN, DATA_DIR: dataDir, QADAM_DEMO: '1' }));
try {
	const courses = services.catalogue.earned();
	if (courses.length === 0) throw new Error('no course, so no badge');
	await services.db
		.transaction()
		.execute((tx) => grantRole(tx, INSTALLATION, STAFF, 'administrator', services.clock()));
	expectValid('the issuer', part('Profile'), issuerProfile(ORIGIN), true);
	for (const course of courses) {
		const { id } = course;
		const open = await earn(services, `open-${id}`, course, true);
		const closed = await earn(services, `closed-${id}`, course, false);
		await rotateKeys(dataDir, services.clock());
		const fresh = await earn(services, `new-${id}`, course, false);
		for (const [what, credential] of Object.entries({
			'open bank': open,
			'closed bank': closed,
			'new key': fresh
		})) {
			expectValid(`${id}, ${what}`, validate, credential, true);
			expectVerdict(`${id}, ${what}`, await verdictOf(services, credential), 'valid');
			await expectNoneTaken(`${id}, ${what}`, services, credential);
		}
		expectValid(`${id}, from its picture`, validate, fromPicture(closed), true);
		expectValid(
			`${id}, its achievement`,
			part('Achievement'),
			{ ...achievement(ORIGIN, course), creator: issuerProfile(ORIGIN) },
			true
		);
		// After a restore new badges point to lists of the new epoch (S9).
		const restored = await earn({ ...services, epoch: `after-${id}` }, `restored-${id}`, course, false);
		expectValid(`${id}, after a restore`, validate, restored, true);
		expectVerdict(`${id}, after a restore`, await verdictOf(services, restored), 'valid');
		await expectNoneTaken(`${id}, after a restore`, services, restored);

		// B4. Its one bit is set while it is taken back or suspended, whether somebody had read it before or not.
		for (const act of ['revoke', 'suspend'] as const)
			for (const when of ['before', 'after'] as const) {
				const award = await earnBadge(services, `${act}-${when}-${id}`, course, { openBank: false });
				if (when === 'after')
					expectVerdict(
						`${id}, ${act}: not yet`,
						await verdictOf(services, await signed(services, award)),
						'valid'
					);
				await change(services, award, act);
				const what = `${id}, ${act}d ${when} it was read`.replace('suspendd', 'suspended');
				const credential = await signed(services, award);
				expectValid(what, validate, credential, true);
				expectVerdict(what, await verdictOf(services, credential), 'revoked');
				if (when === 'after') await expectNoneTaken(what, services, credential);
				expectVerdict(
					`${what}: the list beside`,
					await besideOf(services, credential),
					act === 'suspend' ? 'revoked' : 'valid'
				);
				await change(services, award, 'reinstate');
				expectValid(`${what}, given again`, validate, await signed(services, award), true);
				expectVerdict(`${what}, given again`, await verdictOf(services, credential), 'valid');
				if (when === 'after') await expectNoneTaken(`${what}, given again`, services, credential);
			}
		for (const [how, breakIt] of Object.entries(broken))
			expectValid(`${id}, ${how}`, validate, breakIt(closed), false);
	}
	for (const name of [`revocation-${services.epoch}`, `suspension-${services.epoch}`]) {
		const list = await listAt(services, name);
		expectVerdict(`the list ${name.split('-')[0]}`, await verdictOf(services, list), 'valid');
		expectValid(`the list ${name.split('-')[0]}, taken for a badge`, validate, list, false);
	}
} finally {
	await close();
	rmSync(dataDir, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
