/**
 * Svelte's runtime makes each template with `replaceAll`, which came with Chromium 85; our floor is 80. Two strings are
 * all it is called with. Imported before anything that hydrates.
 */
String.prototype.replaceAll ??= function (this: string, from, to) {
	return this.split(from).join(String(to));
};
