import type { Lang } from '#lib/catalog/index.ts';
import { verifyKept, type Plan } from './download-plan.ts';
import { browser, type Ground } from './ground.ts';

/** How a course stands on this phone; sizes on the wire, bytes. */
export type Standing =
	/** Nothing of it is kept. Without a plan nobody knows its size: there is no signal. */
	| { is: 'none'; bytes?: number }
	/** Some of it came. */
	| { is: 'part'; bytes: number; total: number }
	| { is: 'kept' }
	/** Whole, and there is a newer edition. `bytes` may be 0: only the record changes. */
	| { is: 'update'; bytes: number }
	/** It was whole, and the browser has let parts go. */
	| { is: 'lost'; bytes: number };

/** @param plan what the server offers now; without one the phone speaks for itself */
export async function standing(
	course: string,
	lang: Lang,
	plan?: Plan,
	on: Ground = browser
): Promise<Standing> {
	const found = await verifyKept(course, lang, on);
	if (!found) return { is: 'none', bytes: plan?.bytes };
	const { kept, missing } = found;
	const bytes = plan?.bytes ?? missing.reduce((all, part) => all + part.brSize, 0);
	if (!kept.whole) return { is: 'part', bytes, total: plan?.total ?? found.total };
	if (missing.length) return { is: 'lost', bytes };
	const here = `${kept.edition} ${found.app}`;
	const there = plan?.editions.map(({ edition }) => edition).join(' ') ?? here;
	return here === there ? { is: 'kept' } : { is: 'update', bytes };
}
