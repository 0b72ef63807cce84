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
	QUEUES,
	readDeliveries,
	readQueues,
	retryDeliveries,
	SHOWN_MAX,
	type Deliveries,
	type Delivery,
	type QueueState
} from './deliveries.server.ts';
export { webhookCarriers, type PartnersTold } from './webhook-carrier.server.ts';
