/** The worker behind all pages: asked for after the first view, which it must not slow. */
onload = async () => {
	try {
		await navigator.serviceWorker.register('/service-worker.js');
	} catch {
		// No worker here (a private window, an insecure origin): pages send by themselves, and nothing opens without a signal.
	}
};
