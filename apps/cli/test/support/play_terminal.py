"""Runs a program in a real pseudo-terminal and plays a user.

argv: a JSON list of steps ["text to wait for (regex)", "what to type"], the environment as JSON, then the command.
Writes everything that the terminal showed, then a line with the exit code.
"""
import json, os, pty, re, select, signal, sys, time

steps, environment, command = json.loads(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execve(command[0], command, environment)
import fcntl, struct, termios
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
shown, seen, deadline = b"", 0, time.time() + 50
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    if steps:
        found = re.search(steps[0][0].encode(), shown[seen:])
        if found:
            seen += found.end()
            os.write(terminal, steps.pop(0)[1].encode())
else:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.stdout.buffer.write(b"\n<exit %d>" % os.waitstatus_to_exitcode(status))
