export { acceptAnswer, type FollowUpRefusal } from './accept-answer.server.ts';
export { followUpProjector } from './follow-up-projector.server.ts';
export {
	readFollowUpNews,
	readFollowUps,
	readFollowUpsOf,
	type FollowUp,
	type FollowUps,
	type FollowUpStanding
} from './read-follow-up.server.ts';
