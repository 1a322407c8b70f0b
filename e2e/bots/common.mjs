// What all bots of the proof share: a free loopback port, a line of JSON about it, and an end together with the runner.
import { createServer } from 'node:http';

export function env(name) {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

// report prints one JSON object per line: what the bot saw and did, for the reader of a failed run.
export function report(object) {
  process.stdout.write(JSON.stringify(object) + '\n');
}

// endWithParent exits when the runner closes our standard input, also if it was killed.
export function endWithParent() {
  process.stdin.on('end', () => process.exit(0));
  process.stdin.resume();
}

export function listen(handler) {
  endWithParent();
  const server = createServer(handler);
  server.listen(0, '127.0.0.1', () => report({ port: server.address().port }));
  return server;
}
