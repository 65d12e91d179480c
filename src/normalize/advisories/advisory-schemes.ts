/** One way to name vulnerabilities or advisories: `name`, then what `rest` matches, which is spelled as `form` says. */
export interface AdvisoryScheme {
  /** As its publisher spells it. */
  name: string;
  /**
   * Source of a regular expression, in which `-` outside of a class is any dash or an underscore. It begins with a digit,
   * or with one dash, `#`, colon or space and a digit. Of bounded length, so that reading is linear.
   */
  rest: string;
  /** How the rest is written in an id; default: upper case. `parts` are the groups of `rest`. */
  form?: (rest: string, parts: readonly string[]) => string;
  /** The name is a word in small letters, or part of others: only as spelled, and never after a hyphen. */
  exact?: true;
  /** After the dash may come a letter. */
  wordy?: true;
}

const YEAR = "(?:19|20)\\d\\d";
/** A colon, as text, addresses and file names have it. */
const COLON = "(?::|%3A|-)";

const upper = (rest: string): string => rest.toUpperCase();
const lower = (rest: string): string => rest.toLowerCase();
const verbatim = (rest: string): string => rest;
const colon = (_: string, [year, number]: readonly string[]): string => `-${year}:${number}`;
const hyphens = (rest: string): string => upper(rest.replaceAll(" ", "-"));

const yearly = (name: string, digits: string): AdvisoryScheme => ({ name, rest: `-${YEAR}-\\d{${digits}}` });
const redHat = (name: string): AdvisoryScheme => ({
  name,
  rest: `-(${YEAR})${COLON}(\\d{3,5})`,
  form: colon,
});
const suse = (name: string): AdvisoryScheme => ({
  name,
  // Its own addresses leave the colon away: `suse-su-20211234-1`.
  rest: `-(${YEAR})${COLON}?(\\d{4,5})-(\\d{1,2})`,
  form: (_, [year, number, release]) => `-${year}:${number}-${release}`,
});

/**
 * The schemes that are recognized, any of them in any case but where `exact` says otherwise. Left out is what cannot be
 * told from other words and numbers (F5's `K12345678`, Xen's `XSA-12`), and CVE's `CAN-` of before 2005.
 */
export const ADVISORY_SCHEMES: readonly AdvisoryScheme[] = [
  // CVE Record Format: 4 to 19 digits.
  yearly("CVE", "4,19"),
  { name: "GHSA", rest: "(?:-[2-9cfghjmpqrvwx]{4}){3}", form: lower, wordy: true },
  yearly("EUVD", "4,10"),
  yearly("PYSEC", "1,6"),
  yearly("RUSTSEC", "4"),
  { ...yearly("GO", "4,5"), exact: true },
  { ...yearly("MAL", "1,6"), exact: true },
  { ...yearly("OSV", "1,6"), exact: true },

  // National teams: CISA, CERT/CC, CERT-FR, NCSC-NL, BSI, CERT@VDE, JPCERT, CNCERT, FSTEC.
  { name: "ICSA", rest: "-\\d\\d-\\d{3}-\\d\\d[A-Z]?" },
  { name: "ICSMA", rest: "-\\d\\d-\\d{3}-\\d\\d[A-Z]?" },
  { name: "ICS-ALERT", rest: "-\\d\\d-\\d{3}-\\d\\d[A-Z]?" },
  { name: "TA", rest: "\\d\\d-\\d{3}[A-Z]" },
  { name: "AA", rest: "\\d\\d-\\d{3}[A-Z]" },
  { name: "VU#", rest: "\\d{4,6}" },
  { name: "CERTFR", rest: `-${YEAR}-(?:AVI|ALE|ACT|CTI|IOC|DUR|REC)-\\d{3,4}` },
  { name: "CERTA", rest: `-${YEAR}-(?:AVI|ALE|ACT|INF|REC)-\\d{3}` },
  yearly("NCSC", "4"),
  yearly("WID-SEC", "4,5"),
  yearly("WID-SEC-W", "4,5"),
  { name: "CB-K", rest: "\\d\\d/\\d{4}" },
  yearly("VDE", "3"),
  { name: "JVN", rest: "#?(\\d{8})", form: (_, [number]) => `#${number}` },
  { name: "JVNVU", rest: "#?(\\d{8})", form: (_, [number]) => `#${number}` },
  yearly("JVNDB", "6"),
  yearly("CNVD", "4,6"),
  yearly("CNVD-C", "4,6"),
  { name: "CNNVD", rest: "-(?:19|20)\\d{4}-\\d{3,4}" },
  { name: "BDU", rest: `${COLON}(${YEAR})-(\\d{5})`, form: (_, [year, number]) => `:${year}-${number}` },
  yearly("AVD", "4,7"),

  // Distributions. Mailing lists write Debian's and Gentoo's with a space. Dell has a DSA too, with a year.
  redHat("RHSA"),
  redHat("RHBA"),
  redHat("RHEA"),
  suse("SUSE-SU"),
  suse("SUSE-RU"),
  suse("openSUSE-SU"),
  suse("openSUSE-RU"),
  { name: "USN", rest: "-\\d{1,4}-\\d{1,2}" },
  { name: "DSA", rest: "(?:-| )\\d{3,4}-\\d{1,2}", form: hyphens },
  { name: "DSA", rest: "-20\\d\\d-\\d{3}" },
  // Without a revision, what may be the size of a key is none.
  { name: "DSA", rest: "-(?!(?:512|768|1024|2048|3072|4096)\\b)\\d{3,4}" },
  { name: "DLA", rest: "(?:-| )\\d{1,4}-\\d{1,2}", form: hyphens },
  { name: "DLA", rest: "-\\d{2,4}" },
  { name: "FEDORA", rest: `-${YEAR}-(?:[\\da-f]{10}|\\d{4,5})`, form: lower },
  { name: "FEDORA-EPEL", rest: `-${YEAR}-(?:[\\da-f]{10}|\\d{4,5})`, form: lower },
  { name: "GLSA", rest: "(?:-| )20\\d{4}-\\d\\d", form: hyphens },
  { name: "ALAS", rest: `(?:2023|2022|2)?-${YEAR}-\\d{1,4}` },
  yearly("ELSA", "4,6"),
  yearly("ELBA", "4,6"),
  { name: "FreeBSD-SA", rest: `-(\\d\\d)${COLON}(\\d\\d)`, form: colon },

  // Vendors and brokers.
  { name: "MS", rest: "(?:9[89]|0\\d|1[0-7])-\\d{3}" },
  { name: "KB", rest: "\\d{6,7}", exact: true },
  { name: "ADV", rest: "(?:1[7-9]|2\\d)\\d{4}" },
  { name: "cisco-sa", rest: "(?:-[a-z\\d]{1,40}){2,12}", form: verbatim, wordy: true },
  // `.1` and so on is a revision of the same advisory.
  yearly("VMSA", "4"),
  { name: "APSB", rest: "\\d\\d-\\d{2,3}" },
  { name: "APSA", rest: "\\d\\d-\\d{2,3}" },
  { name: "ZDI", rest: "-\\d\\d-\\d{3,4}" },
  { name: "ZDI-CAN", rest: "-\\d{3,5}" },
  yearly("TALOS", "4"),
  { name: "SSA", rest: "-\\d{6}" },
  { name: "SEVD", rest: `-${YEAR}-\\d{3}-\\d\\d` },
  { name: "FG-IR", rest: "-\\d\\d-\\d{3,4}" },
  yearly("PAN-SA", "4"),
  { name: "INTEL-SA", rest: "-\\d{5}" },
  { name: "SA-CORE", rest: `-${YEAR}-\\d{3}` },
  { name: "SA-CONTRIB", rest: `-${YEAR}-\\d{3}` },
];
