import { mouthTrack } from '@chamelaion/engine';

const MINUTES = 10;
const RATE = 16000;

/** Speed and memory of reading ten minutes of sound. */
export function costs(): string[] {
  const pcm = new Float32Array(MINUTES * 60 * RATE);
  for (let i = 0; i < pcm.length; i++) pcm[i] = Math.sin(i * 0.05) * Math.sin(i * 0.0007) * 0.3;
  mouthTrack(pcm.subarray(0, RATE), { sampleRate: RATE, fps: 25 });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  mouthTrack(pcm, { sampleRate: RATE, fps: 25 });
  const used = process.cpuUsage(cpu);
  const seconds = (used.user + used.system) / 1e6;
  const megabytes = (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
  return [
    '',
    `${MINUTES} minutes of sound: ${seconds.toFixed(1)} s of processor, ${((MINUTES * 60) / seconds).toFixed(0)} × real time, ` +
      `peak ${megabytes.toFixed(0)} MB above the input`,
  ];
}
