export { decideClock, type Clock, type ReportState } from './decide-clock.ts';
export {
	OUTCOMES,
	REACH,
	TOPICS,
	WHEN,
	type Outcome,
	type Reach,
	type Telling,
	type Topic,
	type When
} from './told.ts';
