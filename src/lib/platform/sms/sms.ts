/**
 * How an installation sends SMS: one interface, and no provider of ours. `taken`: on its way. `gone`: this number takes
 * none, ever. `later`: it may work another time. An adapter never throws, gives up after ten seconds, and keeps nothing.
 */
export interface Sms {
	/**
	 * @param to E.164
	 * @param text plain, at most 70 characters: one SMS also in Urdu
	 */
	send(message: { to: string; text: string }): Promise<'taken' | 'gone' | 'later'>;
}
