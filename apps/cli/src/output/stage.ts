import type { Clock } from '../context/clock.js';
import { formatBytes, formatClock } from './format.js';
import type { Output } from './output.js';
import { RateMeter } from './rate.js';
import { displayWidth, truncate } from './width.js';

const BAR_CELLS = 24;
const NARROW_BAR_CELLS = 10;
/** What is kept of a label where the terminal is narrow. */
const LABEL_CELLS = 10;
const REDRAW_MS = 100;
const HEARTBEAT_MS = 15_000;

/** One step of a job as the user sees it: a bar with rate and time left, or a clock. */
export class Stage {
  readonly #output: Output;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #meter: RateMeter;
  readonly #stop: () => void;
  #label: string;
  #bytes: number | undefined;
  #totalBytes: number | undefined;
  #etaMs: number | undefined;

  /** Begins a step; where nothing can be redrawn, its label and a heartbeat every 15 s are written instead. */
  constructor(output: Output, clock: Clock, label: string) {
    this.#output = output;
    this.#clock = clock;
    this.#label = label;
    this.#startedAt = clock.now();
    this.#meter = new RateMeter(() => clock.now());
    if (output.live.isLive) this.#redraw();
    else output.note(label);
    this.#stop = clock.every(output.live.isLive ? REDRAW_MS : HEARTBEAT_MS, () => this.#redraw());
  }

  /** Milliseconds since the step began. */
  get elapsedMs(): number {
    return this.#clock.now() - this.#startedAt;
  }

  /** Notes how far a transfer is; `totalBytes` is left out while it is not known. */
  transferred(bytes: number, totalBytes?: number): void {
    this.#bytes = bytes;
    this.#totalBytes = totalBytes;
    this.#meter.add(bytes);
  }

  /** Another label, with the expected whole length of the step where there is a guess. */
  relabel(label: string, expectedMs?: number): void {
    if (label !== this.#label && !this.#output.live.isLive) this.#output.note(label);
    this.#label = label;
    this.#etaMs = expectedMs;
  }

  /** Ends the step with a lasting line. */
  done(text: string): void {
    this.end();
    this.#output.note(`${this.#output.noteColors.green('✓')} ${text}`);
  }

  /** Ends the step without a word: an error follows. */
  end(): void {
    this.#stop();
    this.#output.live.clear();
  }

  #redraw(): void {
    const { live } = this.#output;
    if (!live.isLive) {
      this.#output.note([this.#label, ...this.#measures(BAR_CELLS)].join('  '));
      return;
    }
    const fits = (cells: number, labelCells: number) => widthOf(this.#measures(cells)) + labelCells <= live.columns;
    const bar =
      [BAR_CELLS, NARROW_BAR_CELLS].find((cells) => fits(cells, displayWidth(this.#label))) ??
      (fits(NARROW_BAR_CELLS, LABEL_CELLS) ? NARROW_BAR_CELLS : 0);
    const measures = this.#measures(bar);
    const label = truncate(this.#label, Math.max(LABEL_CELLS, live.columns - widthOf(measures)));
    live.draw([[label, ...measures].join('  ')]);
  }

  #measures(barCells: number): string[] {
    const { dim } = this.#output.noteColors;
    if (this.#bytes === undefined) {
      const clock = formatClock(this.elapsedMs);
      const left = this.#etaMs === undefined ? undefined : this.#etaMs - this.elapsedMs;
      return left === undefined || left <= 0 ? [clock] : [clock, dim(`about ${formatClock(left)} left`)];
    }
    const rate = this.#meter.bytesPerSecond();
    const speed = rate === undefined ? [] : [`${formatBytes(rate)}/s`];
    if (!this.#totalBytes) return [formatBytes(this.#bytes), ...speed];
    const share = Math.min(1, this.#bytes / this.#totalBytes);
    const left = this.#meter.etaMs(this.#totalBytes);
    return [
      ...(barCells > 0 ? [this.#bar(share, barCells)] : []),
      `${String(Math.floor(share * 100)).padStart(3)}%`,
      `${formatBytes(this.#bytes)} of ${formatBytes(this.#totalBytes)}`,
      ...speed,
      ...(left === undefined ? [] : [dim(`ETA ${formatClock(left)}`)]),
    ];
  }

  #bar(share: number, cells: number): string {
    const full = Math.round(share * cells);
    const { green, dim } = this.#output.noteColors;
    return green('━'.repeat(full)) + dim('─'.repeat(cells - full));
  }
}

/** How wide measures are, each behind a gap of two. */
const widthOf = (measures: readonly string[]): number =>
  measures.reduce((sum, each) => sum + 2 + displayWidth(each), 0);
