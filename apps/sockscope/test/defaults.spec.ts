import * as core from '@sockscope/core';
import { buildProgram } from '../src/program';

/** The default of an option as `--help` shows it. The command line does not load core, for the sake of its speed. */
function shown(command: string, option: string): unknown {
  const found = buildProgram('', [], () => undefined).commands.find((known) => known.name() === command);
  return found?.options.find(({ long }) => long === option)?.defaultValue;
}

test.each(['server', 'client'])('the defaults that %s --help shows are those of core', (command) => {
  expect(shown(command, '--host')).toBe(core.DEFAULT_HOST);
  expect(shown(command, '--port')).toBe(core.DEFAULT_PORT);
});

test('the numbers that server and client --help name are those of core', () => {
  const help = buildProgram('', [], () => undefined).commands.map((command) =>
    command.helpInformation().replace(/\s+/g, ' '),
  );
  const [server = '', client = ''] = ['server', 'client'].map((name) =>
    help.find((text) => text.startsWith(`Usage: sockscope ${name} `)),
  );
  const buffer = `(default: ${core.ARTICLE_BUFFER_BYTES} with --article, else ${core.DEFAULT_BUFFER_BYTES})`;
  expect(shown('server', '--backlog')).toBe(core.DEFAULT_BACKLOG);
  expect(server).toContain(buffer);
  expect(client).toContain(buffer);
  expect(server).toContain(`0 never (default: ${core.DEFAULT_SERVER_TIMEOUT_MS / 1000}s)`);
  expect(client).toContain(`0 never (default: ${core.DEFAULT_CLIENT_TIMEOUT_MS / 1000}s;`);
});
