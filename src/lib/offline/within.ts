/** So long a page waits for the server at most, ms: the phone itself has done it already. */
const PATIENCE = 4000;

/** Waits for work that goes on by itself, and no longer than a person does. Rejects as the work does. */
export const within = (work: Promise<unknown>): Promise<unknown> =>
	Promise.race([work, new Promise((done) => setTimeout(done, PATIENCE))]);
