"""Finds when the sounds of a known text are made, from how likely every class of sounds is in every frame."""
import numpy as np

# Nats that a pause between two sounds costs.
PAUSE = 10.
NEVER = -1e9


def align(likely, classes):
    """Viterbi search over pause, sound, pause, sound … pause; a sound lasts two frames at least, a pause may be left out.

    likely: log probabilities [frames, classes of sounds]; classes: those of the text, in order.
    Gives [number of the sound, first frame, one past the last], and the mean log probability of the frames with sound.
    """
    frames = len(likely); states = 3 * len(classes) + 1; number = np.arange(states)
    kind = np.zeros(states, int); kind[1::3] = classes; kind[2::3] = classes
    heard = likely[:, kind]
    score = np.full(states, NEVER); score[0] = heard[0, 0]; score[1] = heard[0, 1]
    back = np.zeros((frames, states), np.int8)
    for t in range(1, frames):
        stay = np.where(number % 3 == 1, NEVER, score)
        on = np.concatenate([[NEVER], score[:-1]]); on[3::3] -= PAUSE
        past = np.where(number % 3 == 1, np.concatenate([[NEVER, NEVER], score[:-2]]), NEVER)
        ways = np.stack([stay, on, past]); back[t] = ways.argmax(0)
        score = ways.max(0) + heard[t]
    state = states - 1 if score[-1] >= score[-2] else states - 2
    path = np.zeros(frames, int)
    for t in range(frames - 1, -1, -1):
        path[t] = state; state -= back[t, state]
    times = []
    for i in range(len(classes)):
        at = np.where((path == 3 * i + 1) | (path == 3 * i + 2))[0]
        if len(at): times.append([i, int(at[0]), int(at[-1]) + 1])
    sounding = path % 3 > 0
    return times, float(heard[np.arange(frames), path][sounding].mean()) if sounding.any() else NEVER
