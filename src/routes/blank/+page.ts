/** On every phone from the first visit on (service-worker): quick hide needs no signal. */
export const prerender = true;
