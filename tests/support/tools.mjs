// Finds installed programs. Downloads nothing.

import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

const folders = [join(REPOSITORY, '.tools', 'bin'), ...(process.env.PATH ?? '').split(delimiter), join(homedir(), '.cargo', 'bin')];

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const leftOut = (process.env.BACA_WITHOUT ?? '').split(',').map((name) => name.trim());

/** Returns whether `BACA_WITHOUT` (such as `wordpress,isso,webkit`) leaves out the tests with a server or engine. */
export const isLeftOut = (name) => leftOut.includes(name);

/** Returns the path of the first of these programs that is installed, or null. */
export const findProgram = (...names) =>
  names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;

/** Returns the path of WebKitGTK's MiniBrowser, which Debian and Fedora install next to the library, or null. */
export function findMiniBrowser() {
  const list = (folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  };
  return (
    ['/usr/lib', '/usr/lib64', '/usr/libexec']
      .flatMap((folder) => [folder, ...list(folder)])
      .flatMap((folder) => ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')))
      .find(isProgram) ?? null
  );
}
