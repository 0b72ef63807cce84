/** What sw.ts uses of a service worker's scope: TypeScript's own list of it cannot stand beside the page's. */
interface ExtendableEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}
interface WorkerFetchEvent extends ExtendableEvent {
	readonly request: Request;
	respondWith(answer: Promise<Response>): void;
}
interface WorkerMessageEvent extends ExtendableEvent {
	readonly data: unknown;
	readonly source: WorkerClient | null;
}
interface WorkerSyncEvent extends ExtendableEvent {
	readonly tag: string;
}
interface WorkerNoticeEvent extends ExtendableEvent {
	readonly notification: Notification;
}
interface WorkerClient {
	readonly id: string;
	readonly url: string;
	/** Rejects for a page that this worker does not control. */
	navigate(url: string): Promise<unknown>;
	postMessage(message: unknown): void;
	focus(): Promise<unknown>;
}
interface Window {
	/** In the worker: the precache list, injected by the build. */
	readonly __WB_MANIFEST: (string | { url: string; revision: string | null })[];
}
interface WorkerScope {
	readonly location: Location;
	readonly registration: ServiceWorkerRegistration & {
		/** Background Sync, where the browser has it. */
		readonly sync?: { register(tag: string): Promise<void> };
	};
	readonly clients: {
		claim(): Promise<void>;
		matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<WorkerClient[]>;
		openWindow(path: string): Promise<unknown>;
	};
	skipWaiting(): Promise<void>;
	addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
	addEventListener(type: 'fetch', listener: (event: WorkerFetchEvent) => void): void;
	addEventListener(type: 'message', listener: (event: WorkerMessageEvent) => void): void;
	addEventListener(type: 'push', listener: (event: ExtendableEvent) => void): void;
	addEventListener(type: 'notificationclick', listener: (event: WorkerNoticeEvent) => void): void;
	addEventListener(type: 'sync', listener: (event: WorkerSyncEvent) => void): void;
}
