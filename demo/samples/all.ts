import { NORTHGATE_CERT, ORCHARD_LABS, QUARRY_LANE } from "./bulletins.ts";
import { BASIN_MONITOR, HARBOUR_WATCH, REVUE_DU_CORDON, SIGNAL_DIGEST } from "./outlets.ts";
import { GLOBAL_SECURITY, PRESS_TV } from "./reprint.ts";
import type { SampleFeed } from "./sample-feed.ts";
import { LOWLAND_WIRE, MERIDIAN_ARCHIVE, STRAITS_BULLETIN } from "./troubled.ts";

export const SAMPLE_FEEDS: readonly SampleFeed[] = [
  PRESS_TV,
  GLOBAL_SECURITY,
  HARBOUR_WATCH,
  SIGNAL_DIGEST,
  BASIN_MONITOR,
  REVUE_DU_CORDON,
  NORTHGATE_CERT,
  ORCHARD_LABS,
  QUARRY_LANE,
  MERIDIAN_ARCHIVE,
  LOWLAND_WIRE,
  STRAITS_BULLETIN,
];
