export { askQuery, readAsk, type Ask, type BadAsk } from './decide-ask.ts';
export { CLAIM_LASTS, SCOPES, type Partner, type Scope } from './partner.ts';
