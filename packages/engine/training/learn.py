"""Learns the voice model from the tapes of corpus.ts: python3 learn.py CACHE [--steps N] [--seed N] ...

A temporal convolution network on 40 log-mel bands: two frames in, two frames out (50 steps a second), residual blocks of
dilated convolutions. It predicts nine mouth shapes and opening, width, rounding. Needs Debian's python3-torch, CPU only.
"""
import argparse, glob, json, math, os, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from align import align

MEL, LABELS = 40, 6
SHAPES = 9
# Classes of sounds.ts: m, n, ŋ, p, b, t, d, k, g are 1 to 9.
SOUNDS, NASALS, STOPS = 27, (1, 3), (4, 9)

ap = argparse.ArgumentParser()
ap.add_argument('cache')
ap.add_argument('--steps', type=int, default=1200)
ap.add_argument('--batch', type=int, default=20)
ap.add_argument('--seconds', type=float, default=8)
ap.add_argument('--rate', type=float, default=3e-3)
ap.add_argument('--width', type=int, default=112)
ap.add_argument('--inner', type=int, default=96)
ap.add_argument('--dilations', default='1,2,4,8,16')
ap.add_argument('--human', type=float, default=.65, help='share of crops from recorded people')
ap.add_argument('--smoothing', type=float, default=.05)
ap.add_argument('--drop', type=float, default=.1)
ap.add_argument('--corr', type=float, default=.5)
ap.add_argument('--augment', type=float, default=1, help='strength of noise, room and channel, 0 to 1')
ap.add_argument('--exclude', default='', help='comma-separated parts of tape names to leave out')
ap.add_argument('--side', type=float, default=.5, help='weight of telling sounds apart')
ap.add_argument('--nose', type=float, default=.3, help='how much murmurs and the sound of shut stops vary, log10 of power')
ap.add_argument('--bumps', type=float, default=.15)
ap.add_argument('--real', default='', help='comma-separated people who are drawn more often than others')
ap.add_argument('--often', type=float, default=1, help='how often each of them is drawn, to another person once')
ap.add_argument('--contrast', type=float, default=0, help='how much weaker or stronger formants are drawn')
ap.add_argument('--joins', type=float, default=0, help='share of crops that are cut into pieces with another spectrum each')
ap.add_argument('--lean', type=float, default=0, help='how far the first layer leans towards the clip\'s own mean and variance, 0 to 1')
ap.add_argument('--balance', type=float, default=.5, help='0: every frame counts alike, 1: every shape does')
ap.add_argument('--init', default='', help='name of a model in the cache to start from')
ap.add_argument('--align', default='', help='comma-separated people, or patterns of their names, whose recordings are aligned by the model --init; nothing is learned')
ap.add_argument('--test', default='validation', help='folder of the cache with the tapes that are measured')
ap.add_argument('--seed', type=int, default=1)
ap.add_argument('--threads', type=int, default=2)
ap.add_argument('--out', default='model')
args = ap.parse_args()
torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)
torch.set_num_threads(args.threads)


def load(pattern):
    tapes = {}
    for path in sorted(glob.glob(os.path.join(args.cache, pattern))):
        name = os.path.basename(path)[:-4]
        if any(part and part in name for part in args.exclude.split(',')):
            continue
        tapes[name] = np.fromfile(path, np.float32).reshape(-1, MEL + LABELS)
    return tapes


def normalise(mel):
    """Gain from the loudest 5 % of frames, then most of the mean spectrum of the loud frames off; and which frames are loud."""
    energy = torch.log10((10 ** mel).mean(2))
    ref = torch.quantile(energy, .95, dim=1)[:, None]
    z = (mel - ref[:, :, None]).clamp(-5, 2)
    loud = (energy > ref - 2).float()
    n = loud.sum(1)[:, None]
    mean = (z * loud[:, :, None]).sum(1) / n.clamp(min=1)
    share = .7 * n / (n + 200)
    return z - (share * (mean - mean.mean(1, keepdim=True)))[:, None, :], loud


def uniform(n, low, high):
    return torch.from_numpy(rng.uniform(low, high, n).astype(np.float32))


def normal(n, sigma):
    return torch.from_numpy(rng.normal(0, sigma, n).astype(np.float32))


def curve(B, sigma):
    """A smooth random spectrum for every crop: a slope and bumps two to six bands wide."""
    x = torch.arange(MEL)[None]
    found = normal(B, sigma)[:, None] * (x / (MEL - 1) - .5) * 2
    for _ in range(4):
        found = found + normal(B, sigma)[:, None] * torch.exp(-((x - uniform(B, 0, MEL)[:, None]) / uniform(B, 1.5, 5)[:, None]) ** 2)
    return found


def noses(mel, sound):
    """Other noses and throats: the murmurs of all nasals, and what is heard through shut stops, through another filter."""
    B, T, _ = mel.shape
    for first, last in (NASALS, STOPS):
        share = ((sound >= first) & (sound <= last)).float()
        share = F.avg_pool1d(share[:, None], 3, 1, 1)[:, 0]
        mel = mel + share[:, :, None] * curve(B, args.nose)[:, None, :]
        mel = mel + (share * normal(B, args.nose)[:, None])[:, :, None]
    return mel


def joins(B, T):
    """Speech put together from pieces of 60 to 250 ms: another small filter from one to the next, in some of the crops."""
    pieces = int(T / 6) + 2
    lengths = torch.from_numpy(rng.integers(6, 25, (B, pieces)))
    piece = (torch.arange(T)[None, :, None] >= lengths.cumsum(1)[:, None, :]).sum(2)
    filters = curve(B * pieces, .12).reshape(B, pieces, MEL) + normal(B * pieces, .1).reshape(B, pieces, 1)
    some = (uniform(B, 0, 1) < args.joins).float()[:, None, None]
    return some * torch.gather(filters, 1, piece[:, :, None].expand(B, T, MEL))


def augment(mel):
    """Another tract, microphone, room, noise and line for every crop."""
    B, T, M = mel.shape
    s = args.augment
    x = torch.linspace(0, 1, M)
    warp = uniform(B, 1 - .12 * s, 1 + .16 * s)
    at = (torch.arange(M)[None, :] * warp[:, None]).clamp(0, M - 1)
    lo = at.floor().long(); hi = (lo + 1).clamp(max=M - 1); w = (at - lo)[:, None, :]
    take = lambda i: torch.gather(mel, 2, i[:, None, :].expand(B, T, M))
    m = take(lo) * (1 - w) + take(hi) * w
    wave = lambda sigma, top: normal(B, sigma)[:, None] * torch.sin(math.pi * x[None] * uniform(B, 1, top)[:, None] + uniform(B, 0, 6)[:, None])
    if args.bumps: m = m + s * curve(B, args.bumps)[:, None, :]
    if args.joins: m = m + joins(B, T)
    if args.contrast:
        broad = F.avg_pool1d(m, 7, 1, 3, count_include_pad=False)
        m = broad + (1 + uniform(B, -args.contrast, args.contrast))[:, None, None] * (m - broad)
    m = m + s * (normal(B, .3)[:, None] * (x - .5)[None] * 2 + wave(.15, 4) + wave(.1, 8))[:, None, :]
    p = 10 ** m
    # Room: the energy dies away exponentially.
    rt = uniform(B, .15, .7); wet = uniform(B, 0, .25) * (uniform(B, 0, 1) < .5 * s).float()
    k = torch.arange(40)[None, :]
    kernel = wet[:, None] * 10 ** (-6 * k * .01 / rt[:, None]); kernel[:, 0] = 1
    q = F.pad(p.permute(0, 2, 1), (39, 0)).reshape(1, B * M, T + 39)
    kk = kernel.flip(1)[:, None, :].expand(B, M, 40).reshape(B * M, 1, 40)
    if wet.max() > 0:
        p = F.conv1d(q, kk, groups=B * M).reshape(B, M, T).permute(0, 2, 1)
    level = torch.quantile(p.mean(2), .95, dim=1)
    # Noise of any colour, steady or moving slowly; sometimes another voice.
    noisy = (uniform(B, 0, 1) < .75 * s).float()
    snr = torch.where(uniform(B, 0, 1) < .65, uniform(B, 4, 30), uniform(B, 30, 50))
    colour = 10 ** (normal(B, .6)[:, None] * (x - .5)[None] * 2 + wave(.3, 5)); colour = colour / colour.mean(1, keepdim=True)
    grain = torch.from_numpy(rng.gamma(4, .25, (B, T, M)).astype(np.float32))
    knots = T // 20 + 2
    slow = F.interpolate(normal(B * knots, .35).reshape(B, 1, knots), size=T, mode='linear', align_corners=True)[:, 0]
    moving = (uniform(B, 0, 1) < .35).float()[:, None]
    noise = colour[:, None, :] * grain * 10 ** (slow * moving)[:, :, None]
    p = p + (noisy * level * 10 ** (-snr / 10))[:, None, None] * noise
    other = (uniform(B, 0, 1) < .12 * s).float() * level / level.roll(1).clamp(min=1e-9) * 10 ** (-uniform(B, 8, 25) / 10)
    p = p + other[:, None, None] * p.roll(1, 0)
    # A narrow line, and codecs that drop the top.
    cut = torch.where(uniform(B, 0, 1) < .2 * s, uniform(B, 27, 40), torch.full((B,), 41.))
    p = p * torch.where(torch.arange(M)[None] > cut[:, None], 1e-4, 1.)[:, None, :]
    gain = 10 ** uniform(B, -2 * s, 1 * s)
    return torch.log10(p * gain[:, None, None] + 1e-7)


class ClipNorm(nn.BatchNorm1d):
    """Batch normalisation whose mean and variance lean towards those of the clip's own loud frames, the more of them the more."""
    def forward(self, x, loud):
        if self.training:
            mean, var = x.mean((0, 2)), x.var((0, 2))
            with torch.no_grad():
                self.running_mean.lerp_(mean, self.momentum); self.running_var.lerp_(var, self.momentum)
        else:
            mean, var = self.running_mean, self.running_var
        w = F.avg_pool1d(loud[:, None], 2); n = w.sum(2, keepdim=True)
        own = (x * w).sum(2, keepdim=True) / n.clamp(min=1)
        spread = ((x - own) ** 2 * w).sum(2, keepdim=True) / n.clamp(min=1)
        share = args.lean * n / (n + 100)
        mean = mean[None, :, None].lerp(own, share); var = var[None, :, None].lerp(spread, share)
        return (x - mean) / (var + self.eps).sqrt() * self.weight[:, None] + self.bias[:, None]


class Block(nn.Module):
    def __init__(self, width, inner, dilation):
        super().__init__()
        self.wide = nn.Conv1d(width, inner, 3, dilation=dilation, padding=dilation)
        self.point = nn.Conv1d(inner, width, 1)
        self.norm = nn.BatchNorm1d(inner)
        nn.init.zeros_(self.point.bias)
        self.point.weight.data *= .3

    def forward(self, x):
        return x + self.point(F.dropout(F.relu(self.norm(self.wide(x))), args.drop, self.training))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.front = nn.Conv1d(MEL, args.width, 6, stride=2, padding=2)
        self.norm = ClipNorm(args.width)
        self.blocks = nn.ModuleList(Block(args.width, args.inner, int(d)) for d in args.dilations.split(','))
        self.head = nn.Conv1d(args.width, 2 * (SHAPES + 3), 1)
        self.side = nn.Conv1d(args.width, 2 * SOUNDS, 1)

    def forward(self, features):
        z, loud = features
        h = F.relu(self.norm(self.front(z.transpose(1, 2) * .5), loud))
        for block in self.blocks:
            h = block(h)
        h = F.relu(h)
        return two_frames(self.head(h)), two_frames(self.side(h))


def two_frames(y):
    B, N, T = y.shape
    return y.reshape(B, 2, N // 2, T).permute(0, 3, 1, 2).reshape(B, 2 * T, N // 2)


def loss_of(outputs, label, weight, sound_weight):
    y, sounds = outputs
    logits = y[:, :, :SHAPES]; shape = label[:, :, 0].long()
    ce = F.cross_entropy(logits.reshape(-1, SHAPES), shape.reshape(-1), weight=weight, label_smoothing=args.smoothing)
    mse = ((y[:, :, SHAPES:] - label[:, :, 1:4]) ** 2).mean() * 3
    a = y[:, :, SHAPES]; b = label[:, :, 1]
    a = a - a.mean(1, keepdim=True); b = b - b.mean(1, keepdim=True)
    r = (a * b).sum(1) / ((a * a).sum(1) * (b * b).sum(1) + 1e-6).sqrt()
    side = F.cross_entropy(sounds.reshape(-1, SOUNDS), label[:, :, 5].long().reshape(-1), weight=sound_weight, label_smoothing=args.smoothing)
    return ce + 3 * mse + args.corr * (1 - r).mean() + args.side * side


def events(mask):
    d = np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])); return list(zip(np.where(d == 1)[0], np.where(d == -1)[0]))


def measure(model, tapes):
    model.eval(); rows = {}
    for name, tape in tapes.items():
        t = torch.from_numpy(tape[: len(tape) // 2 * 2]); z = normalise(t[None, :, :MEL])
        with torch.no_grad():
            y = model(z)[0][0]
        q = F.softmax(y[:, :SHAPES], 1).numpy(); lab = tape[: len(q), MEL:]
        i25 = np.arange(2, len(q), 4); smooth = (q + np.roll(q, 1, 0) + np.roll(q, -1, 0)) / 3
        acc = (smooth[i25].argmax(1) == lab[i25, 0]).mean()
        r = np.corrcoef(y[:, SHAPES].numpy()[i25], lab[i25, 1])[0, 1]
        truth = events(lab[:, 4] > 0); got = [e for e in events(smooth[:, 0] > .5) if e[1] - e[0] >= 2]
        near = lambda e, es: any(g[0] - 4 <= e[1] and g[1] + 4 >= e[0] for g in es)
        rec = np.mean([near(e, got) for e in truth]); pre = np.mean([near(e, truth) for e in got]) if got else 0
        rows[name] = [round(float(v), 3) for v in (acc, r, rec, pre)]
    model.train(); return rows


def restore(model):
    if args.init:
        model.load_state_dict(torch.load(os.path.join(args.cache, args.init + '.pt')))


def folded(conv, norm):
    """A convolution and the normalisation after it as one convolution."""
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    return conv.weight * scale[:, None, None], (conv.bias - norm.running_mean) * scale + norm.bias


def packed(model):
    tensors = {}
    def put(name, weight, bias):
        tensors[name + '.weight'] = weight.detach().numpy(); tensors[name + '.bias'] = bias.detach().numpy()
    put('front', model.front.weight, model.front.bias); put('norm', model.norm.weight, model.norm.bias)
    put('usual', model.norm.running_mean, model.norm.running_var + model.norm.eps)
    for i, block in enumerate(model.blocks):
        put(f'blocks.{i}.wide', *folded(block.wide, block.norm)); put(f'blocks.{i}.point', block.point.weight, block.point.bias)
    put('head', model.head.weight, model.head.bias); put('side', model.side.weight, model.side.bias)
    return tensors


def save(model, rows):
    for name, row in rows.items():
        print(name, row)
    if rows: print('mean', np.mean(list(rows.values()), 0).round(3), flush=True)
    torch.save(model.state_dict(), os.path.join(args.cache, args.out + '.pt'))
    tensors = packed(model)
    np.concatenate([v.ravel() for v in tensors.values()]).astype(np.float16).tofile(os.path.join(args.cache, args.out + '.f16'))
    json.dump({'tensors': {k: list(v.shape) for k, v in tensors.items()}, 'dilations': [int(d) for d in args.dilations.split(',')],
               'arguments': {k: v for k, v in vars(args).items() if k not in ('cache', 'threads')}, 'validation': rows},
              open(os.path.join(args.cache, args.out + '.json'), 'w'), indent=1)


def align_people(model):
    """Writes the times of all recordings but the worst 15 % of every person, which often say something else than their text."""
    model.eval()
    for path in sorted(path[:-4] for who in args.align.split(',') for path in glob.glob(os.path.join(args.cache, 'recordings', who + '.mel'))):
        lines = json.load(open(path + '.json')); mel = np.fromfile(path + '.mel', np.float32).reshape(-1, MEL)
        found = []; at = 0
        for line in lines:
            x = torch.from_numpy(mel[at: at + line['frames'] // 2 * 2]); at += line['frames']
            with torch.no_grad():
                odds = F.softmax(model(normalise(x[None]))[1][0], 1).numpy()
            found.append((line['name'], *align(np.log(.97 * odds + .03 / SOUNDS), np.array(line['classes']))))
        cut = np.quantile([likely for _, _, likely in found], .15)
        json.dump({name: times for name, times, likely in found if likely >= cut}, open(path + '.times.json', 'w'))
        print(os.path.basename(path), 'recordings', len(found), 'log p of the worst kept', round(float(cut), 2), flush=True)


def main():
    if args.align:
        model = Model(); restore(model); align_people(model); return
    tapes = load('tapes/*.f32'); tests = load(args.test + '/*.f32')
    human = [n for n in tapes if n.startswith('human')]; espeak = [n for n in tapes if n.startswith('espeak')]
    print('hours human', sum(len(tapes[n]) for n in human) / 36e4, 'espeak', sum(len(tapes[n]) for n in espeak) / 36e4, flush=True)
    count = sum(np.bincount(t[:, MEL].astype(int), minlength=SHAPES) for t in tapes.values()); share = count / count.sum()
    weight = (share + .01) ** -args.balance; weight /= (weight * share).sum(); weight[0] *= 1.25
    weight = torch.tensor(weight, dtype=torch.float32)
    heard = sum(np.bincount(t[:, MEL + 5].astype(int), minlength=SOUNDS) for t in tapes.values()); heard = heard / heard.sum()
    sound_weight = (heard + .005) ** -.5; sound_weight = torch.tensor(sound_weight / (sound_weight * heard).sum(), dtype=torch.float32)
    speakers = sorted({n.split('-')[1] for n in human})
    odds = np.array([args.often if who in args.real.split(',') else 1. for who in speakers]); odds /= odds.sum()
    model = Model(); restore(model); print('parameters', sum(p.numel() for p in model.parameters()), 'tapes', len(tapes), flush=True)
    opt = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=1e-4); T = int(args.seconds * 100) // 2 * 2
    begin = time.time(); mean = 0
    for step in range(args.steps):
        crops = []
        for _ in range(args.batch):
            if rng.random() < args.human:
                who = rng.choice(speakers, p=odds); mine = [n for n in human if n.split('-')[1] == who]; name = mine[rng.integers(len(mine))]
            else:
                name = espeak[rng.integers(len(espeak))]
            tape = tapes[name]; at = rng.integers(len(tape) - T); crops.append(tape[at:at + T])
        x = torch.from_numpy(np.stack(crops)); label = x[:, :, MEL:]
        with torch.no_grad():
            z = normalise(augment(noses(x[:, :, :MEL], label[:, :, 5])))
        for g in opt.param_groups:
            g['lr'] = args.rate * min(1, (step + 1) / 50) * .5 * (1 + math.cos(math.pi * step / args.steps))
        loss = loss_of(model(z), label, weight, sound_weight); opt.zero_grad(); loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.); opt.step(); mean += loss.item()
        if (step + 1) % 100 == 0:
            print(step + 1, 'loss', round(mean / 100, 3), 's', round(time.time() - begin), flush=True); mean = 0
        if (step + 1) % 500 == 0 and step + 1 < args.steps:
            save(model, measure(model, tests))
    save(model, measure(model, tests))


main()
