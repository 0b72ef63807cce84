/** The worker behind all pages: asked for after the first view, which it must not slow. */
onload = () => navigator.serviceWorker?.register('/service-worker.js').catch(() => {});
// The browser's own banner would come before she has learned anything; home offers it in its time (install.ts).
addEventListener('beforeinstallprompt', (event) => event.preventDefault());
