/** Where an answer may come from; each resolves with nothing where it has none. */
export interface Sources {
	kept(): Promise<Response | undefined>;
	/** Rejects without a signal. */
	network(): Promise<Response>;
	visited(): Promise<Response | undefined>;
	/** For a page: what the phone fills in its place. */
	shell?(): Promise<Response | undefined>;
	/** For a page: says that there is no signal. */
	offline?(): Promise<Response | undefined>;
}

/** A not-kept page that was seen before waits so long for a signal, ms. */
export const PATIENCE = 4000;

/** A gateway speaking for a server that is not there. */
export const isNobody = ({ status }: Response): boolean => status >= 502 && status <= 504;

const wait = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/**
 * What is kept never waits for the network. Else the network has the word, until there is no signal or, where an earlier
 * copy is at hand, until {@link PATIENCE} is over.
 */
export async function answer(
	from: Sources,
	patience: (ms: number) => Promise<undefined> = wait
): Promise<Response> {
	const kept = await from.kept();
	if (kept) return kept;
	const asked = from.network().catch(() => undefined);
	const copy = await from.visited();
	const fresh = await (copy ? Promise.race([asked, patience(PATIENCE)]) : asked);
	if (fresh && !isNobody(fresh)) return fresh;
	return copy ?? (await from.shell?.()) ?? fresh ?? (await from.offline?.()) ?? Response.error();
}
