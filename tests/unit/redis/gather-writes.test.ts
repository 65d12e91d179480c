import { Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { gatherWrites } from "../../../src/redis/gather-writes.ts";

/** A stream that keeps what it was given, a write at a time. */
function stream(): { sink: Writable; written: string[] } {
  const written: string[] = [];
  const sink = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      written.push(String(chunk));
      done();
    },
    writev(chunks, done) {
      written.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      done();
    },
  });
  gatherWrites(sink);
  return { sink, written };
}

test("what is written in one turn of the event loop goes out together, in order", async () => {
  const { sink, written } = stream();
  sink.write("a");
  await Promise.resolve();
  sink.write(Buffer.from("b"));
  process.nextTick(() => sink.write("c"));
  await nextTurn();
  sink.write("d");
  await nextTurn();
  expect(written).toEqual(["abc", "d"]);
});

test("what was written before the end goes out before it", async () => {
  const { sink, written } = stream();
  sink.write("a");
  sink.write("b");
  await new Promise<void>((resolve) => sink.end("c", resolve));
  await nextTurn();
  expect(written.join("")).toBe("abc");
});
