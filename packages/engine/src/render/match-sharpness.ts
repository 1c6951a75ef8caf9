import { type HeadSharpness, sampleStep } from '../analysis/head-sharpness.js';
import type { Pose } from '../face/pose.js';
import type { Box } from '../media/region.js';
import { detailIn, sharpenTo } from './detail.js';
import { blurAlong, blurBetween } from './motion-blur.js';
import type { Raster } from './raster.js';

/** A head in a frame: its pose, and how sharp it is there. */
interface Head {
  readonly pose: Pose;
  readonly sharpness: HeadSharpness;
}

/** The head a mouth is taken from, with the pixels of its frame and where its mouth is in them. */
interface Lender extends Head {
  readonly raster: Raster<Uint8Array>;
  readonly window: Box;
}

/** Share of the detail before resampling that is given back; all of it would also sharpen the codec's noise. */
const KEPT = 0.95;

/** Most by which a mouth from a blurred head is sharpened for a sharp one. */
const MOST_SHARPENED = 1.25;

/**
 * Makes a resampled mouth (in place) as sharp as the head it is put on: the detail that resampling took is given back, and it is
 * blurred where that head is.
 */
export function matchSharpness(patch: Raster, mask: ArrayLike<number>, window: Box, shown: Head, lender: Lender): void {
  const restored = KEPT * sharper(shown.sharpness, lender.sharpness) * detailIn(lender.raster, lender.window);
  sharpenTo(patch, mask, window, restored);
  const step = sampleStep(shown.pose.scale);
  blurAlong(patch, mask, 1, step * blurBetween(lender.sharpness.across, shown.sharpness.across));
  blurAlong(patch, mask, patch.width, step * blurBetween(lender.sharpness.down, shown.sharpness.down));
}

/** How much more detail than its own frame's a mouth needs on a head that is sharper than the lender's. */
function sharper(shown: HeadSharpness, lender: HeadSharpness): number {
  const needed = (shown.across[0]! * shown.down[0]!) / (lender.across[0]! * lender.down[0]! || 1);
  return Math.max(1, Math.min(MOST_SHARPENED, needed ** 0.25));
}
