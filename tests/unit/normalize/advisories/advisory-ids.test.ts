import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advisoryIds } from "../../../../src/normalize/advisories/advisory-ids.ts";

describe("an id is recognized, and spelled as its publisher does", () => {
  test.each([
    ["CVE-2021-44228", "CVE-2021-44228"],
    ["Log4Shell (CVE-2021-44228): what to do", "CVE-2021-44228"],
    ["cve-2021-44228", "CVE-2021-44228"],
    ["CVE‑2021–44228", "CVE-2021-44228"],
    ["CVE—2021−44228", "CVE-2021-44228"],
    ["exploit_CVE_2021_44228_poc.py", "CVE-2021-44228"],
    ["漏洞CVE-2021-44228的分析", "CVE-2021-44228"],
    ["https://x.example/?q=%22CVE-2021-44228%22", "CVE-2021-44228"],
    ["https://nvd.nist.gov/vuln/detail/CVE-1999-0001#x", "CVE-1999-0001"],
    ["CVE-2021-1234567890123456789", "CVE-2021-1234567890123456789"],
    ["GHSA-JFH8-C2JP-5V3Q", "GHSA-jfh8-c2jp-5v3q"],
    ["https://github.com/advisories/ghsa-jfhh-ccjp-vvvq", "GHSA-jfhh-ccjp-vvvq"],
    ["EUVD-2024-12345", "EUVD-2024-12345"],
    ["PYSEC-2021-12", "PYSEC-2021-12"],
    ["rustsec-2021-0001", "RUSTSEC-2021-0001"],
    ["GO-2021-0053", "GO-2021-0053"],
    ["MAL-2024-123", "MAL-2024-123"],
    ["OSV-2021-1", "OSV-2021-1"],
    ["ICSA-21-119-04 Rockwell", "ICSA-21-119-04"],
    ["icsa-12-137-02a", "ICSA-12-137-02A"],
    ["ICSMA-21-119-01", "ICSMA-21-119-01"],
    ["ICS-ALERT-14-176-02A", "ICS-ALERT-14-176-02A"],
    ["Alert (TA21-131A)", "TA21-131A"],
    ["https://www.cisa.gov/news-events/aa21-131a", "AA21-131A"],
    ["VU#930724", "VU#930724"],
    ["CERTFR-2021-AVI-001", "CERTFR-2021-AVI-001"],
    ["certfr-2022-ale-0012", "CERTFR-2022-ALE-0012"],
    ["CERTA-2013-AVI-001", "CERTA-2013-AVI-001"],
    ["NCSC-2021-0001 [1.02]", "NCSC-2021-0001"],
    ["WID-SEC-2023-0001", "WID-SEC-2023-0001"],
    ["[NEU] WID-SEC-W-2023-0001", "WID-SEC-W-2023-0001"],
    ["CB-K21/0555 Update 3", "CB-K21/0555"],
    ["VDE-2021-034", "VDE-2021-034"],
    ["JVN#12345678", "JVN#12345678"],
    ["https://jvn.jp/vu/JVNVU98765432/", "JVNVU#98765432"],
    ["JVNDB-2021-000123", "JVNDB-2021-000123"],
    ["CNVD-2021-12345", "CNVD-2021-12345"],
    ["CNVD-C-2019-48814", "CNVD-C-2019-48814"],
    ["CNNVD-202105-123", "CNNVD-202105-123"],
    ["BDU:2021-01234", "BDU:2021-01234"],
    ["AVD-2021-44228", "AVD-2021-44228"],
    ["RHSA-2021:1234", "RHSA-2021:1234"],
    ["https://access.redhat.com/errata/RHSA-2021%3A1234", "RHSA-2021:1234"],
    ["rhsa-2021_1234.json", "RHSA-2021:1234"],
    ["RHBA-2021:1234", "RHBA-2021:1234"],
    ["RHEA-2021:1234", "RHEA-2021:1234"],
    ["SUSE-SU-2021:1234-1", "SUSE-SU-2021:1234-1"],
    ["https://www.suse.com/support/update/announcement/2021/suse-su-202114700-1/", "SUSE-SU-2021:14700-1"],
    ["openSUSE-SU-2021:0123-1", "openSUSE-SU-2021:0123-1"],
    ["OPENSUSE-RU-2021:0123-1", "openSUSE-RU-2021:0123-1"],
    ["USN-4937-1: GNOME Autoar", "USN-4937-1"],
    ["[SECURITY] [DSA 4907-1] composer", "DSA-4907-1"],
    ["DSA-4907 composer", "DSA-4907"],
    ["Dell's DSA-2021-106", "DSA-2021-106"],
    ["DSA-2048-1", "DSA-2048-1"],
    ["[DLA 2653-1] libxml2", "DLA-2653-1"],
    ["DLA-2653", "DLA-2653"],
    ["FEDORA-2021-ABCDEF1234", "FEDORA-2021-abcdef1234"],
    ["FEDORA-EPEL-2021-abcdef1234", "FEDORA-EPEL-2021-abcdef1234"],
    ["[ GLSA 202105-01 ] Boost", "GLSA-202105-01"],
    ["ALAS-2021-1234", "ALAS-2021-1234"],
    ["ALAS2-2021-1234", "ALAS2-2021-1234"],
    ["ALAS2023-2023-123", "ALAS2023-2023-123"],
    ["ELSA-2021-1234", "ELSA-2021-1234"],
    ["FreeBSD-SA-21:12.libcasper", "FreeBSD-SA-21:12"],
    ["MS17-010", "MS17-010"],
    ["ms17_010_eternalblue", "MS17-010"],
    ["Update KB5001330.", "KB5001330"],
    ["ADV190013", "ADV190013"],
    ["/CiscoSecurityAdvisory/cisco-sa-apache-log4j-qRuKNEbd.", "cisco-sa-apache-log4j-qRuKNEbd"],
    ["cisco-sa-20170310-struts2", "cisco-sa-20170310-struts2"],
    ["VMSA-2021-0010.1", "VMSA-2021-0010"],
    ["APSB21-29", "APSB21-29"],
    ["APSA10-01", "APSA10-01"],
    ["ZDI-21-123", "ZDI-21-123"],
    ["ZDI-CAN-1234", "ZDI-CAN-1234"],
    ["TALOS-2021-1234", "TALOS-2021-1234"],
    ["ssa-123456.pdf", "SSA-123456"],
    ["SEVD-2021-130-01", "SEVD-2021-130-01"],
    ["FG-IR-21-018", "FG-IR-21-018"],
    ["PAN-SA-2021-0001", "PAN-SA-2021-0001"],
    ["INTEL-SA-00086", "INTEL-SA-00086"],
    ["SA-CORE-2021-002", "SA-CORE-2021-002"],
    ["SA-CONTRIB-2021-010", "SA-CONTRIB-2021-010"],
  ])("%s", (text, id) => {
    expect(advisoryIds([text])).toEqual([id]);
  });
});

describe("what only looks like one is none", () => {
  test.each([
    "CVE-2021-12",
    "CVE-2021-12345678901234567890",
    "XCVE-2021-1234",
    "1CVE-2021-1234",
    "CVE-2021-12XX",
    "CVE-2021-1234XX",
    "CVE-3021-1234",
    "CVE-202-1234",
    "Top CVE 2021-2022",
    "the CVE of 2021",
    "GHSA-jfh8-c2jp",
    "GHSA-aaaa-bbbb-1111",
    "GHSA-jfh8-c2jp-5v3qq",
    "EUVD-2024-12",
    "pokemon-go-2021-2022",
    "POKEMON-GO-2021-2022",
    "mal-2024-1",
    "Go-2021-0053",
    "RUSTSEC-2021-1",
    "ICSA-21-119",
    "TA505",
    "TA21-131",
    "AA21-1311",
    "aa batteries",
    "VU#12",
    "CERTFR-2021-XYZ-001",
    "NCSC-2021",
    "JVN#1234",
    "CNVD-2021",
    "CNNVD-2021-123",
    "RHSA-2021",
    "RHSA-2021:12",
    "SUSE-SU-2021:1234",
    "USN-4937",
    "ECDSA-1234",
    "DSA-2048 keys",
    "DSA-1024",
    "DSA of 4907-1",
    "DLA 2653",
    "FEDORA-2021",
    "Fedora-34",
    "GLSA-2021",
    "MS18-010",
    "MS17-01",
    "MS17-0100",
    "kb5001330",
    "500 KB12345",
    "KB12345678",
    "XKB5001330",
    "ADV123",
    "ADV991234",
    "cisco-sa-",
    "cisco-sales-2021",
    "VMSA-21-0010",
    "APSB21",
    "ZDI-21",
    "SSA-1099",
    "SSA-1234567",
    "INTEL-SA",
    "covid-19 in 2021, G7, 1,234,567 people, ISO-27001, SHA-256",
    "",
  ])("%j", (text) => {
    expect(advisoryIds([text])).toEqual([]);
  });
});

describe("numbers of the same year that follow", () => {
  test.each([
    ["CVE-2021-44228, -45046, and -45105", ["CVE-2021-44228", "CVE-2021-45046", "CVE-2021-45105"]],
    ["CVE-2021-44228 and -45046.", ["CVE-2021-44228", "CVE-2021-45046"]],
    ["CVE-2021-44228 & -45046", ["CVE-2021-44228", "CVE-2021-45046"]],
    ["CVE-2021-44228, CVE-2020-1111, -2222", ["CVE-2021-44228", "CVE-2020-1111", "CVE-2020-2222"]],
    ["CVE-2021-44228, 45046 systems", ["CVE-2021-44228"]],
    ["/CVE-2021-44228/45046", ["CVE-2021-44228"]],
    ["CVE-2021-44228, -45", ["CVE-2021-44228"]],
    ["CVE-2021-44228 – 45046", ["CVE-2021-44228"]],
    ["CVE-2021-44228-45046", ["CVE-2021-44228"]],
  ])("%s", (text, ids) => {
    expect(advisoryIds([text])).toEqual(ids);
  });
});

describe("a KB number in small letters", () => {
  test.each([
    ["https://support.microsoft.com/topic/april-13-2021-kb5001330-os-builds", ["KB5001330"]],
    ["HTTPS://Support.Microsoft.com/kb5001330", ["KB5001330"]],
    ["https://a.example/kb5001330", []],
    ["https://microsoft.com.a.example/kb5001330", []],
    ["https://a.example/microsoft.com/kb5001330", []],
    ["see https://support.microsoft.com/kb5001330", []],
  ])("%s", (text, ids) => {
    expect(advisoryIds([text])).toEqual(ids);
  });
});

test("ids come once, in the order in which they appear first", () => {
  const texts = [
    "RHSA-2021:1234 fixes cve-2021-2222",
    null,
    "CVE-2021-1111 and CVE-2021-2222, see GHSA-jfh8-c2jp-5v3q",
    "https://github.com/advisories/GHSA-JFH8-c2jp-5v3q",
  ];
  expect(advisoryIds(texts)).toEqual([
    "RHSA-2021:1234",
    "CVE-2021-2222",
    "CVE-2021-1111",
    "GHSA-jfh8-c2jp-5v3q",
  ]);
});

test("ids of an advisory that differ in case come once, as they stood first", () => {
  const texts = ["cisco-sa-apache-log4j-qRuKNEbd", "cisco-sa-apache-log4j-qruknebd"];
  expect(advisoryIds(texts)).toEqual(["cisco-sa-apache-log4j-qRuKNEbd"]);
});

test("no more than 1,000 ids are taken", () => {
  const ids = Array.from({ length: 1_500 }, (_, at) => `CVE-2021-${10_000 + at}`);
  expect(advisoryIds([ids.join(" ")])).toEqual(ids.slice(0, 1_000));
  expect(advisoryIds([ids.slice(0, 999).join(" "), "CVE-2022-1111, -2222"])).toHaveLength(1_000);
});

test("every id is recognized again in itself, alone, whatever surrounds it", () => {
  const id = fc.constantFrom(
    "CVE-2021-44228",
    "GHSA-jfh8-c2jp-5v3q",
    "RHSA-2021:1234",
    "VU#930724",
    "openSUSE-SU-2021:0123-1",
    "ZDI-CAN-1234",
    "KB5001330",
    "BDU:2021-01234",
    "cisco-sa-apache-log4j-qRuKNEbd",
  );
  const around = fc.constantFrom(" ", "(", ")", "。", "/", "\n", ".", ":", "的", "'", "%20");
  fc.assert(
    fc.property(around, id, around, id, around, (before, one, between, other, after) => {
      const expected = [...new Set([one, other])];
      expect(advisoryIds([`${before}${one}${between}${other}${after}`])).toEqual(expected);
    }),
  );
});

test("what is found in any text is an id by itself", () => {
  const part = fc.constantFrom(
    "CVE",
    "GHSA",
    "KB",
    "-",
    "2021",
    "44228",
    "2222",
    "a",
    ":",
    " ",
    "_",
    "\ud800",
    "的",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      for (const id of advisoryIds([parts.join("")])) expect(advisoryIds([id])).toEqual([id]);
    }),
  );
});

test.each([
  "CVE-",
  "CVE-2021-",
  "CVE-2021-1234, -",
  "RHSA-2021:",
  "cisco-sa-a",
  "GHSA-2222-",
  "KB",
  "1",
  "-",
  "A1",
])("a megabyte of %j is read in time", (unit) => {
  expect(advisoryIds([unit.repeat(1_000_000 / unit.length)]).length).toBeLessThan(2);
});
