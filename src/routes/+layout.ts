/** Learner pages carry no framework script; nor do staff pages (docs/decisions/002). */
export const csr = false;
