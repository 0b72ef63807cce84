/** What a look at an installation found, in words for whoever runs it. */
export type Verdict = 'ok' | 'warning' | 'problem';

export interface Finding {
	/** What was looked at: one or two words. */
	about: string;
	verdict: Verdict;
	/** One sentence; of what is not ok it says what to do. */
	says: string;
}

export const good = (about: string, says: string): Finding => ({ about, verdict: 'ok', says });
export const warning = (about: string, says: string): Finding => ({ about, verdict: 'warning', says });
export const problem = (about: string, says: string): Finding => ({ about, verdict: 'problem', says });

/** The worst of them. */
export const worst = (findings: readonly Finding[]): Verdict =>
	(['problem', 'warning'] as const).find((one) => findings.some(({ verdict }) => verdict === one)) ?? 'ok';
