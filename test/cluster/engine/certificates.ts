// One authority, one certificate for API server and webhook, and one key for service accounts.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostAddress } from './namespace.ts';

/** Named as Chaos Mesh looks for them in CERTS_DIR. */
export interface Certificates {
  readonly folder: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly serviceAccountKey: string;
}

const days = '3650';
const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const extensions = [
  `subjectAltName=DNS:localhost,IP:127.0.0.1,IP:${hostAddress}`,
  'extendedKeyUsage=serverAuth',
  'keyUsage=digitalSignature',
];

export function certificatesIn(folder: string): Certificates {
  return {
    folder,
    ca: join(folder, 'ca.crt'),
    cert: join(folder, 'tls.crt'),
    key: join(folder, 'tls.key'),
    serviceAccountKey: join(folder, 'service-account.key'),
  };
}

export function makeCertificates(folder: string): Certificates {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const made = certificatesIn(folder);
  const caKey = join(folder, 'ca.key');
  const request = join(folder, 'tls.csr');
  const extensionFile = join(folder, 'tls.ext');
  writeFileSync(extensionFile, `${extensions.join('\n')}\n`);
  openssl(
    ['req', '-x509', ...curve, '-days', days, '-subj', '/CN=engine'],
    ['-keyout', caKey, '-out', made.ca],
  );
  openssl(['req', ...curve, '-subj', '/CN=localhost'], ['-keyout', made.key, '-out', request]);
  const signing = ['-CA', made.ca, '-CAkey', caKey, '-CAcreateserial', '-days', days];
  openssl(['x509', '-req', '-in', request, ...signing], ['-extfile', extensionFile, '-out', made.cert]);
  openssl(['genrsa'], ['-out', made.serviceAccountKey, '2048']);
  return made;
}

function openssl(...words: readonly (readonly string[])[]): void {
  execFileSync('openssl', words.flat(), { stdio: 'ignore' });
}
