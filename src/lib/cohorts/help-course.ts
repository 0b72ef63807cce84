import { practicalKind, type Course } from '../catalog/index.ts';
import type { HelpRules } from './decide-needs-help.ts';

/** T4. What the rule looks at of a course. */
export const helpCourse = (course: Course): HelpRules['courses'][number] => ({
	id: course.id,
	fraud: course.fraud,
	shown: practicalKind(course) === 'shown' ? course.practical.lesson : undefined
});
