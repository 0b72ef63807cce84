import type { Course } from './course.ts';

/**
 * A5. How a course's practical comes before a trainer. `kept`: listing and price, which the app holds and the written rule
 * judges as well. `shown`: said or shown to her in person, from when its lesson is finished; only she judges it. `none`: a
 * course without a rubric has nothing to mark.
 */
export function practicalKind({
	lessons,
	practical
}: Pick<Course, 'lessons' | 'practical'>): 'kept' | 'shown' | 'none' {
	if (!practical.rubric.length) return 'none';
	return lessons.find(({ id }) => id === practical.lesson)?.keeps === 'listing' ? 'kept' : 'shown';
}
