import { type Canvas, headPainter } from '@chamelaion/engine/testing';
import {
  FilePathTarget,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { type Rgb, rgbToI420 } from '../src/media/rgb.js';
import { installWebCodecs, whileCodecsRun } from '../src/media/webcodecs.js';

export interface Shooting {
  /** Its ending names the container. */
  readonly output: string;
  readonly paint: (i: number) => Canvas;
  /** When each frame is shown, in seconds; the last time ends the film. */
  readonly times: readonly number[];
  readonly codec: VideoCodec;
  /** Width over height of a pixel. */
  readonly pixelAspect?: number;
  /** Degrees clockwise by which a player turns the film; the pictures are stored turned the other way. */
  readonly rotation?: 0 | 90 | 180 | 270;
  readonly colorSpace?: VideoColorSpaceInit;
  /** Whether the file says that it has an alpha channel. */
  readonly transparent?: boolean;
}

const containers = { mp4: Mp4OutputFormat, mov: MovOutputFormat, webm: WebMOutputFormat, mkv: MkvOutputFormat };

/** Writes a silent film as cameras and editors might: any codec, container, shape and frame times. */
export async function shoot(options: Shooting): Promise<void> {
  const { output, paint, times, codec, pixelAspect = 1, rotation = 0, colorSpace, transparent } = options;
  installWebCodecs();
  const Format = containers[output.slice(output.lastIndexOf('.') + 1) as keyof typeof containers];
  const file = new Output({ format: new Format(), target: new FilePathTarget(output) });
  const source = new VideoSampleSource({ codec, bitrate: 1e6 });
  file.addVideoTrack(source, { rotation, ...(transparent && { canBeTransparent: true }) });
  await whileCodecsRun(async () => {
    await file.start();
    for (let i = 0; i + 1 < times.length; i++) {
      const { width, height, data } = rgbToI420(turned(paint(i).toRgb(), rotation));
      const sample = new VideoSample(data, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        displayWidth: Math.round(width * pixelAspect),
        displayHeight: height,
        timestamp: times[i]!,
        duration: times[i + 1]! - times[i]!,
        ...(colorSpace && { colorSpace }),
      });
      await source.add(sample);
      sample.close();
    }
    await file.finalize();
  });
}

/** A square picture turned so that turning it clockwise by `degrees` shows it upright. */
function turned({ width, data }: Rgb, degrees: number): Rgb {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] =
        degrees === 90
          ? [width - 1 - y, x]
          : degrees === 180
            ? [width - 1 - x, width - 1 - y]
            : degrees === 270
              ? [y, width - 1 - x]
              : [x, y];
      out.set(data.subarray(3 * (v * width + u), 3 * (v * width + u) + 3), 3 * (y * width + x));
    }
  return { width, height: width, data: out };
}

/** Evenly spaced frame times and the end of the last frame. */
export const evenly = (frames: number, fps: number): number[] => Array.from({ length: frames + 1 }, (_, i) => i / fps);

/** A head that says "papapa", frame by frame. */
export function babbler(size: number, fps = 25): (i: number) => Canvas {
  const opening = Float32Array.from({ length: 600 }, (_, i) => Math.max(0, Math.sin((i / fps) * 18)) ** 2);
  return headPainter({ opening, size, fps, look: 'birch' });
}
