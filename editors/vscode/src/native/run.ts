import { execFile } from "node:child_process";

/** What a run of the program printed, and how it ended. */
export interface Ran {
  status: number;
  output: string;
  complaints: string;
}

/** Runs the program once. Fails only when it cannot be run at all. */
export function run(binary: string, args: string[], folder?: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: "1" } };
    execFile(binary, args, options, (error, output, complaints) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ status: Number(error?.code ?? 0), output, complaints });
    });
  });
}
