// The program as WebAssembly, with what it asks of a system: an input, an output, a clock, and no files.

import { Fd, WASI } from "@bjorn3/browser_wasi_shim";

import { joined } from "./bytes";

export interface Instance {
  /** Gives the program some input, has it do what there is to do, and tells what it wrote. Throws when it crashes. */
  turn(input: Uint8Array): Uint8Array;
}

class Input extends Fd {
  bytes = new Uint8Array();

  /** No bytes: there is no more for now. */
  override fd_read(size: number): { ret: number; data: Uint8Array } {
    const data = this.bytes.subarray(0, size);
    this.bytes = this.bytes.subarray(size);
    return { ret: 0, data };
  }
}

class Output extends Fd {
  constructor(private readonly take: (bytes: Uint8Array) => void) {
    super();
  }

  override fd_write(data: Uint8Array): { ret: number; nwritten: number } {
    this.take(data.slice());
    return { ret: 0, nwritten: data.byteLength };
  }
}

interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  turn(): void;
}

/** Makes the program ready. `complain` is told what it writes when it crashes. */
export async function instantiate(program: BufferSource, complain: (text: string) => void): Promise<Instance> {
  const input = new Input();
  let written: Uint8Array[] = [];
  const complaints = new Output((bytes) => complain(new TextDecoder().decode(bytes)));
  const system = new WASI([], [], [input, new Output((bytes) => written.push(bytes)), complaints], { debug: false });
  const { instance } = await WebAssembly.instantiate(program, { wasi_snapshot_preview1: system.wasiImport });
  const exports = instance.exports as Exports;
  system.initialize({ exports });
  return {
    turn: (sent) => {
      input.bytes = new Uint8Array(sent);
      exports.turn();
      const said = joined(written);
      written = [];
      return said;
    },
  };
}
