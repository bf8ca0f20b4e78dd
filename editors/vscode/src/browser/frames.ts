// Messages as bytes: a header with the length, and JSON.

import { joined } from "./bytes";

const HEADER = /^Content-Length: (\d+)\r\n\r\n/;
const LONGEST_HEADER = 64;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function framed(message: unknown): Uint8Array {
  const body = encoder.encode(JSON.stringify(message));
  return joined([encoder.encode(`Content-Length: ${body.byteLength}\r\n\r\n`), body]);
}

/** The messages of bytes that hold whole ones. */
export function* messages(bytes: Uint8Array): Generator<unknown> {
  for (let at = 0; at < bytes.byteLength; ) {
    const header = HEADER.exec(decoder.decode(bytes.subarray(at, at + LONGEST_HEADER)));
    if (header === null) throw new Error("the server sent something else than a message");
    const start = at + header[0].length;
    at = start + Number(header[1]);
    yield JSON.parse(decoder.decode(bytes.subarray(start, at)));
  }
}
