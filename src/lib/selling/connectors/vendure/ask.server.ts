import { SECOND } from '../../../platform/clock.ts';
import type { VendureEnv } from '../../../platform/env.server.ts';
import { VendureFault } from './fault.ts';
import { onlyReads, queries, type Operation } from './queries.ts';

/** For one question and its whole answer; ms. */
export const CALL = 10 * SECOND;
/** No further question is asked after this; ms. */
export const RUN = 45 * SECOND;

export interface Asked {
	/** Token of the channel that the question is about; default: the default channel. */
	channel?: string;
}

/** One question of a run. @throws VendureFault */
export type Ask = <T>(operation: Operation, variables?: object, asked?: Asked) => Promise<T>;

interface Answer {
	data?: Record<string, unknown> | null;
	errors?: { message?: string; extensions?: { code?: string } }[];
}

/** Errors of these may quote what was sent, and a password was. */
const SECRET: readonly Operation[] = ['Login', 'SetPassword', 'CreateAdministrator'];

export type VendureAddress = Pick<VendureEnv, 'url' | 'user' | 'password'>;

/**
 * The Admin API as its superadmin. One session for all runs of this process; it is opened at the first question, and again
 * when Vendure no longer knows it.
 */
export function vendureClient(at: VendureAddress, { call = CALL, run = RUN } = {}) {
	let session: Promise<string> | undefined;

	async function send(
		operation: Operation,
		variables: object,
		headers: Record<string, string>,
		timeout: number
	): Promise<{ answer: Answer; headers: Headers }> {
		const unsure = !onlyReads(operation);
		let response: Response;
		let text: string;
		try {
			response = await fetch(at.url, {
				method: 'POST',
				redirect: 'error',
				signal: AbortSignal.timeout(timeout),
				headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
				body: JSON.stringify({ operationName: operation, query: queries[operation], variables })
			});
			text = await response.text();
		} catch (error) {
			// Where nobody took the line, nothing was asked.
			const code = codeOf(error);
			const sent = !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
			throw new VendureFault('unreachable', `${operation}: ${code || 'no answer'}`, unsure && sent);
		}
		// A gateway that gave up says nothing of what Vendure did.
		if (response.status === 429 || response.status >= 500)
			throw new VendureFault('unreachable', `${operation}: status ${response.status}`, unsure);
		try {
			return { answer: JSON.parse(text) as Answer, headers: response.headers };
		} catch {
			throw new VendureFault('unreachable', `${operation}: status ${response.status}, no JSON`, unsure);
		}
	}

	/** Errors come with status 200: in `errors`, or as a result of another type. */
	function read<T>(operation: Operation, { data, errors }: Answer): T {
		const [error] = errors ?? [];
		if (error) throw refused(operation, error.extensions?.code, error.message);
		if (!data) throw refused(operation, 'no data');
		for (const result of Object.values(data)) {
			const { errorCode, message } = (result ?? {}) as { errorCode?: string; message?: string };
			if (errorCode) throw refused(operation, errorCode, message);
		}
		return data as T;
	}

	async function login(timeout: number): Promise<string> {
		const { user, password } = at;
		const sent = await send('Login', { username: user, password }, {}, timeout);
		try {
			read('Login', sent.answer);
		} catch (error) {
			// Without a session nothing goes, for any seller.
			if (error instanceof VendureFault) throw new VendureFault('unreachable', error.failure.detail);
			throw error;
		}
		const token = sent.headers.get('vendure-auth-token');
		if (token) return token;
		throw new VendureFault(
			'unreachable',
			"Login: no vendure-auth-token in the answer: authOptions.tokenMethod must name 'bearer'"
		);
	}

	/** A run: what is asked for one seller, one question after the other, in a time that is known before. */
	function begin(): Ask {
		const began = performance.now();
		const inTime = () => {
			if (performance.now() - began > run) throw new VendureFault('unreachable', 'too slow');
			return call;
		};
		return async <T>(operation: Operation, variables: object = {}, { channel }: Asked = {}) => {
			for (let again = false; ; again = true) {
				const fresh = !session;
				const opening = (session ??= login(inTime()));
				const forget = () => void (session === opening && (session = undefined));
				const token = await opening.catch((error: unknown) => {
					forget();
					throw error;
				});
				const headers = { authorization: `Bearer ${token}`, ...(channel && { 'vendure-token': channel }) };
				const { answer } = await send(operation, variables, headers, inTime());
				const unknown = answer.errors?.some(({ extensions }) => extensions?.code === 'FORBIDDEN');
				if (!unknown || fresh || again) return read<T>(operation, answer);
				forget();
			}
		};
	}
	return { begin };
}

const DETAIL_MAX = 200;

const refused = (operation: Operation, code = 'error', message = ''): VendureFault => {
	const words = SECRET.includes(operation) || !message ? '' : ` (${message})`;
	return new VendureFault('refused', `${operation}: ${code}${words}`.slice(0, DETAIL_MAX));
};

function codeOf(error: unknown): string {
	const { name, cause } = error as { name?: string; cause?: { code?: string } };
	return cause?.code ?? (name === 'TimeoutError' ? 'timeout' : '');
}
