/** Selling, the server's part: one use case a file. */
export {
	onAward,
	onAwardChange,
	resumeSeller,
	sellerIdOf,
	suspendSeller,
	unlockSeller,
	type AwardNews,
	type SuspendReason
} from './unlock-seller.server.ts';
export type { BadgeTopic, SellerNews, SellerTopic } from './seller-news.ts';
export type { Connector, ConnectorFailure, SellerAccount } from './connectors/connector.ts';
export { embeddedConnector } from './connectors/embedded.server.ts';
export { deliverOutbox } from './deliver-outbox.server.ts';
export { readSeller, type Seller } from './seller.repository.server.ts';
export {
	draftOf,
	openShop,
	readPriceFloor,
	readShopSeed,
	type DraftLessons,
	type OpenShopRefusal
} from './open-shop.server.ts';
export { changeShop, pauseShop, type ChangeShopRefusal } from './change-shop.server.ts';
export {
	addProduct,
	editProduct,
	newProductId,
	PRODUCTS_MAX,
	showProduct,
	type ProductRefusal
} from './save-product.server.ts';
export {
	addPhoto,
	PHOTOS_MAX,
	putPhotoFirst,
	removePhoto,
	type AddPhotoRefusal
} from './add-photo.server.ts';
export { PHOTO_BYTES_MAX } from './encode-photo.server.ts';
export {
	readOwnShop,
	readPhotoAddress,
	readPublicShop,
	readShopPhoto,
	type OwnProduct,
	type OwnShop,
	type ProductView,
	type ShopView
} from './read-shop.server.ts';
export { productCard, shopCard } from './draw-shop-card.server.ts';
export { newOrderKey, placeOrder, type PlaceOrderRefusal, type Placed } from './place-order.server.ts';
export {
	DAYS_MAX,
	moveOrderAsBuyer,
	moveOrderAsSeller,
	type Move,
	type MoveRefusal
} from './move-order.server.ts';
export { answerBuyer, sayAsBuyer, WORD_LENGTH, type WordRefusal } from './say-word.server.ts';
export {
	blockBuyer,
	readBlockedBuyers,
	unblockBuyer,
	unblockOrder,
	type BlockedBuyer
} from './block-buyer.server.ts';
export { reportShop, type ReportRefusal } from './report-shop.server.ts';
export { readHolderShop, stopShop, type HolderShop } from './holder-shop.server.ts';
export { keepStopped, readBadgelessShops, type BadgelessShop } from './decide-badgeless.server.ts';
export {
	countUndecided,
	decideReport,
	readReports,
	readStoppedShops,
	resumeShop
} from './decide-report.server.ts';
export { reviewOrder, type ReviewRefusal } from './review-order.server.ts';
export { orderColumns, readAllOrders, writeOrders, type OrderColumn } from './orders-file.server.ts';
export { isUnder18 } from './read-age.server.ts';
export { readRoom, type Room } from './read-room.server.ts';
export { readOrderNews } from './read-waiting.server.ts';
export { removeRaast, saveRaast, saveReplyHours, type RaastRefusal } from './save-pay.server.ts';
export { readOwnRaast, readRaastPicture, type OwnRaast } from './read-pay.server.ts';
export {
	eraseEnquiries,
	countEnquiries,
	readEnquiries,
	removeEnquiry,
	sendEnquiry,
	type EnquiryRefusal
} from './send-enquiry.server.ts';
export { noteUnanswered } from './note-unanswered.server.ts';
export {
	countNewOrders,
	readBuyersOrder,
	readSellersOrder,
	readSellersOrders,
	type BuyersOrder,
	type OrderView,
	type SellersOrder
} from './read-orders.server.ts';
export { countPromised } from './order.repository.server.ts';
export { readErasedOrder, readMissedOrders, type ErasedOrder } from './read-erased.server.ts';
export { readDesk, type Desk } from './read-desk.server.ts';
export { eraseEnded } from './erase-ended.server.ts';
export { UNCONFIRMED_FOR } from './decide-answer.ts';
export { eraseStale } from './erase-stale.server.ts';
export {
	checkShop,
	readPhotoToCheck,
	readWaitingShops,
	type CheckItem,
	type CheckRefusal,
	type ToCheck,
	type Verdict,
	type WaitingShop
} from './check-shop.server.ts';
export { parseForm, readForm, textFields, type ParsedForm } from './form.ts';
export { changeShopForm, checkItem, openShopForm, productForm, verdictForm } from './shop.schema.ts';
export { localPhone, type PhoneFault } from './phone.server.ts';
export * from './connectors/vendure/index.server.ts';
export * from './opening/index.server.ts';
export { sellingSealed } from './sealed.server.ts';
export * from './notices/index.server.ts';
export * from './webhooks/index.server.ts';
export * from './decisions/index.server.ts';
