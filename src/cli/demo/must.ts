/** What a use case answered, where the sample cannot go on without it. @param what in the words of an error */
export function must<T>(
	what: string,
	result: { ok: true; value: T } | { ok: false; refusal: { tag: string } }
): T {
	if (!result.ok) throw new Error(`the demo could not ${what}: ${JSON.stringify(result.refusal)}`);
	return result.value;
}
