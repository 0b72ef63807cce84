export { askQuery, readAsk, type Ask, type BadAsk } from './decide-ask.ts';
export { openApi } from './openapi.ts';
export { CLAIM_LASTS, PARTNER_ID, SCOPES, type Partner, type Scope } from './partner.ts';
