export {
	addEndpoint,
	closeEndpoint,
	listEndpoints,
	NAME_MAX,
	OVERLAP,
	pauseEndpoint,
	rotateSecret,
	sendTest,
	type AddRefusal,
	type Endpoint
} from './endpoints.server.ts';
export {
	countParked,
	readDeliveries,
	retryDeliveries,
	SHOWN_MAX,
	type Deliveries,
	type Delivery
} from './deliveries.server.ts';
export { webhookCarriers, type PartnersTold } from './webhook-carrier.server.ts';
