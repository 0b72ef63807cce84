/**
 * Her pages on the server, opened and closed with her tile. Nothing depends on it: without a signal the tile opens all the
 * same, and `tile=` (marker.ts) keeps the server from showing one learner's pages to another (K8).
 */
const ask = (method: string, body?: object): Promise<number> =>
	fetch('/api/session', {
		method,
		...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
	}).then(
		({ status }) => status,
		() => 0
	);

/**
 * @param secretText with it she may also change her shop (K3); a phone whose secret the server has replaced opens her
 * pages by the reader alone
 */
export async function openSession(reader: string, secretText?: string): Promise<boolean> {
	const status = await ask('POST', { reader, ...(secretText && { secret: secretText }) });
	if (status === 204) return true;
	return secretText !== undefined && status >= 400 && status < 500 ? openSession(reader) : false;
}

export const closeSession = (): Promise<number> => ask('DELETE');
