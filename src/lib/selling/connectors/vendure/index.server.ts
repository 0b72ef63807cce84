export { openVendure, type Vendure } from './vendure.server.ts';
export { vendureCarrier } from './vendure-carrier.server.ts';
export { followVendure, onAboutMe } from './follow.server.ts';
export { hideErased } from './hide-erased.server.ts';
export {
	newVendurePassword,
	readVendurePlace,
	type NewPasswordRefusal,
	type PlaceRefusal,
	type VendurePlace
} from './new-password.server.ts';
