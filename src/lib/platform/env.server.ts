import * as v from 'valibot';

const port = v.pipe(
	v.string(),
	v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535'),
	v.transform(Number),
	v.maxValue(65_535, 'must be a number from 0 to 65535')
);
const address = v.pipe(
	v.string(),
	v.check(
		(s) => URL.canParse(s) && new URL(s).origin === s,
		'must be an origin such as https://qadam.example, without a path'
	)
);
const flag = v.pipe(
	v.picklist(['0', '1'], 'must be 0 or 1'),
	v.transform((s) => s === '1')
);

/** Plain http only where nobody listens in: this machine, or a name without a dot (a network of containers). */
const mayBePlain = (host: string): boolean =>
	/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host) || !/[.:]/.test(host);
const secureAddress = (text: string): boolean => {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, hash } = new URL(text);
	return !hash && (protocol === 'https:' || (protocol === 'http:' && mayBePlain(hostname)));
};
/** `https://user:password@host/path`, taken apart: fetch refuses an address with a password in it. */
const withPassword = v.pipe(
	v.string(),
	v.check(secureAddress, 'must begin with https:// (http:// only on this machine)'),
	v.transform((text) => new URL(text)),
	v.check(
		({ username, password }) => username !== '' && password !== '',
		'must carry a name and a password: https://name:password@host/admin-api'
	),
	v.check(({ username, password }) => {
		try {
			return decodeURIComponent(username + password) !== '';
		} catch {
			return false;
		}
	}, 'must write % in its name and password as %25'),
	v.transform((url) => {
		const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
		url.username = '';
		url.password = '';
		return { url: url.href, user, password };
	})
);

const schema = v.object({
	PORT: v.optional(port, '3000'),
	HOST: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty')), '0.0.0.0'),
	/** Public address of this installation; behind a proxy it must be set. Default: http://localhost:PORT. */
	ORIGIN: v.optional(address),
	/** How long a server that was told to stop goes on serving while /healthz already says so: for balancers that ask. */
	DRAIN_SECONDS: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^\d{1,2}$/, 'must be a number of seconds, at most 60'),
			v.transform(Number),
			v.maxValue(60, 'must be a number of seconds, at most 60')
		),
		'0'
	),
	DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty')), 'data'),
	DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'))),
	/** Where invitations of staff may be sent from by e-mail; without it they are sent by hand. */
	SMTP_URL: v.optional(v.pipe(v.string(), v.regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://'))),
	/** The sender of those e-mails. */
	SMTP_FROM: v.optional(v.pipe(v.string(), v.regex(/^[^\r\n]+@[^\r\n]+$/, 'must be an e-mail address'))),
	/** Who sends SMS: `none`, or a module of the operator's (platform/sms). */
	SMS_ADAPTER: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^(?:none|\/.+\.m?js)$/, 'must be none, or the absolute path of a module (.js, .mjs)')
		),
		'none'
	),
	/** Badges may be signed although ORIGIN is not https: demo and tests only (B3). */
	QADAM_DEMO: v.optional(flag, '0'),
	/** Whoever sends it as a Bearer token may read /metrics; without it nobody may. */
	METRICS_TOKEN: v.optional(
		v.pipe(v.string(), v.regex(/^[\w.-]{20,200}$/, 'must be 20 to 200 letters, digits, dots, - or _'))
	),
	/** `requests`: a line of the log for each. */
	QADAM_LOG: v.optional(v.literal('requests', 'must be requests, or not be set')),
	/** A course folder that is being written: shown before the others, as it was saved last (`course -- preview`). */
	QADAM_PREVIEW: v.optional(v.string()),
	/** Public shops may open: the operator has recorded legal advice (M9). */
	QADAM_SHOPS_OPEN: v.optional(flag, '0'),
	/** The Admin API of a Vendure that sellers get an account in, with the name and password of a superadmin. */
	VENDURE_URL: v.optional(withPassword),
	/** Where its sellers log in. Default: `/dashboard` on the host of VENDURE_URL. */
	VENDURE_DASHBOARD: v.optional(
		v.pipe(v.string(), v.check(secureAddress, 'must begin with https:// (http:// only on this machine)'))
	),
	/** Which sellers get an account there (M1). */
	VENDURE_FROM: v.optional(v.picklist(['starter', 'ready'], 'must be starter or ready'), 'ready')
});

export interface VendureEnv {
	/** The Admin API, without name and password. */
	url: string;
	user: string;
	password: string;
	/** Where sellers log in. */
	dashboard: string;
	/** The lowest tier that gets an account there. */
	from: 'starter' | 'ready';
}

export interface Env {
	port: number;
	host: string;
	origin: string;
	drainSeconds: number;
	dataDir: string;
	databaseUrl: string | undefined;
	smtpUrl: string | undefined;
	smtpFrom: string;
	smsAdapter: string;
	demo: boolean;
	metricsToken: string | undefined;
	logsRequests: boolean;
	preview: string | undefined;
	shopsOpen: boolean;
	vendure: VendureEnv | undefined;
}

/** Thrown at boot with every fault of the configuration named at once. */
export class BadEnvironment extends Error {}

/** Reads the configuration. Variables are listed in docs/operations.md. */
export function readEnv(source: Record<string, string | undefined>): Env {
	const known = Object.fromEntries(
		Object.keys(schema.entries)
			.map((name) => [name, source[name]] as const)
			.filter(([, value]) => value !== undefined && value !== '')
	);
	const read = v.safeParse(schema, known);
	if (!read.success) {
		const faults = read.issues.map((i) => `  ${String(i.path?.[0]?.key)} ${i.message}`);
		throw new BadEnvironment(`The configuration is not usable:\n${faults.join('\n')}`);
	}
	const e = read.output;
	const origin = e.ORIGIN ?? `http://localhost:${e.PORT}`;
	return {
		port: e.PORT,
		host: e.HOST,
		origin,
		drainSeconds: e.DRAIN_SECONDS,
		dataDir: e.DATA_DIR,
		databaseUrl: e.DATABASE_URL,
		smtpUrl: e.SMTP_URL,
		smtpFrom: e.SMTP_FROM ?? `qadam@${new URL(origin).hostname}`,
		smsAdapter: e.SMS_ADAPTER,
		demo: e.QADAM_DEMO,
		metricsToken: e.METRICS_TOKEN,
		logsRequests: e.QADAM_LOG === 'requests',
		preview: e.QADAM_PREVIEW,
		shopsOpen: e.QADAM_SHOPS_OPEN || e.QADAM_DEMO,
		vendure: e.VENDURE_URL && {
			...e.VENDURE_URL,
			dashboard: e.VENDURE_DASHBOARD ?? new URL('/dashboard', e.VENDURE_URL.url).href,
			from: e.VENDURE_FROM
		}
	};
}
