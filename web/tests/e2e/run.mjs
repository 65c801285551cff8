// Runs the tests in a browser against a server of their own: the samples and a hostile report in a store of their own,
// on a free port. Ends with 77 where something is missing that they need.
//   node tests/e2e/run.mjs [arguments of vitest]
// DRAGOMAN: the program; CHROMIUM: the browser; SHOTS: a folder for a picture of each view.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const web = resolve(here, '../..');
const dragoman = resolve(process.env.DRAGOMAN ?? join(web, '../build/release/dragoman'));
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}
if (!existsSync(join(web, 'node_modules/vitest'))) skip('no node_modules; run `npm ci` in web/');
if (!existsSync(chromium)) skip(`no browser at ${chromium}; install Debian's chromium, or set CHROMIUM`);
if (!existsSync(dragoman)) skip(`no program at ${dragoman}; build it, or set DRAGOMAN`);
if (!existsSync(join(dirname(dragoman), 'share/dragoman/web/index.html')) && !process.env.RESOURCES)
  skip('the program has no web desk; run `npm run build` in web/, then cmake again');

const folder = mkdtempSync(join(tmpdir(), 'dragoman-web-'));
const store = join(folder, 'samples.db');
const resources = process.env.RESOURCES ? ['--resources', process.env.RESOURCES] : [];
const servers = [];
function end(code) {
  for (const server of servers) server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

const read = spawnSync(dragoman, ['read', join(web, '../samples'), join(here, 'hostile'), '--store', store, '--format', 'none', ...resources], { encoding: 'utf8' });
if (read.status !== 0) {
  console.log(read.stderr);
  end(1);
}
// Starts a server, gives where it is.
async function serve(...options) {
  const server = spawn(dragoman, ['serve', '--port', '0', '--rate', '0', ...options, ...resources]);
  servers.push(server);
  let said = '';
  const address = await new Promise((found) => {
    const look = (data) => {
      said += data;
      const at = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
      if (at) found(`${at[1]}/`);
    };
    server.stdout.on('data', look);
    server.stderr.on('data', look);
    server.on('exit', () => found(''));
  });
  if (!address) {
    console.log(`the server did not start: ${said}`);
    end(1);
  }
  return address;
}
// A second one lets in those who have a token.
const tokens = join(folder, 'tokens.tsv');
function token(name, ...options) {
  const made = spawnSync(dragoman, ['token', name, '--tokens', tokens, ...options], { encoding: 'utf8' });
  if (made.status !== 0) {
    console.log(made.stderr);
    end(1);
  }
  return made.stdout.trim();
}
const guarded = join(folder, 'guarded.db');
copyFileSync(store, guarded);
const TOKENS = { reader: token('guest'), writer: token('ana', '--role', 'write'), expired: token('old', '--expires', '2020-01-01') };
const address = await serve('--store', store);
const locked = await serve('--store', guarded, '--tokens', tokens);
// What is derived from many reports is made behind the start.
for (let i = 0; i < 240; ++i) {
  const answer = await fetch(`${address}api/v1/happenings?limit=1`);
  if (answer.ok) break;
  await new Promise((later) => setTimeout(later, 500));
}
const tests = spawn('npx', ['vitest', 'run', '--dir', here, '--no-file-parallelism', '--test-timeout', '90000', '--hook-timeout', '60000', ...process.argv.slice(2)], {
  cwd: web,
  stdio: 'inherit',
  env: { ...process.env, BASE: address, LOCKED: locked, TOKENS: JSON.stringify(TOKENS), TOKEN_FILE: tokens, STORE: store, DRAGOMAN: dragoman, RESOURCES: process.env.RESOURCES ?? '', CHROMIUM: chromium },
});
tests.on('exit', (code) => end(code ?? 1));
