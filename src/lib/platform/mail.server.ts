import { createTransport } from 'nodemailer';
import { logError } from './log.server.ts';

/** Sends a letter in plain text. @returns false when the server did not take it; the log says why */
export type Mail = (letter: { to: string; subject: string; text: string }) => Promise<boolean>;

/** Without it nothing is missed: every link is shown to be sent by hand. @param url smtp:// or smtps://, with user and password */
export function openMail(url: string, from: string): Mail {
	const transport = createTransport(url);
	return async (letter) => {
		try {
			await transport.sendMail({ from, ...letter });
			return true;
		} catch (error) {
			logError('a letter could not be sent', error);
			return false;
		}
	};
}
