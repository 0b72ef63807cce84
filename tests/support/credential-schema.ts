/**
 * `npm run test:credential-schema -- FOLDER`: badges of this installation's courses against the JSON Schema that 1EdTech
 * publishes for Open Badges 3.0 (not ours to copy: FOLDER holds it). Badges are earned and signed by the same use cases
 * as anywhere, on a temporary database. Ends with `N passed, N failed`.
 */
import type { ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialOf, rotateKeys } from '#lib/badges/index.server.ts';
import type { Course } from '#lib/catalog/index.ts';
import { compose } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import type { Services } from '#lib/services.server.ts';
import { earnBadge } from './earn-badge.ts';

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

async function earn(
	services: Services,
	learnerId: string,
	course: Course,
	openBank: boolean
): Promise<Credential> {
	const credential = await credentialOf(services, await earnBadge(services, learnerId, course, { openBank }));
	if (!credential.ok) throw new Error(credential.refusal.tag);
	return credential.value;
}

/** What must not pass: otherwise the schema said yes to anything. */
const broken: Record<string, (credential: Credential) => Credential> = {
	'without a subject': ({ credentialSubject: _, ...rest }) => rest,
	'without an issuer': ({ issuer: _, ...rest }) => rest,
	'of another type': (credential) => ({ ...credential, type: ['VerifiableCredential'] }),
	'with a day that is no time': (credential) => ({ ...credential, validFrom: 'yesterday' }),
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

const ajv = new Ajv2019({ allErrors: true, strict: false });
formats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
const dataDir = mkdtempSync(join(tmpdir(), 'qadam-credentials-'));
const { services, close } = await compose(
	readEnv({ ORIGIN: 'https://qadam.example', DATA_DIR: dataDir, QADAM_DEMO: '1' })
);
try {
	const courses = services.catalogue.earned();
	if (courses.length === 0) throw new Error('no course, so no badge');
	for (const course of courses) {
		const { id } = course;
		expectValid(`${id}, open bank`, validate, await earn(services, `open-${id}`, course, true), true);
		const closed = await earn(services, `closed-${id}`, course, false);
		expectValid(`${id}, closed bank`, validate, closed, true);
		await rotateKeys(dataDir, services.clock());
		expectValid(`${id}, new key`, validate, await earn(services, `new-${id}`, course, false), true);
		for (const [how, breakIt] of Object.entries(broken))
			expectValid(`${id}, ${how}`, validate, breakIt(closed), false);
	}
} finally {
	await close();
	rmSync(dataDir, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
