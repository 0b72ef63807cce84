/** Numbered commands and named events over one websocket: what Chromium's DevTools and WebDriver BiDi have in common. */
interface Message {
	id?: number;
	method?: string;
	params?: Record<string, unknown>;
	sessionId?: string;
	result?: unknown;
	error?: { message: string } | string;
	message?: string;
}

export type Listener = (params: Record<string, never>, sessionId?: string) => void;

export class Rpc {
	readonly #socket: WebSocket;
	readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
	readonly #listeners = new Map<string, Set<Listener>>();
	#last = 0;

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.onmessage = ({ data }) => this.#receive(JSON.parse(data as string) as Message);
		socket.onclose = () => {
			for (const { reject } of this.#waiting.values()) reject(new Error('the browser has gone'));
			this.#waiting.clear();
		};
	}

	static open(url: string): Promise<Rpc> {
		return new Promise((resolve, reject) => {
			const socket = new WebSocket(url);
			socket.onopen = () => resolve(new Rpc(socket));
			socket.onerror = () => reject(new Error(`no answer at ${url}`));
		});
	}

	send<T = Record<string, never>>(method: string, params: object = {}, sessionId?: string): Promise<T> {
		const id = ++this.#last;
		return new Promise<T>((resolve, reject) => {
			if (this.#socket.readyState !== WebSocket.OPEN) return reject(new Error('the browser has gone'));
			this.#waiting.set(id, { resolve, reject });
			this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
		});
	}

	/** @returns what takes the listener away again */
	on(method: string, listener: Listener): () => void {
		const all = this.#listeners.get(method) ?? new Set();
		this.#listeners.set(method, all.add(listener));
		return () => all.delete(listener);
	}

	close(): void {
		this.#socket.close();
	}

	#receive({ id, method, params, sessionId, result, error, message }: Message): void {
		const waiting = id === undefined ? undefined : this.#waiting.get(id);
		if (waiting) {
			this.#waiting.delete(id!);
			const fault = typeof error === 'string' ? `${error}: ${message}` : error?.message;
			if (fault === undefined) waiting.resolve(result as never);
			else waiting.reject(new Error(fault));
		}
		if (method)
			for (const listener of this.#listeners.get(method) ?? []) listener(params as never, sessionId);
	}
}
