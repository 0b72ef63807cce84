import type { Lang } from '../../catalog/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.server.ts';
import type { Random } from '../../platform/ids.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import { parseForm } from '../form.ts';
import { insertOpen, type OpenShopRefusal, type OpenedWith } from '../open-shop.server.ts';
import { readMobile } from '../phone.server.ts';
import { mayRaast } from '../save-pay.server.ts';
import { lockSeller } from '../seller.repository.server.ts';
import { openShopForm } from '../shop.schema.ts';
import { dropAnswers, readAnswers } from './answer.repository.server.ts';
import { checkAnswer, type Answer } from './check-answer.server.ts';
import { whatStops } from './may-open.server.ts';
import { readValues } from './read-opening.server.ts';
import { mustAnswer, openSteps, type OpenStep } from './steps.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

export type OpenRefusal =
	| Exclude<OpenShopRefusal, { tag: 'handle' }>
	/** This question first. */
	| { tag: 'step'; step: OpenStep }
	/** The address is another by now than she saw: it stays for good, so she looks again. */
	| { tag: 'changed' };

/**
 * Opens the shop as she has just looked at it: her answers, and where she gave none what her lessons made. A second tap finds
 * the same shop; the answers, her number among them, are kept no longer than that.
 * @param seen the address that she saw
 */
export const openWithAnswers = (
	deps: Deps,
	learnerId: string,
	lang: Lang,
	seen: string
): Promise<Result<{ handle: string }, OpenRefusal>> =>
	deps.db.transaction().execute(async (tx) => {
		const seller = await lockSeller(tx, learnerId);
		const stop = await whatStops(tx, learnerId, seller);
		if (stop?.tag === 'shop') return ok({ handle: stop.handle });
		if (stop || !seller) return refuse(stop ?? { tag: 'no-seller' });

		const answers = await readAnswers(tx, learnerId);
		const { values } = await readValues(tx, learnerId, lang, answers);
		const open = openSteps.find((step) => mustAnswer(step) && !checkAnswer(step, values[step]).ok);
		if (open) return refuse({ tag: 'step', step: open });
		if (values.handle.handle !== seen) return refuse({ tag: 'changed' });
		const read = parseForm(openShopForm, Object.assign({}, ...openSteps.map((s) => values[s])) as Answer);
		// A suggestion that may be passed over and does not pass the door: her lessons said too much, or a number.
		if (!read.ok) return refuse({ tag: 'step', step: stepOf(Object.keys(read.faults)) });
		const opened = await insertOpen(tx, deps, learnerId, read.value, besides(values, mayRaast(seller)));
		if (!opened.ok)
			return opened.refusal.tag === 'handle'
				? refuse({ tag: 'step', step: 'handle' })
				: refuse(opened.refusal);
		await dropAnswers(tx, learnerId);
		return opened;
	});

const FIELD_STEPS: Record<string, OpenStep> = { name_en: 'latin', about: 'about', area: 'delivery' };
const stepOf = (fields: string[]): OpenStep =>
	fields.map((field) => FIELD_STEPS[field]).find((step) => step !== undefined) ?? 'name';

/** What her answers say beside the sign. */
function besides({ hours, phone, pay }: Record<OpenStep, Answer>, raast: boolean): OpenedWith {
	const mobile = phone.phone ? readMobile(phone.phone) : null;
	return {
		reply_from: hours.from ? Number(hours.from) : null,
		reply_to: hours.to ? Number(hours.to) : null,
		phone: mobile?.ok ? mobile.e164 : null,
		phone_shown: mobile?.ok && phone.shown === '1' ? 1 : 0,
		raast_title: raast && pay.way === 'raast' ? (pay.title ?? '') : ''
	};
}
