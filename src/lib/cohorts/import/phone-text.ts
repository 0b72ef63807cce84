import { localPhone } from '../../platform/country/phone.ts';

/** A number of this country as people here write it, with its zero, as text that a spreadsheet leaves alone; others as they are. */
export const phoneText = (e164: string): string => localPhone(e164, '-');
