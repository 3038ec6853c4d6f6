import type { PbfReader } from "pbf";
import { Malformed } from "./export-request.ts";

// `pbf` reads what it is told to, past the end of a message and of whatever type; here that is an error.

const varint = 0;
const fixed64 = 1;
const delimited = 2;

function expectType(pbf: PbfReader, type: number): void {
  if (pbf.type !== type)
    throw new Malformed("", `a field at byte ${pbf.pos} has wire type ${pbf.type} in place of ${type}`);
}

/** Fills `result` from the message that is the value of the current field. */
export function message<T>(
  pbf: PbfReader,
  readField: (field: number, result: T, pbf: PbfReader) => void,
  result: T,
): T {
  expectType(pbf, delimited);
  return whole(pbf, readField, result, pbf.readVarint() + pbf.pos);
}

/** The same for the bytes up to `end`. */
export function whole<T>(
  pbf: PbfReader,
  readField: (field: number, result: T, pbf: PbfReader) => void,
  result: T,
  end: number,
): T {
  if (end <= pbf.length) pbf.readFields(readField, result, end);
  if (pbf.pos !== end)
    throw new Malformed("", `a message ends at byte ${Math.min(end, pbf.length)} in the middle of a field`);
  return result;
}

export function text(pbf: PbfReader): string {
  expectType(pbf, delimited);
  return inside(pbf, pbf.readString());
}

export function bytes(pbf: PbfReader): Uint8Array {
  expectType(pbf, delimited);
  return inside(pbf, pbf.readBytes());
}

function inside<T>(pbf: PbfReader, value: T): T {
  if (pbf.pos > pbf.length) throw new Malformed("", `a field ends beyond the body's ${pbf.length} bytes`);
  return value;
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(pbf: PbfReader): string {
  let digits = "";
  for (const byte of bytes(pbf)) digits += hexOf[byte]!;
  return digits;
}

export function uint(pbf: PbfReader): number {
  expectType(pbf, varint);
  return pbf.readVarint();
}

/** An int64, as its decimal digits where a number would round it. */
export function int(pbf: PbfReader): number | string {
  expectType(pbf, varint);
  const start = pbf.pos;
  const near = pbf.readVarint(true);
  if (Number.isSafeInteger(near)) return near;
  let exact = 0n;
  for (let at = pbf.pos - 1; at >= start; at -= 1) exact = (exact << 7n) | BigInt(pbf.buf[at]! & 0x7f);
  return String(BigInt.asIntN(64, exact));
}

export function double(pbf: PbfReader): number {
  expectType(pbf, fixed64);
  return pbf.readDouble();
}

/** Whole microseconds of a fixed64 of nanoseconds, exact: as one number it would be rounded first. */
export function microseconds(pbf: PbfReader): number {
  expectType(pbf, fixed64);
  const low = pbf.readFixed32();
  const high = pbf.readFixed32();
  const rest = (high % 1000) * 2 ** 32 + low;
  return Math.floor(high / 1000) * 2 ** 32 + Math.floor(rest / 1000);
}
