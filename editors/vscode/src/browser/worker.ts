// The server's worker. The first message is the program; all others are the protocol's, both ways.

import { joined } from "./bytes";
import { framed, messages } from "./frames";
import { instantiate, type Instance } from "./instance";

/** A request has an id and a method, an answer has no method, and a notification no id. */
interface Message {
  id?: number | string;
  method?: string;
}

let instance: Promise<Instance> | undefined;
/** What has come since the last turn. */
let waiting: Message[] = [];
let crash: string | undefined;

onmessage = ({ data }) => {
  if (instance === undefined) {
    instance = instantiate(data, complain);
    // Told when something is asked of it.
    instance.catch(() => undefined);
    return;
  }
  // What comes in the meantime has a part in the same turn: of ten keystrokes the last is linted.
  if (waiting.length === 0) setTimeout(turn);
  waiting.push(data);
};

async function turn(): Promise<void> {
  const taken = waiting;
  waiting = [];
  try {
    if (crash !== undefined) throw new Error(crash);
    const said = (await instance!).turn(joined(taken.map(framed)));
    for (const message of messages(said)) postMessage(message);
  } catch (error) {
    refuse(taken, error instanceof Error ? error.message : String(error));
  }
}

/** A program that has crashed once cannot be called again. */
function refuse(taken: Message[], reason: string): void {
  for (const { id, method } of taken) {
    if (id !== undefined && method !== undefined) postMessage({ jsonrpc: "2.0", id, error: { code: -32603, message: reason } });
  }
  if (crash === undefined) postMessage({ jsonrpc: "2.0", method: "dwtLint/crashed", params: { reason } });
  crash = reason;
}

function complain(text: string): void {
  postMessage({ jsonrpc: "2.0", method: "window/logMessage", params: { type: 1, message: text } });
}
