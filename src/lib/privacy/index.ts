export { countOwnData } from './count-own-data.ts';
export { KINDS, type Kind } from './own-tables.ts';
