// The daemon's two gRPC services, read from the .proto files of the Chaos Mesh that was built.
import { type GrpcObject, loadPackageDefinition, type ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoFile } from '../repository.ts';

export function daemonService(): ServiceDefinition {
  return serviceIn('chaosdaemon', 'ChaosDaemon');
}

export function dnsService(): ServiceDefinition {
  return serviceIn('dns', 'DNS');
}

function serviceIn(file: 'chaosdaemon' | 'dns', name: string): ServiceDefinition {
  const definition = loadSync(protoFile(file), { keepCase: true, longs: Number, defaults: true });
  const packaged = loadPackageDefinition(definition)['pb'] as GrpcObject;
  const found = packaged[name];
  if (typeof found !== 'function' || !('service' in found))
    throw new Error(`${protoFile(file)} has no service ${name}`);
  return found.service;
}
