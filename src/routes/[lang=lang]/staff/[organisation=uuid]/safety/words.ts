import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { Clock, Outcome, Reach, Topic, When } from '#lib/safety/index.ts';

export const reachWords: Record<Reach, () => string> = {
	call: m.safety_reach_call,
	message: m.safety_reach_message,
	class: m.safety_reach_class,
	none: m.safety_reach_none
};
export const whenWords: Record<When, () => string> = {
	morning: m.safety_when_morning,
	noon: m.safety_when_noon,
	evening: m.safety_when_evening,
	any: m.safety_when_any
};
export const topicWords: Record<Topic, () => string> = {
	online: m.safety_topic_online,
	phone: m.safety_topic_phone,
	home: m.safety_topic_home,
	class: m.safety_topic_class,
	staff: m.safety_topic_staff,
	other: m.safety_topic_other
};
export const outcomeWords: Record<Outcome, () => string> = {
	spoken: m.safety_s_outcome_spoken,
	referred: m.safety_s_outcome_referred,
	acted: m.safety_s_outcome_acted,
	unreachable: m.safety_s_outcome_unreachable,
	mistake: m.safety_s_outcome_mistake
};

/** Who has it, and how the answer stands, in words. */
export function clockWords(clock: Clock, takenBy?: string): string {
	const time = timeWords(clock);
	return takenBy && clock.tag !== 'closed' ? `${m.safety_s_taken({ name: takenBy })} · ${time}` : time;
}

function timeWords(clock: Clock): string {
	switch (clock.tag) {
		case 'late':
			return clock.hours === 1 ? m.safety_s_late_one() : m.safety_s_late({ hours: clock.hours });
		case 'due':
			return clock.hours === 1 ? m.safety_s_due_one() : m.safety_s_due({ hours: clock.hours });
		case 'answered':
			return m.safety_s_answered();
		case 'closed':
			return m.safety_s_closed();
	}
}
