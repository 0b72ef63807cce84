/**
 * S10. Cookies that outlive erased storage, one for each tile and storage: `q-<end of its profile>-<end of the
 * device>=<number of its newest event>`. Random numbers, nothing of a person. What she does in a new storage leaves the
 * mark of the old one: it has not been told yet.
 */

/**
 * A year; ends, since a UUIDv7 begins with its time and two of one evening differ only there. Written after each event is
 * on the disk. Pages only: a service worker has no cookies.
 */
export const mark = ({ device, profile, seq }: { device: string; profile: string; seq: number }) =>
	(document.cookie = `q-${profile.slice(-8)}-${device.slice(-8)}=${seq};path=/;max-age=31536000`);

export interface Mark {
	profile: string;
	device: string;
	seq: number;
}

/** Marks of storage that is gone: of no device that this storage knows as its own. */
export const marksOfErased = (cookies: string, here: readonly string[]): Mark[] =>
	[...cookies.matchAll(/\bq-(\w+)-(\w+)=(\d+)/g)]
		.map(([, profile, of, seq]) => ({ profile: profile!, device: of!, seq: Number(seq) }))
		.filter((mark) => !here.some((device) => device.endsWith(mark.device)));

export const forgetMark = ({ profile, device }: Pick<Mark, 'profile' | 'device'>): void =>
	void (document.cookie = `q-${profile.slice(-8)}-${device.slice(-8)}=;path=/;max-age=0`);

/** Says to the server which tile is open here, so that it shows nobody another's pages (K8); none after closing. */
export const markTile = (profile = 'none'): void =>
	void (document.cookie = `tile=${profile};path=/;max-age=31536000`);
