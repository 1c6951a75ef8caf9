/** What the engine process is asked to do: files in, file out. */
export interface EngineTask {
  /** Module to import `lipsync` from. */
  module: string;
  video: string;
  audio: string;
  output: string;
  /** `false` dubs the largest face of every frame. */
  activeSpeaker: boolean;
  /** Most memory in bytes that the process may hold before it ends itself. */
  memoryBytes: number;
}

/**
 * How the engine process says that it ended. Ending without a word means that it crashed. `systemCode` is the system's
 * word for what it could not do, such as `ENOSPC`.
 */
export type EngineReport =
  | { type: 'done'; seconds: number }
  | { type: 'error'; code: string; message: string; systemCode: string | undefined };

/** The signal by which an engine process ends itself when it holds more memory than it may. */
export const OUT_OF_MEMORY_SIGNAL = 'SIGUSR2';
