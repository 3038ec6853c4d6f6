import { describe, expect, test } from "vitest";
import { urlRefusal } from "./factory-url.ts";

describe("the address of a factory", () => {
  test("is that of a machine or a service, on this machine or another, with a path of its own", () => {
    for (const url of [
      "http://127.0.0.1:4000",
      "http://localhost:4000/factories/maker/",
      "https://maker.example.com",
      "http://[::1]:4000",
      "http://10.1.2.3",
      "http://metadata.example.com",
      "http://169.25.4.1",
      "http://[fd12::1]",
    ])
      expect(urlRefusal(url), url).toBeNull();
  });

  test("is never where clouds tell secrets, however it is spelt", () => {
    for (const url of [
      "http://169.254.169.254/latest/meta-data",
      "http://169.254.1.1",
      "http://2852039166",
      "http://0xa9fea9fe",
      "http://0251.0376.0251.0376",
      "http://[::ffff:169.254.169.254]",
      "http://[64:ff9b::a9fe:a9fe]",
      "http://[::ffff:0:169.254.169.254]",
      "http://[2002:a9fe:a9fe::1]",
      "http://[fe80::1]",
      "http://[febf::1]",
      "http://[fd00:ec2::254]",
      "http://metadata.google.internal",
      "http://METADATA.google.internal.",
      "http://metadata",
      "http://100.100.100.200",
    ])
      expect(urlRefusal(url), url).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("has no password, no query and no fragment", () => {
    expect(urlRefusal("http://me:secret@maker.example")?.error).toBe(
      "url: leave user and password out, none are sent",
    );
    expect(urlRefusal("http://me:secret@maker.example")?.error).not.toContain("secret");
    for (const url of ["http://maker.example/?a=1", "http://maker.example/#a"])
      expect(urlRefusal(url)?.error).toContain("leave out what comes after");
  });
});
