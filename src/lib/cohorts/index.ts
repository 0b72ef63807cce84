export { readClassNumber } from './class-number.ts';
