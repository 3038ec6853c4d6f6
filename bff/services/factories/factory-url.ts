import { type Refusal, refuse } from "../../../shared/result.ts";

/**
 * Why a factory is not called at this address; null where it may be. A card comes from whoever has a token of role
 * agent: it must not have this server ask the services with which a cloud configures its machines. What a name stands
 * for is looked at when it is asked, by the host; a redirect is never followed.
 */
export function urlRefusal(url: string): Refusal | null {
  const { hostname, username, password, search, hash } = new URL(url);
  const why = (words: string) =>
    refuse("INVALID_INPUT", `url: ${words}`, { problems: [{ path: "url", message: words }] });
  if (username !== "" || password !== "") return why("leave user and password out, none are sent");
  if (search !== "" || hash !== "")
    return why('leave out what comes after "?" and "#": /simulateOperation or /rpc is added to it');
  if (isForbiddenHost(hostname))
    return why(
      `"${hostname}" is an address at which clouds serve metadata or that is valid on one link only; name the factory's own`,
    );
  return null;
}

/**
 * Whether no factory is at this name or address. As the URL parser leaves it: lower case, IPv4 in four decimal parts,
 * IPv6 shortened, in brackets or without.
 */
export function isForbiddenHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, "");
  if (metadataNames.has(host)) return true;
  const address = host.startsWith("[") ? host.slice(1, -1) : host;
  const dotted = mappedIPv4(address) ?? address;
  return /^169\.254\./.test(dotted) || metadataAddresses.has(dotted) || /^fe[89ab][0-9a-f]:/.test(address);
}

const metadataNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "metadata.azure.internal",
  "metadata.azure.com",
  "instance-data",
  "instance-data.ec2.internal",
]);
/** of clouds that serve it elsewhere than at 169.254.169.254 */
const metadataAddresses = new Set(["100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"]);

/** The IPv4 address that an IPv6 address stands for: `::ffff:a9fe:a9fe`, `::ffff:169.254.1.1`, `2002:a9fe:a9fe::1`. */
function mappedIPv4(address: string): string | null {
  const [, written] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  if (written !== undefined) return written;
  const [, high, low] =
    /^(?:::ffff:|::ffff:0:|::|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ??
    /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/.exec(address) ??
    [];
  if (high === undefined || low === undefined) return null;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}
