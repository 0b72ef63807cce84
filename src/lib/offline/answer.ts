/** Where an answer may come from; each resolves with nothing where it has none. */
export interface Sources {
	kept(): Promise<Response | undefined>;
	/** Rejects without a signal. */
	network(): Promise<Response>;
	visited(): Promise<Response | undefined>;
	/** For a page: what the phone fills in its place. */
	shell?(): Promise<Response | undefined>;
	/** For a page: stands in where nobody answers. It is waited for as long as the network takes: the page itself is better. */
	standIn?(): Promise<Response | undefined>;
	/** For a page: says that there is no signal. */
	offline?(): Promise<Response | undefined>;
}

/** A not-kept page that was seen before waits so long for a signal, ms. */
export const PATIENCE = 4000;

/** A gateway speaking for a server that is not there. */
export const isNobody = ({ status }: Response): boolean => status >= 502 && status <= 504;

const wait = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/** A full or damaged disk may refuse to read: then it has nothing, and the others are asked. */
const held = (source?: () => Promise<Response | undefined>): Promise<Response | undefined> =>
	Promise.resolve(source?.()).catch(() => undefined);

/**
 * What is kept never waits for the network. Else the network has the word, until there is no signal or, where something
 * else is at hand (an earlier copy, a shell), until {@link PATIENCE} is over.
 */
export async function answer(
	from: Sources,
	patience: (ms: number) => Promise<undefined> = wait
): Promise<Response> {
	const kept = await held(from.kept);
	if (kept) return kept;
	const asked = from.network().catch(() => undefined);
	const copy = (await held(from.visited)) ?? (await held(from.shell));
	const fresh = await (copy ? Promise.race([asked, patience(PATIENCE)]) : asked);
	if (fresh && !isNobody(fresh)) return fresh;
	return copy ?? (await held(from.standIn)) ?? fresh ?? (await held(from.offline)) ?? Response.error();
}
