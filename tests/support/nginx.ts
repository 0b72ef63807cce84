/** nginx with the very docs/deploy/nginx.conf: only ports and paths are replaced. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { freePort, isListening } from './server.ts';

const CONF = fileURLToPath(new URL('../../docs/deploy/nginx.conf', import.meta.url));

export interface Nginx {
	/** https, of this machine. */
	url: string;
	/** Where it answers without TLS. */
	plain: string;
	/** Its access log so far. */
	log(): string;
	stop(): Promise<void>;
}

/** A certificate for this machine, which this process then believes. */
function makeCertificate(folder: string): { cert: string; key: string } {
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
	execFileSync(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:prime256v1',
			'-nodes',
			'-days',
			'2'
		].concat(subject, ['-keyout', key, '-out', cert]),
		{ stdio: 'pipe' }
	);
	tls.setDefaultCACertificates([...tls.getCACertificates(), readFileSync(cert, 'utf8')]);
	return { cert, key };
}

/** @throws where the configuration does not have it: a test of another file would be one of nothing */
function replace(text: string, from: string | RegExp, to: string): string {
	const replaced = text.replaceAll(from, to);
	if (replaced === text) throw new Error(`docs/deploy/nginx.conf has no ${String(from)}`);
	return replaced;
}

/** What Debian's nginx.conf says around a file of conf.d, with what only a service of the system may taken away. */
const around = (folder: string, file: string): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 2;
pid ${folder}/pid;
error_log ${folder}/main.log;
events { worker_connections 768; }
http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	gzip on;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`).join('\n\t')}
	include ${file};
}
`;

/**
 * @param ports of the processes behind it
 * @param port where it listens; default: a free one
 */
export async function startNginx(ports: readonly number[], port?: number): Promise<Nginx> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-nginx-'));
	const [secure, plain] = [port ?? (await freePort()), await freePort()];
	const { cert, key } = makeCertificate(folder);
	let conf = readFileSync(CONF, 'utf8');
	const server = /\tserver 127\.0\.0\.1:(\d+)( .*;)\n/g;
	const rest = server.exec(conf)![2]!;
	const servers = ports.map((n) => `\tserver 127.0.0.1:${n}${rest}\n`).join('');
	conf = replace(conf, /(?:\tserver 127\.0\.0\.1:\d+ .*;\n)+/g, servers);
	conf = replace(conf, /\tlisten \[::\].*\n/g, '');
	conf = replace(conf, 'listen 80;', `listen 127.0.0.1:${plain};`);
	conf = replace(conf, 'listen 443 ', `listen 127.0.0.1:${secure} `);
	conf = replace(conf, /server_name .*;/g, 'server_name localhost 127.0.0.1;');
	conf = replace(conf, /ssl_certificate .*;/g, `ssl_certificate ${cert};`);
	conf = replace(conf, /ssl_certificate_key .*;/g, `ssl_certificate_key ${key};`);
	conf = replace(conf, '/var/cache/nginx/', `${folder}/cache-`);
	conf = replace(conf, '/var/log/nginx/', `${folder}/`);
	const [site, main] = [join(folder, 'qadam.conf'), join(folder, 'nginx.conf')];
	writeFileSync(site, conf);
	writeFileSync(main, around(folder, site));
	mkdirSync(join(folder, 'cache-qadam'));
	const child = spawn('/usr/sbin/nginx', ['-c', main, '-g', 'daemon off;'], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => (said += chunk));
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const withUs = () => child.kill('SIGTERM');
	process.once('exit', withUs);
	for (let tries = 0; !(await isListening(secure)); tries++) {
		if (child.exitCode !== null || tries > 200) throw new Error(`nginx does not start:\n${said}`);
		await pause(20);
	}
	return {
		url: `https://localhost:${secure}`,
		plain: `http://localhost:${plain}`,
		log: () => readFileSync(join(folder, 'qadam.log'), 'utf8'),
		async stop() {
			process.off('exit', withUs);
			child.kill('SIGTERM');
			await gone;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
