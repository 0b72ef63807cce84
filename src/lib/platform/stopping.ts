/** What the entry tells the hooks, which live in the build: the process was told to stop, and begins nothing new. */
export const STOPPING = 'qadam:stopping';
