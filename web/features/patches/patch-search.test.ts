import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../routes-search.ts";
import { filterOf, PatchSearch, toggled, withoutFilters } from "./patch-search.ts";

const read = (text: string) => PatchSearch.parse(parseSearch(text));

test("an address restores filters, search, selection and views", () => {
  const address =
    "?q=metrics&status=failed&status=reverted&file=src/a,b.ts&order=ORD-002&view=table&diff=split&patch=p1";
  expect(read(address)).toEqual({
    q: "metrics",
    status: ["failed", "reverted"],
    file: ["src/a,b.ts"],
    order: ["ORD-002"],
    view: "table",
    diff: "split",
    patch: "p1",
  });
  expect(read(stringifySearch(read(address)))).toEqual(read(address));
});

test("parts that make no sense are left out, the rest stands", () => {
  expect(read("?status=broken&view=cards&patch=../x&op=append&unknown=1")).toEqual({ op: ["append"] });
});

test("the filter holds what narrows, and nothing else", () => {
  expect(filterOf(read("?q=a&order=ORD-1&task=T-1&view=table&patch=p1"))).toEqual({
    search: "a",
    order_id: ["ORD-1"],
    task_id: "T-1",
  });
  expect(filterOf(read("?view=table"))).toEqual({});
});

test("clearing the filters keeps selection and view", () => {
  expect(stringifySearch(withoutFilters(read("?q=a&status=failed&view=table&patch=p1")))).toBe(
    "?view=table&patch=p1",
  );
});

test("a facet's values are switched one by one; with the last one the facet goes", () => {
  const one = toggled(read("?view=table"), "status", "failed");
  const two = toggled(one, "status", "applied");
  expect(two).toMatchObject({ status: ["failed", "applied"], view: "table" });
  expect(toggled(two, "status", "failed").status).toEqual(["applied"]);
  expect(toggled(one, "status", "failed")).not.toHaveProperty("status");
});
