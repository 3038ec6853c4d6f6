// A process of readers: opens many sockets to one server and keeps count of what each receives.
import { setTimeout as wait } from "node:timers/promises";
import { machineMs, serveQuestions } from "../worker.ts";
import { type LeanReader, numberFinder, openLeanReader } from "./lean-reader.ts";

export interface ConnectInput {
  port: number;
  path: string;
  token?: string;
  count: number;
  /** ask with `since` after a cut, as a reader of our hub does; else just connect again */
  resumes: boolean;
}

export interface ReadersReport {
  sockets: number;
  received: number;
  lost: number;
  doubled: number;
  resyncs: number;
  /** publish to receive, milliseconds */
  p50: number;
  p99: number;
  max: number;
  /** from a cut until everything that was missed is there, milliseconds, of all sockets and cuts */
  catchUpP50: number;
  catchUpP99: number;
  /** machine time at which the last socket had the last event; 0 while not all have */
  completeAt: number;
}

interface Seat {
  reader: LeanReader | null;
  /** number of the newest event received, as the publisher counts from 1 */
  n: number;
  seq: number;
  received: number;
  lost: number;
  doubled: number;
  cutAt: number;
  /** head of the log when it came back: what it has to reach to have caught up */
  owed: number;
}

const BUCKETS_PER_MS = 20;
const latencies = new Uint32Array(BUCKETS_PER_MS * 20_000);
const catchUps: number[] = [];
let seats: Seat[] = [];
let expected = Number.POSITIVE_INFINITY;
/** off at saturation, where looking at the clock for each event would make the readers the bottleneck */
let timed = true;
let complete = 0;
let completeAt = 0;
let resyncs = 0;
let input: ConnectInput;
const findN = numberFinder('"n":');
const findSeq = numberFinder('"seq":');
const findSentAt = numberFinder('"atUs":');

function receive(seat: Seat, buffer: Buffer, start: number, end: number): void {
  const n = findN(buffer, start, end);
  if (n === -1) {
    receiveControl(seat, buffer, start, end);
    return;
  }
  if (n <= seat.n) {
    seat.doubled += 1;
    return;
  }
  seat.lost += n - seat.n - 1;
  seat.n = n;
  seat.received += 1;
  if (timed && input.resumes) seat.seq = findSeq(buffer, start, end);
  if (timed) {
    const sentAt = findSentAt(buffer, start, end) / 1_000;
    const bucket = Math.floor((machineMs() - sentAt) * BUCKETS_PER_MS);
    latencies[Math.max(0, Math.min(latencies.length - 1, bucket))]! += 1;
  }
  if (seat.cutAt !== 0) caughtUp(seat);
  if (n !== expected) return;
  complete += 1;
  if (complete === seats.length) completeAt = machineMs();
}

function receiveControl(seat: Seat, buffer: Buffer, start: number, end: number): void {
  const message = JSON.parse(buffer.toString("utf8", start, end)) as { type?: string; seq: number };
  if (message.type === "resync") resyncs += 1;
  if (message.type !== "connected") return;
  if (seat.seq === -1) seat.seq = message.seq;
  seat.owed = message.seq;
  if (seat.cutAt !== 0) caughtUp(seat);
}

function caughtUp(seat: Seat): void {
  if (seat.owed === 0 || seat.seq < seat.owed) return;
  catchUps.push(machineMs() - seat.cutAt);
  seat.cutAt = 0;
}

function open(seat: Seat): Promise<void> {
  return new Promise((resolve) => {
    const since = input.resumes && seat.seq >= 0 ? `?since=${seat.seq}` : "";
    const mine = openLeanReader({
      port: input.port,
      path: input.path + since,
      ...(input.token === undefined ? {} : { token: input.token }),
      onText: (buffer, start, end) => {
        if (seat.reader === mine) receive(seat, buffer, start, end);
      },
      onOpen: resolve,
      onClose: () => {
        // not by us: come back at once
        if (seat.reader === mine) void open(seat).then(resolve);
      },
    });
    seat.reader = mine;
  });
}

function quantileOfLatencies(q: number): number {
  const total = latencies.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let bucket = 0; bucket < latencies.length; bucket += 1) {
    seen += latencies[bucket]!;
    if (seen >= q * total) return (bucket + 1) / BUCKETS_PER_MS;
  }
  return Number.NaN;
}

serveQuestions({
  async connect(given: ConnectInput) {
    input = given;
    seats = Array.from({ length: given.count }, () => ({
      reader: null,
      n: 0,
      seq: -1,
      received: 0,
      lost: 0,
      doubled: 0,
      cutAt: 0,
      owed: 0,
    }));
    for (let i = 0; i < seats.length; i += 50) await Promise.all(seats.slice(i, i + 50).map(open));
  },
  expect(n: number) {
    if (n === expected) return;
    expected = n;
    completeAt = 0;
    complete = seats.filter((seat) => seat.n >= n).length;
    if (complete === seats.length) completeAt = machineMs();
  },
  untimed() {
    timed = false;
  },
  /** Cuts every socket and comes back at once, all at the same time. */
  async cut() {
    for (const seat of seats) {
      const { reader } = seat;
      seat.reader = null;
      reader?.close();
      seat.cutAt = machineMs();
      seat.owed = 0;
    }
    await Promise.all(seats.map(open));
  },
  report(): ReadersReport {
    const sum = (of: (seat: Seat) => number) => seats.reduce((total, seat) => total + of(seat), 0);
    const last = Number.isFinite(expected) ? expected : 0;
    catchUps.sort((a, b) => a - b);
    return {
      sockets: seats.length,
      received: sum(({ received }) => received),
      lost: sum(({ lost, n }) => lost + Math.max(0, last - n)),
      doubled: sum(({ doubled }) => doubled),
      resyncs,
      p50: quantileOfLatencies(0.5),
      p99: quantileOfLatencies(0.99),
      max: quantileOfLatencies(1),
      catchUpP50: catchUps[Math.floor(catchUps.length * 0.5)] ?? 0,
      catchUpP99: catchUps[Math.floor(catchUps.length * 0.99)] ?? 0,
      completeAt,
    };
  },
  /** Waits until every socket has the event that is expected, for at most so many seconds. */
  async complete(seconds: number) {
    const end = machineMs() + seconds * 1_000;
    while (completeAt === 0 && machineMs() < end) await wait(10);
  },
});
