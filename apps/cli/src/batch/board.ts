import path from 'node:path';
import type { Clock } from '../context/clock.js';
import { formatClock } from '../output/format.js';
import type { Output } from '../output/output.js';
import { colorStatus } from '../output/status.js';
import { formatTable } from '../output/table.js';
import type { Activity, BatchView, Outcome } from './batch.js';
import type { PlannedJob } from './plan.js';

const REDRAW_MS = 200;

interface ActiveJob extends Activity {
  job: PlannedJob;
  sinceMs: number;
}

/** The live table of a batch: what is under way, and how far the whole is. Elsewhere than on a terminal, a line for each job that ends. */
export class Board implements BatchView {
  readonly #output: Output;
  readonly #clock: Clock;
  readonly #total: number;
  readonly #startedAt: number;
  readonly #active = new Map<string, ActiveJob>();
  readonly #stop: () => void;
  #ended = 0;
  #worked = 0;
  #failed = 0;

  constructor(output: Output, clock: Clock, total: number) {
    this.#output = output;
    this.#clock = clock;
    this.#total = total;
    this.#startedAt = clock.now();
    this.#stop = clock.every(REDRAW_MS, () => this.#draw());
  }

  active(job: PlannedJob, activity: Activity): void {
    const sinceMs = this.#active.get(job.key)?.sinceMs ?? this.#clock.now();
    this.#active.set(job.key, { ...activity, job, sinceMs });
  }

  ended({ job, status, reason }: Outcome): void {
    this.#active.delete(job.key);
    this.#ended += 1;
    if (status !== 'skipped') this.#worked += 1;
    if (status === 'failed' || status === 'unclear') this.#failed += 1;
    if (status === 'skipped') return;
    const said = [path.basename(job.output), colorStatus(this.#output.noteColors, status), ...(reason ? [reason] : [])];
    this.#output.note(`[${this.#ended}/${this.#total}] ${said.join('  ')}`);
  }

  /** Takes the table away. */
  end(): void {
    this.#stop();
    this.#output.live.clear();
  }

  #draw(): void {
    if (!this.#output.live.isLive) return;
    const now = this.#clock.now();
    const jobs = [...this.#active.values()].sort((a, b) => a.job.line - b.job.line);
    const rows = jobs.map(({ job, label, share, sinceMs }) => [
      String(job.line),
      path.basename(job.output),
      share === undefined ? label : `${label} ${Math.floor(share * 100)}%`,
      formatClock(now - sinceMs),
    ]);
    const table =
      rows.length > 0
        ? formatTable(['LINE', 'OUTPUT', 'STATE', 'TIME'], rows, {
            columns: this.#output.live.columns,
            whole: ['LINE', 'STATE', 'TIME'],
          })
        : [];
    this.#output.live.draw([...table, this.#totals(now)]);
  }

  #totals(now: number): string {
    const elapsedMs = now - this.#startedAt;
    const left = this.#total - this.#ended;
    const eta = this.#worked > 0 && left > 0 ? [`about ${formatClock((elapsedMs / this.#worked) * left)} left`] : [];
    const failed = this.#failed > 0 ? [`${this.#failed} failed or unclear`] : [];
    return [`${this.#ended} of ${this.#total} ended`, ...failed, formatClock(elapsedMs), ...eta].join(' · ');
  }
}
