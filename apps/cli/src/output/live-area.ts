import { truncate } from './width.js';

/** Where a live area draws. */
export interface LiveTarget {
  write(text: string): unknown;
  columns?: number | undefined;
  rows?: number | undefined;
}

/**
 * The lines at the foot of a terminal that are drawn again and again, with lasting lines above them.
 * Where the target is not a terminal nothing is redrawn: only lasting lines are written.
 */
export class LiveArea {
  readonly #target: LiveTarget;
  readonly isLive: boolean;
  #drawn = 0;
  #lines: string[] = [];

  constructor(target: LiveTarget, isLive: boolean) {
    this.#target = target;
    this.isLive = isLive;
  }

  /** How wide a live line may be: the `^C` that a terminal echoes behind it must not begin another line. */
  get columns(): number {
    return (this.#target.columns ?? 80) - 3;
  }

  /** Replaces the live lines; more than fit on the screen are left out. */
  draw(lines: string[]): void {
    if (!this.isLive) return;
    this.#lines = lines;
    const visible = lines
      .slice(0, Math.max(1, (this.#target.rows ?? 24) - 1))
      .map((line) => truncate(line, this.columns));
    this.#target.write(this.#eraser() + visible.join('\n'));
    this.#drawn = visible.length;
  }

  /** Writes a lasting line above the live ones. */
  print(line: string): void {
    const again = this.#lines;
    this.clear();
    this.#target.write(`${line}\n`);
    if (again.length > 0) this.draw(again);
  }

  /** Takes the live lines away. */
  clear(): void {
    if (this.#drawn > 0) this.#target.write(this.#eraser());
    this.#drawn = 0;
    this.#lines = [];
  }

  #eraser(): string {
    if (this.#drawn === 0) return '';
    const up = this.#drawn > 1 ? `\u001b[${this.#drawn - 1}A` : '';
    return `\r${up}\u001b[J`;
  }
}
