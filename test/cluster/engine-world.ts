// The engine as a world of the conformance suite: real programs, and hands on all that stands behind them.
import { readFileSync } from 'node:fs';
import { createClient, createDispatcher, type Json } from '../conformance/client.ts';
import type { ControllerHands, DaemonHands, OpenWorld, OutsideHands, World } from '../conformance/world.ts';
import { startProbe } from './conformance-probe.ts';
import { certificatesIn } from './engine/certificates.ts';
import type { Engine } from './engine/engine.ts';
import type { FakeAws } from './engine/fake-aws.ts';
import type { FakeChaosd } from './engine/fake-chaosd.ts';
import { tokenOf } from './engine/people.ts';
import { preparedEtcd } from './engine/prepared-etcd.ts';

/** What of the engine is outside of its cluster. */
export interface Outside {
  readonly chaosd: FakeChaosd;
  readonly aws: FakeAws;
}

export async function worldOf(engine: Engine, outside?: Outside): Promise<OpenWorld> {
  const { ca } = certificatesIn((await preparedEtcd()).certificates);
  const dispatcher = createDispatcher({ ca: readFileSync(ca) });
  const headers = { authorization: `Bearer ${tokenOf('admin')}` };
  const probe = await startProbe();
  const world: World = {
    name: 'engine',
    client: createClient({ server: engine.apiUrl, dispatcher, headers }),
    image: 'web:1.4.2',
    daemon: daemonOf(engine),
    controller: controllerOf(engine),
    probe,
    ...(outside && { outside: outsideOf(outside) }),
  };
  return {
    world,
    async close() {
      await probe.close();
      await dispatcher.destroy();
    },
  };
}

function daemonOf({ daemon }: Engine): DaemonHands {
  return {
    failApply: (failApply) => daemon.setFaults({ failApply }),
    failRecover: (failRecover) => daemon.setFaults({ failRecover }),
    heal: () => daemon.setFaults({}),
    stopOn: daemon.stopOn,
    startOn: daemon.startOn,
    carries({ status }: Json) {
      const containers: Json[] = status.containerStatuses ?? [];
      return daemon
        .carried()
        .some(({ target }) => containers.some(({ containerID }) => containerID === target));
    },
  };
}

function outsideOf({ chaosd, aws }: Outside): OutsideHands {
  return {
    address: chaosd.address,
    failApply: (failApply) => chaosd.setFaults({ failApply }),
    failRecover: (failRecover) => chaosd.setFaults({ failRecover }),
    heal: () => chaosd.setFaults({}),
    carries: ({ spec }: Json) => chaosd.carried().some(({ uid }) => uid === spec.uid),
    ordered: (_experiment, id) => aws.carried().includes(id),
  };
}

/** A case may start it again to be sure: what runs already is left alone. */
function controllerOf({ stopController, startController }: Engine): ControllerHands {
  let runs = true;
  return {
    async stop() {
      await stopController();
      runs = false;
    },
    async start() {
      if (!runs) await startController();
      runs = true;
    },
  };
}
