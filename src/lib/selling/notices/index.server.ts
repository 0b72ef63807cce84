export {
	aboutPhone,
	readOwnNotices,
	tellBySms,
	tellNoPhone,
	tellPhone,
	type OwnNotices
} from './own-notices.server.ts';
export { noticesCarrier } from './notices-carrier.server.ts';
