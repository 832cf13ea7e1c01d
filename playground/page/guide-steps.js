// The steps of the guided first run: what each does through the page's own ways, and what shows that it happened.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.

/** 300 ms make the shop slow enough to page, and not slow enough to breach its limit. */
const PROMISING = '/chaos delay web 300ms pods all for 40s expect CheckoutSlow within 20s';

const KEPT = /CheckoutSlow had to fire.*: after/;

const hasPicture = ({ blocks }) => blocks.some(({ type }) => type === 'image');
const runIn = ({ plain }) => /r-[a-z0-9]{6}/.exec(plain)?.[0];
const has = (message, label) => message.buttons.some((button) => button.label === label);

/** The newest card that says this; of one run, or of what came since the step before. */
const cardWith = (messages, words, isIt) =>
  messages.findLast((one) => !one.ephemeral && isIt(one) && words.test(one.plain));
const since = (progress) => (one) => Number(one.ts) > Number(progress.since);
const ofRun = (progress) => (one) => progress.run !== undefined && one.plain.includes(progress.run);
const planWith = (messages, words, progress) =>
  messages.findLast((one) => one.ephemeral && since(progress)(one) && words.test(one.plain));

async function askAndPress(page, progress, line, words, label) {
  await page.command(line);
  const plan = await page.until((messages) => {
    const found = planWith(messages, words, progress);
    return found && has(found, label) ? found : undefined;
  });
  await page.click(plan, label);
}

async function approve(page, name, progress) {
  await page.be(name);
  const card = await page.until((messages) =>
    messages.find((one) => ofRun(progress)(one) && has(one, 'Approve')),
  );
  await page.click(card, 'Approve');
}

/**
 * `act` does the step and may add to what is known; `seen` looks at what Ana sees, and says what it learnt once it
 * happened. Neither trusts the other.
 */
export const steps = [
  {
    title: 'Ask',
    words:
      'Ana asks what it would mean to lose one of the servers (“pods”) behind the shop’s web page. She gets a plan; nothing happens yet.',
    label: 'As Ana, type /chaos kill web',
    async act(page) {
      await page.be('ana');
      await page.command('/chaos kill web');
    },
    async seen({ messages }, progress) {
      const plan = planWith(messages, /Kill 1 of \d+ web[\s\S]*staging\/shop/, progress);
      return plan && { run: runIn(plan) };
    },
  },
  {
    title: 'Start',
    words:
      'The plan says what is hit and what stays. Start it: under Pods on the left one falls and returns, and the card follows.',
    label: 'Press Start now',
    async act(page, progress) {
      await page.be('ana');
      const plan = await page.until((messages) =>
        messages.findLast((one) => one.ephemeral && ofRun(progress)(one) && has(one, 'Start now')),
      );
      await page.click(plan, 'Start now');
    },
    seen: async ({ messages }, progress) => cardWith(messages, /RECOVERED/, ofRun(progress)) && {},
  },
  {
    title: 'Ask for too much',
    words:
      'Production is another matter. Ask for all of its web pods at once, and read why that cannot start.',
    label: 'Type /chaos kill prod:web pods all',
    async act(page) {
      await page.be('ana');
      await page.command('/chaos kill prod:web pods all because how many can we lose?');
    },
    seen: async ({ messages }, progress) =>
      planWith(messages, /PROD[\s\S]*it cannot start as it is/, progress) && {},
  },
  {
    title: 'Ask others',
    words:
      'One pod of production may be asked for, with a reason. Two people have to agree, and neither of them is Ana.',
    label: 'Ask for one pod, with a reason',
    async act(page, progress) {
      await page.be('ana');
      const line = '/chaos kill prod:web because does checkout survive losing a pod?';
      await askAndPress(page, progress, line, /Kill 1 of \d+ web[\s\S]*PROD/, 'Request approval');
    },
    async seen({ messages }, progress) {
      const card = cardWith(messages, /Kill 1 of \d+ web · PROD[\s\S]*WAITING/, since(progress));
      return card && { run: runIn(card) };
    },
  },
  {
    title: 'Jon agrees',
    words: 'Jon keeps production running. He sees the same card, with the whole plan on it.',
    label: 'Be Jon and approve',
    act: (page, progress) => approve(page, 'jon', progress),
    seen: async ({ messages }, progress) => cardWith(messages, /✓ Jon/, ofRun(progress)) && {},
  },
  {
    title: 'Mara agrees',
    words: 'Mara owns the shop. Hers is the second voice that the rule wants.',
    label: 'Be Mara and approve',
    act: (page, progress) => approve(page, 'mara', progress),
    seen: async ({ messages }, progress) => cardWith(messages, /✓ Mara/, ofRun(progress)) && {},
  },
  {
    title: 'Ana starts it',
    words:
      'Nothing starts behind Ana’s back: the reply in the thread calls her, and she presses when she is ready.',
    label: 'Be Ana and press Start now',
    async act(page, progress) {
      await page.be('ana');
      const card = await page.until((messages) => cardWith(messages, /./, ofRun(progress)));
      await page.openThread(card.ts);
      const call = await page.until((replies) => replies.findLast((one) => has(one, 'Start now')), card.ts);
      await page.click(call, 'Start now');
    },
    seen: async ({ messages }, progress) => cardWith(messages, /RECOVERED/, ofRun(progress)) && {},
  },
  {
    title: 'Promise an alert',
    words:
      'Would anybody notice? Ana promises an alert: when web is 300 ms late, CheckoutSlow has to fire. It is measured all the while, for 40 seconds.',
    label: 'Type it and start it',
    async act(page, progress) {
      await page.be('ana');
      await askAndPress(page, progress, PROMISING, /Delay 300 ms/, 'Start now');
      const card = await page.until((messages) => cardWith(messages, /Delay 300 ms/, since(progress)));
      await page.openThread(card.ts);
    },
    async seen({ messages }, progress) {
      const card = cardWith(messages, KEPT, since(progress));
      return card && { run: runIn(card) };
    },
  },
  {
    title: 'Kill the bot',
    words:
      'In the middle of it, kill the bot itself. It comes back to the same card, proves each pod clean, and gives its verdict with a chart.',
    label: 'Kill the bot',
    enter: async ({ bots }) => ({ pid: (await bots())[0]?.pid }),
    act: (page) => page.killBot(),
    async seen({ messages, bots, replies }, progress) {
      const card = cardWith(messages, /RECOVERED.*verdict PASSED/, ofRun(progress));
      if (!card || !(await replies(card.ts)).some(hasPicture)) return undefined;
      const [bot] = await bots();
      return bot?.ready && bot.pid !== progress.pid ? {} : undefined;
    },
  },
];
