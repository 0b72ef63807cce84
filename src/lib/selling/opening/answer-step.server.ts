import type { Clock } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db.server.ts';
import type { Random } from '../../platform/ids.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import { skeleton } from '../decide-handle.ts';
import { freeHandles } from '../free-handles.server.ts';
import {
	dropRaast,
	mayRaast,
	putRaast,
	readRaast,
	type Raast,
	type RaastRefusal
} from '../save-pay.server.ts';
import { lockSeller, type Seller } from '../seller.repository.server.ts';
import { readTakenSkeletons } from '../shop.repository.server.ts';
import { putAnswer, readAnswers, type Answers } from './answer.repository.server.ts';
import { checkAnswer, type Answer, type AnswerFault } from './check-answer.server.ts';
import { whatStops, type OpeningStop } from './may-open.server.ts';
import { maySkip, type OpenStep } from './steps.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
	env: { origin: string };
}

export type AnswerRefusal =
	| OpeningStop
	| AnswerFault
	| RaastRefusal
	/** Somebody has it, or one that looks like it; `free`: what nobody has. */
	| { tag: 'taken'; free: string[] };

export interface Typed {
	/** The question was passed over. */
	skip: boolean;
	fields: Record<string, string>;
	/** Of a Raast QR; empty where none came. */
	picture: Uint8Array;
}

/**
 * Keeps one answer. Each stands for itself and the last one counts, so that a double tap, a form that comes late from a phone
 * without a signal, or a second phone lose nothing. Nothing of it is public, and no address is taken, before the shop opens.
 */
export async function answerStep(
	deps: Deps,
	learnerId: string,
	step: OpenStep,
	typed: Typed
): Promise<Result<null, AnswerRefusal>> {
	const skipped = typed.skip && maySkip(step);
	const checked = skipped ? { ok: true as const, answer: {} } : checkAnswer(step, typed.fields);
	if (!checked.ok) return refuse(checked.fault);
	// Without scripts the place for a picture stands under both ways: a picture beside the wrong one is not thrown away unsaid.
	if (checked.answer.way === 'cod' && typed.picture.length)
		return refuse({ tag: 'fields', faults: { way: 'way-picture' } });
	const raast = await readPay(deps, step, checked.answer, typed);
	if (raast && !raast.ok) return raast;
	return deps.db.transaction().execute(async (tx) => {
		const seller = await lockSeller(tx, learnerId);
		const stop = await whatStops(tx, learnerId, seller);
		if (stop) return refuse(stop);
		const answers = await readAnswers(tx, learnerId);
		const refusal =
			step === 'handle'
				? await refuseTaken(tx, checked.answer.handle!, answers)
				: step === 'pay'
					? await savePay(tx, deps, learnerId, seller!, raast?.value ?? null, answers)
					: null;
		if (refusal) return refuse(refusal);
		await putAnswer(tx, learnerId, step, checked.answer, deps.clock());
		return ok(null);
	});
}

const readPay = async (deps: Deps, step: OpenStep, answer: Answer, { picture, fields }: Typed) =>
	step === 'pay' && answer.way === 'raast'
		? readRaast(deps, { title: answer.title ?? '', picture, insists: fields.insist === '1' })
		: null;

async function refuseTaken(tx: Tx, handle: string, answers: Answers): Promise<AnswerRefusal | null> {
	const taken = await readTakenSkeletons(tx, [skeleton(handle)]);
	if (!taken.size) return null;
	return { tag: 'taken', free: await freeHandles(tx, handle, answers.city?.city ?? '') };
}

/** Cash alone takes a picture away that was given before. */
async function savePay(
	tx: Tx,
	deps: Deps,
	learnerId: string,
	seller: Seller,
	raast: Raast | null,
	answers: Answers
): Promise<AnswerRefusal | null> {
	if (!raast) {
		await dropRaast(tx, learnerId);
		return null;
	}
	if (!mayRaast(seller)) return { tag: 'not-ready' };
	const put = await putRaast(tx, deps, learnerId, raast, answers.pay?.title ?? '');
	return put.ok ? null : put.refusal;
}
