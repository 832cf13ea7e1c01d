// Named points at which the crash suite kills the process; in production every point is empty.

export type CrashPoint = (name: string) => void;

/** `at`: the point's name, or `name#3` for the third time it is passed; absent: nothing ever happens. */
export function createCrashPoint(at: string | undefined, kill: () => void): CrashPoint {
  if (at === undefined || at === '') return () => undefined;
  const [wanted, nth = '1'] = at.split('#');
  let left = Number(nth);
  return (name) => {
    if (name !== wanted) return;
    left -= 1;
    if (left === 0) kill();
  };
}
