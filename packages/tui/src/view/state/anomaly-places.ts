import type { Anomaly, AnomalyIndex } from '@sockscope/timeline';
import { filterScan } from './shown-rows';
import type { LadderChoice, UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** Gives the places of the shown rows that stand out, ascending; null where they are not known yet. */
export function anomalyPlaces(state: UiState, content: UiContent): readonly number[] | null {
  const { anomalies } = content;
  if (anomalies === null) return null;
  const all = placesIn(state.choice, anomalies, content);
  const scan = filterScan(state, content);
  if (scan === null) return all;
  return all.flatMap((place) => {
    const found = scan.countBefore(place);
    return scan.places[found] === place ? [found] : [];
  });
}

/** By what was found and in which ladder: found once, and not anew with every key. */
const known = new WeakMap<
  UiContent,
  Map<LadderChoice, { readonly of: AnomalyIndex; readonly places: readonly number[] }>
>();

function placesIn(choice: LadderChoice, anomalies: AnomalyIndex, content: UiContent): readonly number[] {
  const ladders = known.get(content) ?? new Map<LadderChoice, { of: AnomalyIndex; places: readonly number[] }>();
  known.set(content, ladders);
  const before = ladders.get(choice);
  if (before?.of === anomalies) return before.places;
  const places = new Set(anomalies.all.flatMap((anomaly) => placeOf(anomaly, choice, content) ?? []));
  const sorted = [...places].sort((a, b) => a - b);
  ladders.set(choice, { of: anomalies, places: sorted });
  return sorted;
}

/** A call's stand where it returns, or in its one row; as rowAnomalies() has them. */
function placeOf({ packet, call }: Anomaly, choice: LadderChoice, content: UiContent): number | null {
  if (packet !== null) return content.indexOf(choice, `#${packet}`);
  if (call === null) return null;
  const returned = content.indexOf(choice, `${call}/return`);
  if (returned !== null) return returned;
  const row = content.indexOf(choice, call);
  const event = row === null ? undefined : content.rows(choice)[row]?.event;
  return event?.kind === 'call' && event.part === 'whole' ? row : null;
}
