/** JSON-LD for anybody: other origins read badges, keys and status lists without asking (CORS `*`, no redirects). */
export const jsonLd = (body: unknown, maxAgeSeconds: number, type = 'application/ld+json'): Response =>
	new Response(JSON.stringify(body), {
		headers: {
			'content-type': type,
			'access-control-allow-origin': '*',
			'cache-control': `public, max-age=${maxAgeSeconds}`
		}
	});
