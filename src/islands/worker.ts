import { serviceWorker } from '#lib/offline/index.ts';

/**
 * The worker behind all pages: asked for after the first view, which it must not slow. Where there is none (a private
 * window, an insecure origin) pages send by themselves, and nothing opens without a signal.
 */
onload = () => serviceWorker && serviceWorker.register('/service-worker.js').catch(() => {});
