/** So long a page waits for the server at most, ms: the phone itself has done it already. */
const PATIENCE = 4000;

/** Waits for work that goes on by itself, and no longer than a person does. Rejects as the work does. */
export const within = <T>(work: Promise<T>): Promise<T | undefined> =>
	Promise.race([work, new Promise<undefined>((done) => setTimeout(() => done(undefined), PATIENCE))]);
