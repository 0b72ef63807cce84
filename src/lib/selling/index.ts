/** Selling, the part that runs anywhere: the rules, and the words they use. */
export {
	cancelReasons,
	decideOrder,
	openStates,
	orderActs,
	orderStates,
	returnReasonsOf,
	type OrderAct,
	type OrderActor,
	type OrderFacts,
	type OrderState
} from './decide-order.ts';
export { ANSWER_WITHIN, UNANSWERED_PAUSES } from './decide-answer.ts';
export { reviewTicks, reviewVerdicts, type Review, type ReviewSum } from './decide-review.ts';
export { reportReasons, type ReportReason } from './report-reasons.ts';
export { FIRST_HOUR, LAST_HOUR, readHours, type ReplyHours } from './decide-hours.ts';
export { complaintReasons, wordDoor, type ComplaintReason, type WordKind } from './decide-word.ts';
export {
	decideUnlock,
	nextBadge,
	opensShop,
	tierLimits,
	unlockPolicy,
	type Tier,
	type UnlockPolicy
} from './decide-unlock.ts';
export { listAudience, readMarketplace } from './decisions/marketplace.ts';
export { saysUnder18 } from './decide-age.ts';
export { orderDoor, shopFace, UNCONFIRMED_PER_PHONE, type ShopFace } from './decide-shop.ts';
export {
	checkHandle,
	handleFromName,
	HANDLE_MAX,
	HANDLE_MIN,
	skeleton,
	type HandleFault
} from './decide-handle.ts';
export { checkReasons, goods, guessGoods, refusedGoods, type CheckReason, type Goods } from './goods.ts';
export { cities } from './cities.ts';
export { sources, toPrepare } from './elsewhere.ts';
export { latinName, shopName } from './shop-name.ts';
export { dayName, dayOf, hourName, isolate, isolateNumbers, rupees, timeName, typed } from './format.ts';
export type { Faults, FieldFault } from './form.ts';
export { draftParts, shopDraft, type ShopDraft } from './draft.ts';
export { QUANTITY_MAX, type Buyer, type OrderLine } from './order.schema.ts';
export { isOpenStep, maySkip, openSteps, stepAfter, stepBefore, type OpenStep } from './opening/steps.ts';
export { FEE_MAX } from './shop.schema.ts';
export {
	actWord,
	byWord,
	checkWord,
	complaintWord,
	contactWord,
	faceWord,
	faultWord,
	goodsWord,
	handleWord,
	partWord,
	phoneWord,
	photoWord,
	refusedGoodsWord,
	reportWord,
	reviewTickWord,
	reviewWord,
	stateWord,
	whyWord
} from './words.ts';
