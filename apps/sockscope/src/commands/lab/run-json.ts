import type { PlacedResult, Scenario } from '@sockscope/lab';

/** One run of a scenario as the object of its JSON line. */
export function runJson(
  { name, family, summary, explanation }: Scenario,
  session: string,
  result: PlacedResult,
): object {
  const what = { kind: 'run', name, family, summary };
  if (!result.ok) return { ...what, result: 'not run', faults: [result.failure.text] };
  const { verdict, place } = result.run;
  return {
    ...what,
    result: verdict.hasPassed ? 'passed' : 'failed',
    compared: verdict.isCompared,
    faults: verdict.faults,
    varied: verdict.varied,
    listing: verdict.listing,
    place,
    session,
    explanation,
  };
}
