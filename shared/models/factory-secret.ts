import { z } from "zod";
import { FactoryName } from "./factory.ts";

/**
 * Headers that a secret cannot be: those of the connection, of the body, and those by which a call says what flow it is of.
 */
const taken =
  /^(?:host|connection|keep-alive|te|trailer|upgrade|expect|date|via|accept|accept-encoding|transfer-encoding|content-.*|proxy-.*|sec-.*|traceparent|tracestate|x-trace-id)$/;

/** A header with which a factory is called over HTTP or Cap'n Web, so that it knows who calls. */
export const FactorySecret = z.object({
  name: FactoryName,
  /** the address whose origin it is sent to, and no other: https, or this machine */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  header: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, "the name of a header")
    .transform((name) => name.toLowerCase())
    .refine((name) => !taken.test(name), "is set by the call itself; authorization is the usual one")
    .default("authorization"),
  value: z
    .string()
    .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/, "1 to 4096 printable characters"),
});
export type FactorySecret = z.output<typeof FactorySecret>;
