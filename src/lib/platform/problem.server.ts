/** RFC 9457 problem details: what a JSON door answers when it refuses. */
export interface Problem {
	status: number;
	/** Tag of the refusal, the last part of its type address. */
	tag: string;
	title: string;
	/** What to mend, in words. */
	detail?: string;
	/** Members of this refusal, such as the faults of single fields. */
	more?: Record<string, unknown>;
	headers?: Record<string, string>;
}

export const problem = ({ status, tag, title, detail, more, headers }: Problem): Response =>
	new Response(
		JSON.stringify({ type: `/problems/${tag}`, title, status, ...(detail && { detail }), ...more }),
		{
			status,
			headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers }
		}
	);
