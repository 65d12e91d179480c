import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { judgeSignature } from "../../../src/websub/signature.ts";

const SECRET = "0123456789abcdef".repeat(4);
const BODY = Buffer.from([0x3c, 0xff, 0x00, 0x0a]);
const sign = (method: string, body = BODY, secret = SECRET): string =>
  `${method}=${createHmac(method, secret).update(body).digest("hex")}`;

test.each(["sha1", "sha256", "sha384", "sha512"])("%s over the bytes as they came", (method) => {
  expect(judgeSignature(sign(method), BODY, SECRET)).toBe("valid");
  expect(judgeSignature(sign(method).toUpperCase(), BODY, SECRET)).toBe("valid");
  expect(judgeSignature(sign(method), Buffer.concat([BODY, BODY]), SECRET)).toBe("wrong");
  expect(judgeSignature(sign(method, BODY, "another"), BODY, SECRET)).toBe("wrong");
});

test.each([
  ["of another method", sign("sha256").replace("sha256", "sha1")],
  ["of a method that is not known", sign("md5")],
  ["cut short", sign("sha256").slice(0, -2)],
  ["with something behind it", `${sign("sha256")}00`],
  ["twice", `${sign("sha256")}, ${sign("sha256")}`],
  ["without a method", sign("sha256").slice(7)],
  ["not in hexadecimal", "sha1=zz"],
])("a signature %s is wrong", (_, header) => {
  expect(judgeSignature(header, BODY, SECRET)).toBe("wrong");
});

test.each([null, "", " "])("none: %j", (header) => {
  expect(judgeSignature(header, BODY, SECRET)).toBe("missing");
});
