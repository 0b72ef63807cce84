/**
 * Whose ids stand on the list of sellers. No partner's word has a colon: by the ids of this list, which all see who get it,
 * none of them knows a seller who has not allowed it (M8).
 */
export const AUDIENCE = 'list:of-sellers';
