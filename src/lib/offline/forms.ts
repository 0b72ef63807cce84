import { EITHER } from '#lib/platform/country/lang.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { afterKept, isQuestion, keepsForm, offlinePage, speaksForHer } from './cache-rules.ts';
import { isNobody } from './answer.ts';
import { keepSealed } from './drafts.ts';
import { failureWords } from './failure-words.ts';
import { formsIn, type FormRow } from './form-rows.ts';
import { active, whoIsOpen, type Open } from './profiles.ts';
import type { PhoneStore } from './store.ts';
import { sealBytes, unsealBytes } from './vault.ts';

/** A form as her browser sent it, pictures and all. */
export interface SentForm {
	url: string;
	/** Its content type, with the boundary of its parts. */
	type: string;
	body: Uint8Array;
}

const LINE = 10;
/** Bytes of a box that no other box has (vault.ts). */
const SEAL = 12;
const utf8 = new TextEncoder();

/** @param why in the words of the server, once it was refused */
function pack({ url, type, body }: SentForm, why?: string): Uint8Array {
	const head = utf8.encode(`${JSON.stringify({ url, type, why })}\n`);
	const bytes = new Uint8Array(head.length + body.length);
	bytes.set(head);
	bytes.set(body, head.length);
	return bytes;
}

function unpack(bytes: Uint8Array): SentForm & { why?: string } {
	const end = bytes.indexOf(LINE);
	const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Omit<SentForm, 'body'>;
	return { ...head, body: bytes.subarray(end + 1) };
}

/**
 * S8. Keeps a form of whoever is open, sealed; resolves when it is on the disk.
 * @throws QuotaExceededError on a full phone; another error where nothing can be sealed, or somebody else is open by now
 */
export const keepForm = (
	store: PhoneStore,
	form: SentForm,
	now = Date.now(),
	random = systemRandom
): Promise<void> =>
	keepSealed(
		store,
		'forms',
		async (profile, key): Promise<FormRow> => {
			if (!key) throw new Error('nothing can be sealed here');
			if (speaksForHer(new URL(form.url).pathname) && !(await store.read(active))?.learnerId)
				throw new Error('nobody is open whom the server knows');
			const id = `${uuidv7(now, random)} ${profile}`;
			return { id, profile, box: await sealBytes(key, id, pack(form)) };
		},
		undefined,
		now,
		random
	);

/** A form of the open learner, opened. */
export interface KeptForm extends SentForm {
	id: string;
	refused?: number;
	/** What the server said to it, in its words; '' where it gave none. */
	why?: string;
}

/** Hers alone, oldest first; nothing where nobody is open. One that her key does not open is left out, and stays. */
export const readForms = async (store: PhoneStore): Promise<KeptForm[]> =>
	formsOf(store, await whoIsOpen(store));

/** `seal` begins the box, and is another in every box. */
type OpenedForm = KeptForm & { seal: Uint8Array };

async function formsOf(store: PhoneStore, { profile, key }: Open): Promise<OpenedForm[]> {
	if (!profile || !key) return [];
	const rows = await store.read((t) => formsIn(t, profile.id));
	const opened = rows
		.sort((a, b) => (a.id < b.id ? -1 : 1))
		.map(async ({ id, refused, box }) => {
			const form = unpack(await unsealBytes(key, id, box));
			return [{ id, refused, seal: box.slice(0, SEAL), ...form }];
		});
	return (await Promise.all(opened.map((one) => one.catch(() => [])))).flat();
}

/** T7. While it waits no list and no number shows it: the row says nothing in the clear, so it is opened to know. */
export const isQuiet = ({ url, refused }: Pick<KeptForm, 'url' | 'refused'>): boolean =>
	!refused && speaksForHer(new URL(url).pathname);

/** How many of hers wait for her to look at, and how many for a signal. */
export async function countForms(store: PhoneStore): Promise<{ refused: number; waiting: number }> {
	const hers = (await readForms(store)).filter((form) => !isQuiet(form));
	const refused = hers.filter((form) => form.refused).length;
	return { refused, waiting: hers.length - refused };
}

export const dropForm = (store: PhoneStore, id: string): Promise<unknown> =>
	store.write((t) => t.drop('forms', id));

/**
 * What became of a form: taken · refused, for her to look at · another's, whose session is open now (K8) · not answered by
 * our server, or not now.
 */
export type FormOutcome =
	{ is: 'taken' | 'another' | 'later' } | { is: 'refused'; status: number; why?: string };

/** Rejects without a signal. @param profile joined: whose it is, so that nobody else's session takes it */
export type PostForm = (form: SentForm, profile: string | undefined) => Promise<FormOutcome>;

/** What kit says of an action. */
interface ActionAnswer {
	type: 'success' | 'failure' | 'redirect' | 'error';
	status?: number;
	location?: string;
	data?: string;
}

/** Her secret is asked for again (K3), or her work is closed on the server: the form waits for her. */
const ASKS_HER = /* @__PURE__ */ new RegExp(`^(?:https?://[^/]+)?/${EITHER}/login(?:[/?]|$)`);

/** Sends it as a page would with a script: the server then answers in data instead of a page. */
export const postForm: PostForm = async ({ url, type, body }, profile) => {
	const answer = await fetch(url, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			'content-type': type,
			accept: 'application/json',
			'x-sveltekit-action': 'true',
			...(profile !== undefined && { 'x-qadam-profile': profile })
		},
		body: body as BufferSource
	});
	const { status } = answer;
	if (status === 409) return { is: 'another' };
	if (status === 429 || status >= 500) return { is: 'later' };
	if (status >= 400) return { is: 'refused', status };
	const said = (await answer.json().catch(() => undefined)) as ActionAnswer | undefined;
	switch (said?.type) {
		case 'success':
			return { is: 'taken' };
		case 'redirect':
			return ASKS_HER.test(said.location ?? '') ? { is: 'refused', status: 401 } : { is: 'taken' };
		case 'failure':
			return { is: 'refused', status: said.status ?? 400, why: failureWords(said.data) };
		default:
			// A page of the mobile network in between.
			return { is: 'later' };
	}
};

/**
 * Sends the forms of whoever is open, oldest first; those of others wait until their tile is open. One leaves only by an
 * answer that takes it (S6).
 * @returns true when none waits that could go
 */
export async function sendForms(store: PhoneStore, post: PostForm = postForm): Promise<boolean> {
	const open = await whoIsOpen(store);
	const { profile } = open;
	let all = true;
	for (const form of await formsOf(store, open)) {
		if (form.refused) continue;
		const { url, type, body } = form;
		const outcome = await post({ url, type, body }, profile?.learnerId && profile.id).catch(() => undefined);
		if (!outcome) return false;
		if (outcome.is === 'taken') {
			await dropForm(store, form.id);
			await dropAnswered(store, url, form.id);
		} else if (outcome.is === 'refused') await markRefused(store, open, form, outcome);
		else all = false;
	}
	return all;
}

/** What the server said is hers as the form is: it goes into the box. */
async function markRefused(
	store: PhoneStore,
	{ key }: Open,
	form: OpenedForm,
	{ status, why = '' }: { status: number; why?: string }
): Promise<unknown> {
	const { id, seal } = form;
	const box = await sealBytes(key!, id, pack(form, why));
	return store.write(async (t) => {
		const row = await t.get<FormRow>('forms', id);
		// She joined meanwhile: sealed anew, with another key, it stays as it is.
		const isSame = row && seal.every((byte, i) => row.box[i] === byte);
		return row && t.put('forms', { ...row, refused: status, ...(isSame && { box }) });
	});
}

/** S3. She has given her secret, or what stood in the way is gone: it goes with the next sending. */
export const sendFormAgain = (store: PhoneStore, id: string): Promise<unknown> =>
	store.write(async (t) => {
		const row = await t.get<FormRow>('forms', id);
		return row && t.put('forms', { ...row, refused: undefined });
	});

/**
 * A question of her shop has an answer that the server took: what it refused of the same question before is over, as the
 * last answer counts.
 * @param url of the question; any other form answers nothing but itself
 * @param before only what was kept earlier than this one
 */
export async function dropAnswered(store: PhoneStore, url: string, before?: string): Promise<void> {
	/** Without its language: it is the same question. */
	const question = (address: string) => new URL(address).pathname.slice(3);
	if (!isQuestion(new URL(url).pathname)) return;
	for (const form of await readForms(store))
		if (form.refused && question(form.url) === question(url) && (!before || form.id < before))
			await dropForm(store, form.id);
}

/**
 * Fields of the secret board (accounts' SECRET_FIELDS), as a body names them: also a page of her shop may carry one, and a
 * secret has no place in a queue (K2).
 */
const SECRET_FIELD = '(?:picture_[1-4]|digits)';
const SECRET_PART = new RegExp(`\\bname="${SECRET_FIELD}"`);
const SECRET_PAIR = new RegExp(`(?:^|&)${SECRET_FIELD}=`);

function carriesSecret({ type, body }: SentForm): boolean {
	const text = new TextDecoder('latin1').decode(body);
	return (/^multipart\//i.test(type) ? SECRET_PART : SECRET_PAIR).test(text);
}

/** An action that took a form leads on; one that did not shows its page again. */
const leadsOn = ({ type, status }: Response) => type === 'opaqueredirect' || (status >= 300 && status < 400);

/**
 * Answers a form that she sends: the server's answer, or a page that says what became of it, never the browser's own.
 * @param keep to the phone
 * @param taken told of a form that the server took at once
 */
export async function answerForm(
	request: Request,
	network: (request: Request) => Promise<Response>,
	keep: (form: SentForm) => Promise<void>,
	taken?: (url: string) => Promise<unknown>
): Promise<Response> {
	const copy = request.clone();
	const fresh = await network(request).catch(() => undefined);
	if (fresh && !isNobody(fresh)) {
		// A store that does not answer keeps no page back.
		if (leadsOn(fresh)) await taken?.(request.url).catch(() => undefined);
		return fresh;
	}
	const { origin, pathname } = new URL(request.url);
	const why = keepsForm(pathname)
		? await keepSent(copy, keep).catch((fault: Error) =>
				fault.name === 'QuotaExceededError' ? 'full' : 'later'
			)
		: 'later';
	return Response.redirect(
		origin + (why === 'form' ? afterKept(pathname) : `${offlinePage(pathname)}?${why}`),
		303
	);
}

async function keepSent(
	request: Request,
	keep: (form: SentForm) => Promise<void>
): Promise<'form' | 'later'> {
	const { url, headers } = request;
	const body = new Uint8Array(await request.arrayBuffer());
	const form: SentForm = { url, type: headers.get('content-type') ?? '', body };
	if (carriesSecret(form)) return 'later';
	await keep(form);
	return 'form';
}
