export { allowAsk, declineAsk, isWaiting, type Answered, type AnswerRefusal } from './answer-ask.server.ts';
export { forgetClaims } from './forget.server.ts';
export { openKey, type KeyRefusal } from './open-key.server.ts';
export { readOwnPartners, withdrawPartner, type AllowedPartner } from './own-partners.server.ts';
export { findPartner } from './partner.repository.server.ts';
export { PER_MINUTE, readPartnerForm, readPerMinute, type PartnerFaults } from './partner.schema.server.ts';
export { readOffer, type NoOffer, type Offer } from './read-offer.server.ts';
export { findListening, partnersTold } from './partners-told.server.ts';
export { readSellerStatus, type SellerStatus } from './read-status.server.ts';
export { redeemClaim, type Redeeming, type Told } from './redeem.server.ts';
export { openRequest, readRequest, type RequestState } from './request.server.ts';
export {
	changePartner,
	endKey,
	listPartners,
	makeKey,
	makePartner,
	OVERLAP,
	stopPartner,
	type SetUpRefusal,
	type ShownKey
} from './set-up.server.ts';
