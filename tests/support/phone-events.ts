import type { Page } from '@playwright/test';

export interface PhoneEventSeen {
	id: string;
	state: string;
	kind: string;
	body: Record<string, unknown>;
}

/** Events of whoever is open on this phone, as its own database has them, opened with the key that lies there (K3). */
export const phoneEvents = (page: Page): Promise<PhoneEventSeen[]> =>
	page.evaluate(async () => {
		const asked = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error as Error);
			});
		interface Row {
			id: string;
			profile: string;
			state: string;
			box: Uint8Array<ArrayBuffer>;
		}
		const db = await asked(indexedDB.open('phone'));
		const phone = (await asked(db.transaction('notes').objectStore('notes').get('phone'))) as
			{ active: string; key: Uint8Array<ArrayBuffer> } | undefined;
		if (!phone) return [];
		const key = await crypto.subtle.importKey('raw', phone.key, 'AES-GCM', false, ['decrypt']);
		const rows = (await asked(db.transaction('events').objectStore('events').index('log').getAll())) as Row[];
		return Promise.all(
			rows
				.filter(({ profile }) => profile === phone.active)
				.map(async ({ id, state, box }) => {
					const additionalData = new TextEncoder().encode(id);
					const bytes = await crypto.subtle.decrypt(
						{ name: 'AES-GCM', iv: box.subarray(0, 12), additionalData },
						key,
						box.subarray(12)
					);
					const act = JSON.parse(new TextDecoder().decode(bytes)) as {
						kind: string;
						body: Record<string, unknown>;
					};
					return { id, state, ...act };
				})
		);
	});
