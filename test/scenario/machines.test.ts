// Faults that hit no pods: a machine from the line to the proof, an instance of a cloud from YAML to what can be known of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator, CHAOS } from './administrator.ts';
import type { Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { cardOf, confirmOf, createsOf, dmAbout, press, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';

const STOP = `apiVersion: chaos-mesh.org/v1alpha1
kind: AWSChaos
metadata:
  name: stop-one
  namespace: shop
spec:
  action: ec2-stop
  awsRegion: eu-central-1
  ec2Instance: i-0123456789abcdef0
  secretName: cloud-account
  duration: 1m
`;

test('machines and clouds', async (t) => {
  const play = await openPlayground(t);
  const [ana, jon] = [play.as('ana'), play.as('jon')];
  const staging = await administrator(play, 'staging');
  const carries = (name: string): Promise<boolean> => play.carriesFault('staging', 'shop', name);

  /** Nothing outside of pods starts at once, not even in staging. */
  async function agreed(plan: Seen): Promise<{ readonly run: string; readonly dm: Seen }> {
    assert.match(plan.plain, /Needs one of sre, not you/);
    await press(ana, plan, 'Request approval');
    const run = runIn(plan);
    const dm = await dmAbout(jon, run, /asks you/);
    await press(jon, dm, 'Approve');
    return { run, dm };
  }

  await t.test('a machine is stressed, and chaosd says that it is over', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos machine stress-cpu db-1 80 because does it page?');
    assert.match(plan.plain, /^CPU 80 % · 1 of 1 db-1 · staging\/shop/);
    assert.match(plan.plain, /It hits db-1; 0 untouched, how many are up is not known\./);
    assert.match(plan.plain, /You did not say, so: 1 machine; 2 minutes; workers 1/);
    const { run, dm } = await agreed(plan);
    assert.match(confirmOf(dm, 'Approve'), /staging: CPU 80 % on 1 of 1 machines db-1, for 2 minutes/);
    const card = await cardOf(ana, SHOP, run, /RUNNING/);
    assert.equal(await carries('db-1'), true);
    const specs = (await staging.list(`${CHAOS}/physicalmachinechaos`)).map((one) => one['spec']);
    assert.partialDeepStrictEqual(specs, [{ selector: { physicalMachines: { shop: ['db-1'] } } }]);

    await play.clock.advance(121_000);
    const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
    assert.match(ended.plain, /1\/1 taken back by chaosd/);
    assert.match(ended.plain, /✓ db-1: chaosd took it back/);
    assert.equal(await carries('db-1'), false);
    const reply = await replyTo(ana, card, /RECOVERED/);
    assert.doesNotMatch(reply.plain, /pod/);
    assert.equal((await createsOf(play, run)).length, 1);
  });

  await t.test('while its chaosd does not answer, nothing says recovered', async () => {
    const address = 'http://192.0.2.52:31768';
    const { said: plan } = await say(
      ana,
      SHOP,
      '/chaos machine disk-fill -l rack=b 1GB for 1m because disks fill up',
    );
    const { run } = await agreed(plan);
    await cardOf(ana, SHOP, run, /RUNNING/);
    await play.faults({ cluster: { staging: { chaosdDown: { address } } } });
    await play.clock.advance(61_000);
    await cardOf(ana, SHOP, run, /^(?![\s\S]*RUNNING)/);
    await play.clock.advance(45_000);
    const stuck = await cardOf(ana, SHOP, run, /STUCK/);
    assert.match(stuck.plain, /STUCK: 1 machine still has the full disk/);
    assert.match(stuck.plain, /✗ db-2.*connection refused/);
    assert.equal(await carries('db-2'), true);
    await play.faults({ cluster: {} });
    const ended = await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 30_000 });
    assert.match(ended.plain, /what it changed may have stayed changed/);
    assert.equal(await carries('db-2'), false);
  });

  await t.test('an instance is stopped from YAML; what is not seen of it is not claimed', async () => {
    await ana.command(SHOP, '/chaos apply');
    const form = (await ana.view()) as {
      readonly id: string;
      readonly blocks: readonly { block_id?: string }[];
    };
    const yaml = form.blocks.find(({ block_id: id }) => id?.startsWith('yaml'))?.block_id ?? '';
    await ana.submit(form.id, { [yaml]: { yaml: STOP }, reason: { reason: 'does the shop survive?' } });
    const plan = await ana.waitFor(
      SHOP,
      ({ ephemeral, plain }) => ephemeral === true && plain.startsWith('Stop i-0123456789abcdef0 ·'),
    );
    assert.match(plan.plain, /With region eu-central-1, secret cloud-account/);
    assert.match(plan.plain, /Nobody here sees whether it exists and is up/);
    const { run } = await agreed(plan);
    const card = await cardOf(ana, SHOP, run, /RUNNING/);
    assert.equal(await carries('i-0123456789abcdef0'), true);
    const { said: second } = await say(
      ana,
      SHOP,
      '/chaos aws stop i-0123456789abcdef0 region=eu-central-1 secret=cloud-account',
    );
    assert.match(second.plain, /already does the same to i-0123456789abcdef0/);

    await play.clock.advance(61_000);
    const ended = await cardOf(ana, SHOP, run, /TAKEN BACK/);
    assert.match(ended.plain, /whether i-0123456789abcdef0 is up again cannot be seen from here/);
    assert.match(ended.plain, /1\/1 accepted by the cloud/);
    assert.doesNotMatch(ended.plain, /RECOVERED|proven/);
    assert.equal(await carries('i-0123456789abcdef0'), false);
    await replyTo(ana, card, /TAKEN BACK/);
  });

  await t.test('what is not there is said before anybody is asked', async () => {
    const answers: readonly (readonly [string, RegExp])[] = [
      ['machine stress-cpu db-3 80', /staging\/shop lists no machine db-3\. Did you mean db-1\?/],
      ['machine stress-cpu db-1 load=80 machines 2 go', /go was not taken: others must agree first/],
      ['machine stress-cpu machine/* load=80 machines all', /All 2 machines are hit: none stays untouched/],
      ['gcp reset node-1', /gcp reset needs a value, zone/],
    ];
    for (const [line, words] of answers) {
      const { said } = await say(ana, SHOP, `/chaos ${line}`);
      assert.match(said.plain.replaceAll('\n', ' '), words, line);
    }
  });
});
