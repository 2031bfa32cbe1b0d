// Projects that use the npm package: installed from the packed file, and built by each bundler with the settings that
// the package's README names.

import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSite, copySite } from './frameworks.mjs';
import { REPOSITORY } from './paths.mjs';

const FOLDER = join(REPOSITORY, 'tests', 'bundlers');
/** The projects; `node_modules` in it has the package, that of the folder above the bundlers. */
export const PROJECTS = join(FOLDER, '.work');
const PACKAGE = join(REPOSITORY, 'dist', 'npm');
const INSTALLED = join(PROJECTS, 'node_modules', 'baca-reader');

const run = (program, args, cwd, env = {}) => promisify(execFile)(program, args, { cwd, env: { ...process.env, NODE_ENV: 'production', ...env } });
export const bin = (name) => join(FOLDER, 'node_modules', '.bin', name);
const npm = (args, cwd) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd);

/** Why the tests cannot run, or null. */
export const missing = () =>
  (existsSync(join(PACKAGE, 'package.json')) ? null : 'there is no dist/npm: run `cargo xtask package`')
  ?? (existsSync(bin('vite')) ? null : 'the bundlers are not installed: run `cargo xtask setup --tests`');

/** Packs the package and installs the file into an empty project, without the network. */
export async function install() {
  rmSync(PROJECTS, { recursive: true, force: true });
  mkdirSync(PROJECTS, { recursive: true });
  writeFileSync(join(PROJECTS, 'package.json'), '{ "private": true, "type": "module" }');
  await npm(['pack', '--pack-destination', PROJECTS], PACKAGE);
  const packed = readdirSync(PROJECTS).find((name) => name.endsWith('.tgz'));
  await npm(['install', '--offline', '--legacy-peer-deps', `./${packed}`], PROJECTS);
}

const TAG = '<baca-reader src="/feed.json"><p>Before</p></baca-reader>';
const html = (script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<script type="module" src="${script}"></script><body>${TAG}</body></html>`;

/** Writes the files of a project; returns its folder. */
function project(name, files) {
  const folder = join(PROJECTS, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

const MAIN = 'import "baca-reader";\n';
/** Adds a page to the output of a bundler that has none. */
const withPage = (folder, script = './main.js') => {
  writeFileSync(join(folder, 'index.html'), html(script));
  return folder;
};

/** Bundlers by name; each function builds a project and returns the folder of its output. */
export const BUNDLERS = {
  async vite() {
    const folder = project('vite', { 'index.html': html('./main.js'), 'main.js': MAIN });
    await run(bin('vite'), ['build', '--logLevel', 'error'], folder);
    return join(folder, 'dist');
  },

  async 'vite, which inlines the WebAssembly'() {
    const config = 'export default { build: { assetsInlineLimit: 1e8 } };\n';
    const folder = project('vite-inline', { 'index.html': html('./main.js'), 'main.js': MAIN, 'vite.config.js': config });
    await run(bin('vite'), ['build', '--logLevel', 'error'], folder);
    return join(folder, 'dist');
  },

  async webpack() {
    const folder = project('webpack', { 'main.js': MAIN });
    await run(bin('webpack'), ['--mode', 'production', '--entry', './main.js'], folder);
    return withPage(join(folder, 'dist'));
  },

  async parcel() {
    const folder = project('parcel', { 'index.html': html('./main.js'), 'main.js': MAIN });
    await run(bin('parcel'), ['build', 'index.html', '--no-cache', '--no-source-maps', '--log-level', 'error'], folder);
    return join(folder, 'dist');
  },

  async rollup() {
    const config = `import { nodeResolve } from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';
export default { input: 'main.js', output: { dir: 'dist' }, plugins: [nodeResolve(), importMetaAssets()] };\n`;
    const folder = project('rollup', { 'main.js': MAIN, 'rollup.config.js': config });
    await run(bin('rollup'), ['--config', '--silent'], folder);
    return withPage(join(folder, 'dist'));
  },

  async esbuild() {
    const folder = project('esbuild', { 'main.js': MAIN });
    const out = join(folder, 'dist');
    const esbuild = join(REPOSITORY, 'node_modules', '.bin', 'esbuild');
    await run(esbuild, ['main.js', '--bundle', '--format=esm', '--splitting', `--outdir=${out}`, '--log-level=error'], folder);
    for (const file of readdirSync(INSTALLED).filter((name) => /\.(wasm|wav)$/.test(name))) cpSync(join(INSTALLED, file), join(out, file));
    return withPage(out);
  },

  async 'esbuild in one file, with setBasePath'() {
    const main = 'import { setBasePath } from "baca-reader";\nsetBasePath("/assets/baca");\n';
    const folder = project('esbuild-copy', { 'main.js': main });
    const out = join(folder, 'dist');
    const esbuild = join(REPOSITORY, 'node_modules', '.bin', 'esbuild');
    await run(esbuild, ['main.js', '--bundle', '--format=iife', `--outdir=${out}`, '--log-level=error'], folder);
    cpSync(INSTALLED, join(out, 'assets', 'baca'), { recursive: true });
    return withPage(out);
  },

  async 'no bundler'() {
    const out = project('copied', {});
    cpSync(INSTALLED, join(out, 'baca-reader'), { recursive: true });
    return withPage(out, './baca-reader/baca.js');
  },
};

/** Writes a project for the server of Vite that serves this feed; returns its folder. */
export function viteProject(feed) {
  const folder = project('vite-dev', { 'index.html': html('./main.js'), 'main.js': MAIN });
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'public', 'feed.json'), JSON.stringify(feed));
  return folder;
}

/** Imports a file of the package on a server and returns the names of its exports. */
export async function importOnServer(name) {
  const script = `import(${JSON.stringify(name)}).then((all) => console.log(JSON.stringify(Object.keys(all))))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], PROJECTS);
  return JSON.parse(stdout);
}

/** Returns the scripts that the package exports, but for the service worker: `baca-reader`, `baca-reader/define` … */
export function exportedScripts() {
  const { exports } = JSON.parse(readFileSync(join(INSTALLED, 'package.json'), 'utf8'));
  const isScript = ([name, target]) => target.default?.endsWith('.js') && name !== './sw';
  return Object.entries(exports).filter(isScript).map(([name]) => `baca-reader${name.slice(1)}`);
}

/** Builds the site of SvelteKit; resolves with its folder and that of its programs. */
export async function buildSvelteKit(feed) {
  const folder = copySite('sveltekit', join(PROJECTS, 'sveltekit'), feed);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await buildSite('sveltekit', folder, ([program, ...args], cwd, env) => run(bin(program), args, cwd, env));
  return { folder, programs: join(FOLDER, 'node_modules', '.bin') };
}

/** Compiles the uses of the package's types in each framework; resolves with the errors. */
export async function compileTypes(config) {
  const folder = join(PROJECTS, 'types');
  cpSync(join(FOLDER, 'types'), folder, { recursive: true });
  const tsc = join(REPOSITORY, 'node_modules', '.bin', 'tsc');
  return run(tsc, ['-p', join(folder, config), '--pretty', 'false'], folder).then(() => '', ({ stdout }) => stdout);
}

/** Builds a page with one reader by each framework; returns its folder. */
export async function buildFrameworks() {
  const from = join(FOLDER, 'frameworks');
  const { compile } = createRequire(join(FOLDER, 'package.json'))('svelte/compiler');
  const { js } = compile(readFileSync(join(from, 'reader.svelte'), 'utf8'), { generate: 'client' });
  const main = readFileSync(join(from, 'main.js'), 'utf8');
  const page = html('./main.js').replace(TAG, '');
  const folder = project('frameworks', { 'index.html': page, 'main.js': main, 'reader.svelte.js': js.code });
  await run(bin('vite'), ['build', '--logLevel', 'error'], folder);
  return join(folder, 'dist');
}
