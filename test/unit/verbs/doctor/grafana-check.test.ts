// What doctor says about Grafana: whether it takes the token.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GRAFANA_TOKEN, startGrafana } from '../../../../playground/grafana.ts';
import { createGrafana } from '../../../../src/signals/grafana.ts';
import { runChecks } from '../../../../src/verbs/doctor/check.ts';
import { grafanaCheck } from '../../../../src/verbs/doctor/grafana-check.ts';

test('doctor says whether Grafana takes the token, and what to look at where it does not', async (t) => {
  const stand = await startGrafana();
  t.after(() => stand.end());
  const said = async (token: string) => {
    const [line] = await runChecks([grafanaCheck(createGrafana({ url: stand.url, token }))], 1_000);
    return `${line?.ok} ${line?.sentence} ${line?.cure ?? ''}`;
  };
  assert.equal(await said(GRAFANA_TOKEN), 'ok Grafana shows us its annotations. ');
  assert.match(
    await said('glsa_other'),
    /^weak Grafana refuses the token \(401\).* Runs are not marked there\. Look at `grafana\.url` and GRAFANA_TOKEN\.$/,
  );
});
