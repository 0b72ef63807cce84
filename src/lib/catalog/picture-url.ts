import type { Course } from './course.ts';

/** Address of a picture in a page: its hash makes it cacheable for good. `file` is a `Picture`'s file name. */
export function pictureUrl(course: Pick<Course, 'id' | 'of' | 'media'>, file: string): string {
	const hash = course.media?.[file]?.hash;
	return `/media/${course.of ?? course.id}/${file}${hash ? `?v=${hash}` : ''}`;
}
