export {
	countRejected,
	jobLag,
	judgeState,
	LIMITS,
	TOPICS,
	troubledJobs,
	type Topic
} from './judge-state.ts';
export type { OutcomeCount, State } from './state.ts';
