import { expect, test } from "vitest";
import { event, openJournal, openStore, sender } from "../../host/node/fixtures/store.ts";

test("an event handed in by the one who was just answered does not wait for the next stranger", async () => {
  const { journal } = openJournal(await openStore());
  const seqs: number[] = [];
  for (const id of ["p1", "p2", "p3"]) seqs.push((await journal.patch(event(id), sender)).seq);
  expect(seqs).toEqual([1, 2, 3]);
});
