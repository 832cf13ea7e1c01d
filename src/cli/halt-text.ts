// What a halt from the terminal did, cluster by cluster.

export interface HaltedPlace {
  readonly cluster: string;
  readonly namespace?: string;
  /** Why the latch is not known to be closed; absent: it is. */
  readonly latchTrouble?: string;
  readonly accepted: number;
  readonly failed: number;
  /** The first reason why something could not be ended. */
  readonly endTrouble?: string;
}

export function haltText(places: readonly HaltedPlace[]): string {
  const ended = places.reduce((sum, { accepted }) => sum + accepted, 0);
  const note =
    ended === 0
      ? []
      : [
          'Accepted is not recovered: Chaos Mesh takes faults back at its own pace.',
          'Watch: kubectl get podchaos,networkchaos,stresschaos -A',
        ];
  return `${[...places.flatMap(placeText), ...note, RELEASE].join('\n')}\n`;
}

const RELEASE = 'To allow starts again: /chaos release because …, confirmed by a second person.';

function placeText(place: HaltedPlace): readonly string[] {
  const { cluster, namespace, latchTrouble, accepted, failed, endTrouble } = place;
  const where = namespace === undefined ? cluster : `${cluster}/${namespace}`;
  const latch =
    latchTrouble === undefined
      ? `${where}: halted, no new starts.`
      : `${where}: NOT LATCHED, starts may go on there: ${latchTrouble}`;
  const deleted = `  deletions: ${accepted} accepted, ${failed} failed`;
  return [latch, endTrouble === undefined ? deleted : `${deleted}: ${endTrouble}`];
}
