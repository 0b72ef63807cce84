declare module 'virtual:islands' {
	/** Island name → address of its script. */
	const urls: Record<string, string>;
	export default urls;
}
