import { BUSINESS, type BusinessAnswers, type BusinessField } from '../progress/index.ts';

export const QUESTIONS = Object.keys(BUSINESS) as BusinessField[];

/** Keeps what is one of the offered answers; everything else counts as not told. @param given a form's field */
export function readAnswers(given: (field: string) => unknown): BusinessAnswers {
	const told: Partial<Record<BusinessField, string>> = {};
	for (const field of QUESTIONS) {
		const answer = given(field);
		if ((BUSINESS[field] as readonly unknown[]).includes(answer)) told[field] = answer as string;
	}
	return told as BusinessAnswers;
}
