import { countryOf } from "./country.ts";

interface ZoneMeaning {
  /** Minutes east of Greenwich, or an IANA name. */
  place: number | string;
  /** The place that was chosen, for a name that several places use; `null` when the name says it. */
  assumed: string | null;
}

/** Minutes east of Greenwich. The first line is RFC 822, 5.1; the others are what publishers write. */
const OFFSETS = table(`
  z 0, ut 0, utc 0, gmt 0, est -300, edt -240, cst -360, cdt -300, mst -420, mdt -360, pst -480, pdt -420,
  zulu 0, uct 0, wet 0, west 60, wez 0, bst 60, cet 60, cest 120, mez 60, mesz 120, met 60, mest 120,
  eet 120, eest 180, oez 120, oesz 180, msk 180, msd 240, trt 180, idt 180, irst 210, irdt 270,
  samt 240, yekt 300, omst 360, novt 420, krat 420, irkt 480, yakt 540, vlat 600, magt 660, pett 720,
  azt 240, get 240, uzt 300, tmt 300, tjt 300, pkt 300, aft 270, npt 345, kgt 360, mmt 390, ict 420,
  wib 420, wita 480, wit 540, sgt 480, myt 480, hkt 480, pht 480, jst 540, kst 540,
  awst 480, acst 570, acdt 630, aest 600, aedt 660, chst 600, nzst 720, nzdt 780, fjt 720, tot 780,
  wat 60, cat 120, sast 120, eat 180, mut 240,
  hst -600, hast -600, hdt -540, akst -540, akdt -480, nst -210, ndt -150, aoe -720,
  cot -300, pet -300, bot -240, clt -240, clst -180, vet -240, art -180, brt -180, brst -120, uyt -180, pyt -180`);

/** US usage that leaves summer time to the reader. */
const CIVIL = new Map([
  ["et", "America/New_York"],
  ["ct", "America/Chicago"],
  ["mt", "America/Denver"],
  ["pt", "America/Los_Angeles"],
]);

/** Names that several places use and no RFC defines: what each most often means. */
const USUAL = places(`
  ist 330 Asia/Kolkata, ast -240 America/Puerto_Rico, adt -180 America/Halifax, gst 240 Asia/Dubai,
  sst -660 Pacific/Pago_Pago, ect -300 America/Guayaquil, amt -240 America/Manaus, act -300 America/Rio_Branco,
  wst 480 Australia/Perth`);

/** What a name means for publishers of a country, where that is not what it means elsewhere. */
const ABROAD = places(`
  ist.il 120 Asia/Jerusalem, ist.ie 60 Europe/Dublin,
  cst.cn 480 Asia/Shanghai, cst.tw 480 Asia/Taipei, cst.hk 480 Asia/Hong_Kong, cst.mo 480 Asia/Macau,
  cst.cu -300 America/Havana, cdt.cu -240 America/Havana, cst.au 570 Australia/Darwin, cdt.au 630 Australia/Adelaide,
  est.au 600 Australia/Brisbane, edt.au 660 Australia/Sydney, act.au 570 Australia/Darwin,
  bst.bd 360 Asia/Dhaka, bst.pg 660 Pacific/Bougainville, adt.iq 240 Asia/Baghdad,
  ast.sa 180 Asia/Riyadh, ast.kw 180 Asia/Kuwait, ast.iq 180 Asia/Baghdad, ast.bh 180 Asia/Bahrain,
  ast.qa 180 Asia/Qatar, ast.ye 180 Asia/Aden, ast.jo 180 Asia/Amman, ast.sy 180 Asia/Damascus,
  sst.sg 480 Asia/Singapore, gst.gs -120 Atlantic/South_Georgia, gst.gu 600 Pacific/Guam,
  pst.ph 480 Asia/Manila, pst.pk 300 Asia/Karachi, mst.my 480 Asia/Kuala_Lumpur, mst.mm 390 Asia/Yangon,
  ect.ag -240 America/Antigua, ect.bb -240 America/Barbados, ect.dm -240 America/Dominica,
  ect.gd -240 America/Grenada, ect.kn -240 America/St_Kitts, ect.lc -240 America/St_Lucia,
  ect.tt -240 America/Port_of_Spain, ect.vc -240 America/St_Vincent,
  amt.am 240 Asia/Yerevan, wst.ws 780 Pacific/Apia`);

/** An offset, with or without the GMT or UTC that it counts from. */
const NUMERIC = /^(?:gmt|utc?|z)? ?([+-])(\d{1,2}):?(\d{2})?$/;

/** Minutes; clocks are at most 14 hours from Greenwich (Kiribati). */
const WIDEST = 840;

/**
 * What a zone of a date means: an offset, a name of RFC 822 or of common use, or an IANA name.
 *
 * @param zone in lower case
 * @param host the publisher's; its country decides between the meanings of a name
 * @returns `null` when it is not known
 */
export function resolveZone(zone: string, host: string | null): ZoneMeaning | null {
  const abroad = host === null ? undefined : ABROAD.get(`${zone}.${countryOf(host)}`);
  if (abroad) return abroad;
  const place = OFFSETS.get(zone);
  if (place !== undefined) return { place, assumed: null };
  const numeric = NUMERIC.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    if (minutes > WIDEST) return null;
    return { place: numeric[1] === "-" ? -minutes : minutes, assumed: null };
  }
  if (zone.includes("/")) return { place: zone, assumed: null };
  const civil = CIVIL.get(zone);
  return civil === undefined ? (USUAL.get(zone) ?? null) : { place: civil, assumed: civil };
}

/** Whether a word, in lower case, is the name of a zone. */
export const isZoneName = (word: string): boolean => OFFSETS.has(word) || USUAL.has(word) || CIVIL.has(word);

function table(text: string): Map<string, number> {
  return new Map(rows(text).map(([name = "", minutes]) => [name, Number(minutes)]));
}

function places(text: string): Map<string, ZoneMeaning> {
  return new Map(
    rows(text).map(([name = "", minutes, assumed = ""]) => [name, { place: Number(minutes), assumed }]),
  );
}

function rows(text: string): string[][] {
  return text.split(",").map((row) => row.trim().split(" "));
}
