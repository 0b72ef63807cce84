/** Offered while she types; any other town may be written. */
export { CITIES as cities } from '../platform/country/made/places.ts';
