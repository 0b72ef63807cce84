/** A picture that somebody drew is hostile input: opened by itself it can do nothing (C5). */
export const pictureHeaders = (type: string, forGood: boolean): Record<string, string> => ({
	'content-type': type,
	'x-content-type-options': 'nosniff',
	'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
	'cache-control': forGood ? 'public, max-age=31536000, immutable' : 'no-cache'
});
