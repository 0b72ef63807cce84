export { readOwnDecisions } from './decision.repository.server.ts';
export {
	commitDecisions,
	countSellers,
	listMarketplaces,
	listSellers,
	previewDecisions
} from './decisions.server.ts';
export { REASON_MAX, type Decision, type DecisionFault, type DecisionsRead } from './read-decisions.ts';
