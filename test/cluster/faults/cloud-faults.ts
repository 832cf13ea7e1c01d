// What is done to machines of a cloud; of the three clouds one lets its address be set.
import { generateKeyPairSync } from 'node:crypto';
import type { KubeObject } from '../engine/api.ts';
import { type Fault, rigNamespace } from './fault.ts';

const secretName = 'aws';
const instance = { awsRegion: 'us-east-1', ec2Instance: 'i-0123456789abcdef0', secretName };

export const cloudFaults: readonly Fault[] = [
  { kind: 'AWSChaos', action: 'ec2-stop', through: 'aws', spec: { action: 'ec2-stop', ...instance } },
  {
    ...{ kind: 'AWSChaos', action: 'ec2-restart', through: 'aws', oneShot: true },
    spec: { action: 'ec2-restart', ...instance },
  },
  {
    ...{ kind: 'AWSChaos', action: 'detach-volume', through: 'aws' },
    spec: { action: 'detach-volume', ...instance, volumeID: 'vol-0123456789abcdef0', deviceName: '/dev/sdb' },
  },
];

/** The fake endpoint takes any key, and nobody else is ever reached. */
export const cloudSecrets: readonly KubeObject[] = [
  secret(secretName, { aws_access_key_id: 'any', aws_secret_access_key: 'any' }),
  secret('gcp', { service_account: Buffer.from(JSON.stringify(googleAccount())).toString('base64') }),
];

const google = { project: 'shop', zone: 'us-central1-a', instance: 'orders', secretName: 'gcp' };

/** What another cloud is asked for, in vain. */
export const googleFaults: readonly Omit<Fault, 'through'>[] = ['node-stop', 'node-reset', 'disk-loss'].map(
  (action) => ({
    ...{ kind: 'GCPChaos', action },
    spec: { action, ...google, deviceNames: ['data'] },
  }),
);

function secret(name: string, stringData: Readonly<Record<string, string>>): KubeObject {
  const metadata = { name, namespace: rigNamespace };
  return { apiVersion: 'v1', kind: 'Secret', metadata, stringData };
}

/** A key is read before anybody is asked for anything, so it must be one. */
function googleAccount(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...{ type: 'service_account', project_id: 'shop', client_email: 'chaos@shop.example', client_id: '1' },
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: 'https://oauth2.googleapis.com/token',
  };
}
