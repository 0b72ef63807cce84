/** Learner pages carry no framework script; staff pages turn it on in their own layouts (docs/decisions/002). */
export const csr = false;
