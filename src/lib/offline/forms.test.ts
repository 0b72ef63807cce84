import { afterEach, describe, expect, test, vi } from 'vitest';
import {
	answerForm,
	countForms,
	dropAnswered,
	dropForm,
	isQuiet,
	keepForm,
	postForm,
	readForms,
	sendFormAgain,
	sendForms,
	type FormOutcome,
	type SentForm
} from './forms.ts';
import { SECRET_FIELDS } from '../accounts/forms.schema.ts';
import { append } from './append.ts';
import { meanwhile } from './meanwhile.ts';
import { memoryStore } from './memory-store.ts';
import { adopt, closeWork, unlock } from './profiles.ts';
import type { PhoneStore, Profile } from './store.ts';
import { toBase64 } from './vault.ts';

const key = (seed: number) => toBase64(new Uint8Array(32).fill(seed));
const join = (store: PhoneStore, id: string, seed: number) =>
	adopt(store, { profileId: id, learnerId: `l-${id}`, token: `t-${id}`, key: key(seed), name: id });

const form = (words = 'a=b', url = 'https://q.example/ur/sell?/pause'): SentForm => ({
	url,
	type: 'application/x-www-form-urlencoded',
	body: new TextEncoder().encode(words)
});
const words = ({ body }: SentForm) => new TextDecoder().decode(body);
const act = (store: PhoneStore) =>
	append(store, 'lesson.finished', { course: 'tiny', version: 'v', lang: 'ur', lesson: 't1' }, '');

/** Answers by turns; the last repeats. */
function poster(...outcomes: (FormOutcome | 'no signal')[]) {
	const sent: [string, string | undefined][] = [];
	return {
		sent,
		post: async (sentForm: SentForm, profile: string | undefined): Promise<FormOutcome> => {
			sent.push([words(sentForm), profile]);
			const next = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
			if (next === 'no signal') throw new TypeError('no signal');
			return next;
		}
	};
}

describe('forms kept without a signal', () => {
	test('a form comes back byte for byte, with its line breaks and its picture', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		const body = Uint8Array.from({ length: 5000 }, (_, i) => i % 256);
		await keepForm(store, {
			url: 'https://q.example/ur/sell',
			type: 'multipart/form-data; boundary=x',
			body
		});
		const [kept] = await readForms(store);
		expect(kept).toMatchObject({ url: 'https://q.example/ur/sell', type: 'multipart/form-data; boundary=x' });
		expect(kept!.body).toEqual(body);
	});

	test('K8 nothing of it can be read in the store, nor by another tile', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('secret-words'));
		const rows = await store.read((t) => t.all('forms'));
		expect(new TextDecoder().decode((rows[0] as { box: Uint8Array }).box)).not.toContain('secret-words');
		await join(store, 'p2', 2);
		expect(await readForms(store)).toEqual([]);
		await closeWork(store);
		expect(await readForms(store)).toEqual([]);
	});

	test('T7 what she says of being troubled waits without a row or a number in any list, and is shown once refused', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, { ...form('reach=none'), url: 'https://q.example/ur/safe' });
		await keepForm(store, form('other'));
		expect(await countForms(store)).toEqual({ refused: 0, waiting: 1 });
		expect((await readForms(store)).filter((one) => !isQuiet(one))).toHaveLength(1);
		expect(Object.keys((await store.read((t) => t.all<object>('forms')))[0]!).sort()).toEqual([
			'box',
			'id',
			'profile'
		]);
		await sendForms(store, async () => ({ is: 'refused', status: 401 }));
		expect(await countForms(store)).toEqual({ refused: 2, waiting: 0 });
	});

	test('T7 a guest’s is not kept: nobody would ever read it', async () => {
		const store = memoryStore();
		await expect(keepForm(store, { ...form('x'), url: 'https://q.example/en/safe' })).rejects.toThrow();
		await act(store);
		await expect(keepForm(store, { ...form('x'), url: 'https://q.example/en/safe' })).rejects.toThrow();
		expect(await store.read((t) => t.all('forms'))).toEqual([]);
	});

	test('K1 where nobody is open it is a guest’s, and hers when she joins', async () => {
		const store = memoryStore();
		await keepForm(store, form('guest'));
		const [guest] = await readForms(store);
		const profile = guest!.id.split(' ')[1]!;
		await act(store);
		await adopt(store, { profileId: profile, learnerId: 'l', token: 't', key: key(3) });
		expect((await readForms(store)).map(words)).toEqual(['guest']);
	});

	test('K1 another tab made the guest while it was sealed: it is hers', async () => {
		const store = memoryStore();
		await keepForm(
			meanwhile(store, () => act(store)),
			form('guest')
		);
		expect(await store.read((t) => t.all<Profile>('profiles'))).toHaveLength(1);
		expect((await readForms(store)).map(words)).toEqual(['guest']);
	});

	test('K1 she joined while it was sealed: it opens with the key she has now', async () => {
		const store = memoryStore();
		const { profile } = await act(store);
		await keepForm(
			meanwhile(store, () => adopt(store, { profileId: profile, learnerId: 'l', token: 't', key: key(3) })),
			form('hers')
		);
		expect((await readForms(store)).map(words)).toEqual(['hers']);
	});

	test('K8 another tile was opened while it was sealed: it is refused, and not hers who is open now', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		const kept = keepForm(
			meanwhile(store, () => join(store, 'p2', 2)),
			form()
		);
		await expect(kept).rejects.toThrow();
		expect(await store.read((t) => t.all('forms'))).toEqual([]);
	});

	test('S8 one that does not open is left out and stays; the others are read and go', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('damaged'), 1);
		await keepForm(store, form('whole'), 2);
		const [first] = await store.read((t) => t.all<{ id: string; box: Uint8Array }>('forms'));
		await store.write((t) => t.put('forms', { ...first!, box: first!.box.map((byte) => byte ^ 1) }));
		expect((await readForms(store)).map(words)).toEqual(['whole']);
		expect(await sendForms(store, poster({ is: 'taken' }).post)).toBe(true);
		expect((await store.read((t) => t.all<{ id: string }>('forms'))).map(({ id }) => id)).toEqual([
			first!.id
		]);
	});

	test('K8 another tile was opened while they are read: none of hers goes under the name of who was open before', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('hers'));
		await join(store, 'p2', 2);
		let reads = 0;
		const late: PhoneStore = {
			write: store.write,
			read: async (work) => {
				if (++reads === 2) await join(store, 'p1', 1);
				return store.read(work);
			}
		};
		const { sent, post } = poster({ is: 'taken' });
		await sendForms(late, post);
		expect(sent).toEqual([]);
	});

	test('S6 one leaves only by an answer that takes it; oldest first, under her own profile', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('first'), 1);
		await keepForm(store, form('second'), 2);
		const { sent, post } = poster({ is: 'taken' }, { is: 'later' });
		expect(await sendForms(store, post)).toBe(false);
		expect(sent).toEqual([
			['first', 'p1'],
			['second', 'p1']
		]);
		expect((await readForms(store)).map(words)).toEqual(['second']);
	});

	test('S2 without a signal nothing more is tried', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('first'), 1);
		await keepForm(store, form('second'), 2);
		const { sent, post } = poster('no signal');
		expect(await sendForms(store, post)).toBe(false);
		expect(sent).toHaveLength(1);
		expect(await readForms(store)).toHaveLength(2);
	});

	test('S3 what is refused waits for her, readable, and is not sent again by itself', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('refused'));
		const { sent, post } = poster({ is: 'refused', status: 400 });
		expect(await sendForms(store, post)).toBe(true);
		expect(await sendForms(store, post)).toBe(true);
		expect(sent).toHaveLength(1);
		const [kept] = await readForms(store);
		expect([words(kept!), kept!.refused]).toEqual(['refused', 400]);
		expect(await countForms(store)).toEqual({ refused: 1, waiting: 0 });
		await join(store, 'p2', 2);
		expect((await countForms(store)).refused).toBe(0);
		await join(store, 'p1', 1);
		await dropForm(store, kept!.id);
		expect(await readForms(store)).toEqual([]);
	});

	test('S3 why it was refused lies with it, sealed, until the server says otherwise', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('handle=shabana'));
		const taken: FormOutcome = { is: 'refused', status: 400, why: 'یہ لنک کسی اور کا ہے' };
		await sendForms(store, poster(taken).post);
		const [kept] = await readForms(store);
		expect([words(kept!), kept!.why]).toEqual(['handle=shabana', 'یہ لنک کسی اور کا ہے']);
		const [row] = await store.read((t) => t.all<{ box: Uint8Array }>('forms'));
		expect(words({ ...form(), body: row!.box })).not.toContain('لنک');
		await sendFormAgain(store, kept!.id);
		await sendForms(store, poster({ is: 'refused', status: 403 }).post);
		expect((await readForms(store))[0]).toMatchObject({ refused: 403, why: '' });
	});

	test('K1 sealed anew while the server refused it, it still opens', async () => {
		const store = memoryStore();
		await keepForm(store, form('hers'));
		const profile = (await readForms(store))[0]!.id.split(' ')[1]!;
		const post = async (): Promise<FormOutcome> => {
			await adopt(store, { profileId: profile, learnerId: 'l', token: 't', key: key(3) });
			return { is: 'refused', status: 400, why: 'no' };
		};
		await sendForms(store, post);
		expect((await readForms(store)).map((kept) => [words(kept), kept.refused])).toEqual([['hers', 400]]);
	});

	test('a question of her shop answered anew: what was refused of it before is over, of others it is not', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		const at = (step: string, lang = 'ur') => `https://q.example/${lang}/sell/open/${step}`;
		const left = async () => (await readForms(store)).map(words);
		for (const [i, step] of ['handle', 'handle', 'hours'].entries())
			await keepForm(store, form(`${step} ${i}`, at(step)), i + 1);
		await keepForm(store, form('pause'), 9);
		await sendForms(store, poster({ is: 'refused', status: 400 }).post);
		await dropAnswered(store, 'https://q.example/ur/sell?/pause');
		expect(await left()).toEqual(['handle 0', 'handle 1', 'hours 2', 'pause']);
		await dropAnswered(store, `${at('handle', 'en')}?from=look`);
		expect(await left()).toEqual(['hours 2', 'pause']);
		// Given without a signal, it stands once the server has taken it.
		await keepForm(store, form('hours 10', at('hours')), 10);
		await sendForms(store, poster({ is: 'taken' }).post);
		expect(await left()).toEqual(['pause']);
	});

	test('the last answer counts: an older one that is taken later ends none that came after it', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		for (const i of [1, 2]) await keepForm(store, form(`${i}`, 'https://q.example/ur/sell/open/city'), i);
		await sendForms(store, poster({ is: 'refused', status: 400 }).post);
		await sendFormAgain(store, (await readForms(store))[0]!.id);
		await sendForms(store, poster({ is: 'taken' }).post);
		expect((await readForms(store)).map(words)).toEqual(['2']);
	});

	test('K3 what was refused goes once more when she says so', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('photo'));
		await sendForms(store, poster({ is: 'refused', status: 403 }).post);
		const { id } = (await readForms(store))[0]!;
		await sendFormAgain(store, id);
		expect((await countForms(store)).refused).toBe(0);
		const { sent, post } = poster({ is: 'taken' });
		expect(await sendForms(store, post)).toBe(true);
		expect(sent).toEqual([['photo', 'p1']]);
		expect(await readForms(store)).toEqual([]);
		// Gone meanwhile: nothing to send, and nothing comes back.
		await sendFormAgain(store, id);
		expect(await readForms(store)).toEqual([]);
	});

	test('K8 another’s session takes nothing of hers: it waits, unmarked, and goes when she is open', async () => {
		const store = memoryStore();
		await join(store, 'p1', 1);
		await keepForm(store, form('hers'));
		expect(await sendForms(store, poster({ is: 'another' }).post)).toBe(false);
		await join(store, 'p2', 2);
		const others = poster({ is: 'taken' });
		expect(await sendForms(store, others.post)).toBe(true);
		expect(others.sent).toEqual([]);
		await join(store, 'p1', 1);
		const { sent, post } = poster({ is: 'taken' });
		expect(await sendForms(store, post)).toBe(true);
		expect(sent).toEqual([['hers', 'p1']]);
		expect(await unlock(store, 'nobody')).toBe(false);
	});
});

describe('what the server says of a form', () => {
	afterEach(() => vi.unstubAllGlobals());

	test('S3 its words go with a refusal', async () => {
		const answer = {
			type: 'failure',
			status: 409,
			data: '[{"message":1,"again":-1},"This order has moved on."]'
		};
		vi.stubGlobal('fetch', async () => Response.json(answer));
		expect(await postForm(form(), 'p1')).toEqual({
			is: 'refused',
			status: 409,
			why: 'This order has moved on.'
		});
	});
});

describe('answering a form', () => {
	const post = (path: string) =>
		new Request(`https://q.example${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'title=shawl'
		});
	const noSignal = () => Promise.reject(new TypeError('no signal'));
	const kept: SentForm[] = [];
	const keep = async (sent: SentForm) => void kept.push(sent);
	const to = async (answer: Promise<Response>) => {
		const { status, headers } = await answer;
		return [status, headers.get('location')];
	};

	test('with a signal the server’s answer, untouched', async () => {
		const answer = await answerForm(
			post('/ur/sell'),
			async (request) => new Response(await request.text()),
			keep
		);
		expect(await answer.text()).toBe('title=shawl');
		expect(kept).toEqual([]);
	});

	test('what the server took at once is told: an answer that leads on, not a page with faults', async () => {
		const told: string[] = [];
		const send = (answer: Response) =>
			answerForm(
				post('/ur/sell/open/handle'),
				async () => answer,
				keep,
				async (url) => void told.push(url)
			);
		await send(new Response('taken by another shop', { status: 400 }));
		expect(told).toEqual([]);
		await send(Response.redirect('https://q.example/ur/sell/open/goods', 303));
		expect(told).toEqual(['https://q.example/ur/sell/open/handle']);
		const broken = () => Promise.reject(new Error('no store'));
		const going = Response.redirect('https://q.example/ur/sell/open/goods', 303);
		expect(await answerForm(post('/ur/sell'), async () => going, keep, broken)).toBe(going);
	});

	test('without one it is kept whole, and a page says so', async () => {
		const answer = answerForm(post('/en/sell/edit?/first'), noSignal, keep);
		expect(await to(answer)).toEqual([303, 'https://q.example/en/offline?form']);
		expect(kept.map((sent) => [sent.url, sent.type, words(sent)])).toEqual([
			['https://q.example/en/sell/edit?/first', 'application/x-www-form-urlencoded', 'title=shawl']
		]);
	});

	test('a gateway’s word for a server that is away counts as no signal', async () => {
		const away = async () => new Response('bad gateway', { status: 502 });
		expect(await to(answerForm(post('/ur/me/about'), away, keep))).toEqual([
			303,
			'https://q.example/ur/offline?form'
		]);
	});

	test('a full phone says so', async () => {
		const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
		expect(await to(answerForm(post('/ur/sell'), noSignal, full))).toEqual([
			303,
			'https://q.example/ur/offline?full'
		]);
	});

	test('K2 what lives by its answer is not kept', async () => {
		const before = kept.length;
		expect(await to(answerForm(post('/ur/login'), noSignal, keep))).toEqual([
			303,
			'https://q.example/ur/offline?later'
		]);
		expect(kept).toHaveLength(before);
	});

	test.each(SECRET_FIELDS)(
		'K2 a form with %s of the secret board is not kept, wherever it goes',
		async (field) => {
			const before = kept.length;
			const send = (body: BodyInit) =>
				to(
					answerForm(new Request('https://q.example/ur/sell/edit', { method: 'POST', body }), noSignal, keep)
				);
			const parts = new FormData();
			parts.set('photo', new File([new Uint8Array([255, 0, 128])], 'shawl.jpg'));
			parts.set(field, '');
			const later = [303, 'https://q.example/ur/offline?later'];
			expect(await send(parts)).toEqual(later);
			expect(await send(new URLSearchParams({ title: 'شال', [field]: 'kite' }))).toEqual(later);
			expect(await send(new URLSearchParams({ [field]: '' }))).toEqual(later);
			expect(kept).toHaveLength(before);
		}
	);

	test('K2 what only sounds like a secret is kept', async () => {
		const before = kept.length;
		const parts = new FormData();
		parts.set('details', 'digits=1 name=digits picture_1');
		for (const body of [parts, new URLSearchParams({ my_digits: '1', details: '&digits=1' })])
			await answerForm(new Request('https://q.example/ur/sell', { method: 'POST', body }), noSignal, keep);
		expect(kept).toHaveLength(before + 2);
	});
});
