// The few calls of Amazon's EC2 that Chaos Mesh makes, answered by nobody's machines.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference (query protocol, XML answers).
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closed, listening } from './fake-chaosd.ts';

export interface FakeAws {
  /** For AWS_ENDPOINT_URL in the controller's environment. */
  readonly url: string;
  /** The actions that were called, in order. */
  calls(): readonly string[];
  /** Instances that are stopped and volumes that are detached. */
  carried(): readonly string[];
  stop(): Promise<void>;
}

const xmlns = 'http://ec2.amazonaws.com/doc/2016-11-15/';

export async function createFakeAws(): Promise<FakeAws> {
  const calls: string[] = [];
  const carried = new Set<string>();

  const effects: Readonly<Record<string, (form: URLSearchParams) => void>> = {
    StopInstances: (form) => void carried.add(form.get('InstanceId.1') ?? ''),
    StartInstances: (form) => void carried.delete(form.get('InstanceId.1') ?? ''),
    RebootInstances: () => undefined,
    DetachVolume: (form) => void carried.add(form.get('VolumeId') ?? ''),
    AttachVolume: (form) => void carried.delete(form.get('VolumeId') ?? ''),
  };

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const action = form.get('Action') ?? '';
    const effect = effects[action];
    calls.push(action);
    effect?.(form);
    response.writeHead(effect ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(effect ? done(action) : refused(action));
  });
  return {
    url: await listening(server),
    calls: () => [...calls],
    carried: () => [...carried],
    stop: () => closed(server),
  };
}

function done(action: string): string {
  return `<${action}Response xmlns="${xmlns}"><requestId>fake</requestId><return>true</return></${action}Response>`;
}

function refused(action: string): string {
  const error = `<Error><Code>InvalidAction</Code><Message>the fake knows no ${action}</Message></Error>`;
  return `<Response><Errors>${error}</Errors><RequestID>fake</RequestID></Response>`;
}
