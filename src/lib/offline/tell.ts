/** Absent in private windows and on plain http. */
export const { serviceWorker } = navigator;

/** Says something to the service worker, where there is one: 'flush', or whether a page was touched. */
export const tell = (what: unknown): undefined =>
	void (serviceWorker && serviceWorker.ready.then(({ active }) => active!.postMessage(what)));
