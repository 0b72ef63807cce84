/** How the note begins that says what this phone shows when a push comes; whose tile it goes with stands behind it. */
export const NOTICE = 'notice ';

/** Whether this browser can be told at all. */
export const canBeTold = (): boolean =>
	'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Nothing comes to this phone any more: its address dies, and the server forgets it when the push service says so. */
export async function endPush(): Promise<void> {
	if (!canBeTold()) return;
	const registration = await navigator.serviceWorker.getRegistration('/');
	const subscription = await registration?.pushManager.getSubscription();
	await subscription?.unsubscribe();
}
