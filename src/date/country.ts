/** The last label of a host name where it is a country's (two letters), in lower case. */
export function countryOf(host: string | null): string | null {
  const label = /\.([a-z]{2})\.?$/i.exec(host ?? "")?.[1];
  return label?.toLowerCase() ?? null;
}

/**
 * Countries that write 03/05/2021 for the third of May (CLDR, short date patterns). Left out: those that write both
 * orders, and the domains that are sold world-wide (.co, .io, .me, .tv, .ai).
 */
const DAY_FIRST = new Set(
  (
    "ad ae al am ar at au az ba bd be bg bh bo br by ch cl cr cu cy cz de dk do dz ec ee eg es fi fr gb ge gr gt hn hr " +
    "id ie il in iq is it jo ke kw kz lb lk lu lv ly ma md mk mt mx my ng ni nl no nz om pe pk pl pt py qa ro rs ru " +
    "sa sd sg si sk sv sy th tn tr ua uk uy uz ve vn ye"
  ).split(" "),
);

export const isDayFirst = (country: string | null): boolean => country !== null && DAY_FIRST.has(country);
