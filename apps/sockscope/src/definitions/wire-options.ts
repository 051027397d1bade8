import { Option } from 'commander';
import type { Command } from 'commander';
import * as parse from '../arguments';

/** Adds a cut of the wire. */
export function addCutOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--cut-after <packets>', 'the wire is cut when so many packets have gone over it').argParser(
        parse.packets,
      ),
    )
    .addOption(new Option('--cut-for <duration>', 'how long it is cut (1s unless given)').argParser(parse.delayMs));
}

/** Adds what `demo` and `lab` can do to the network: with any of these options it is a wire of our own. */
export function addWireOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--delay <duration>', 'over a wire with this delay, one way (needs root)').argParser(parse.delayMs),
    )
    .addOption(new Option('--jitter <duration>', 'the delay varies so much, up and down').argParser(parse.delayMs))
    .addOption(new Option('--loss <percent>', 'the wire loses this share of the packets: 1%').argParser(parse.ratio))
    .addOption(new Option('--reorder <percent>', 'this share is overtaken by the next packet').argParser(parse.ratio))
    .addOption(new Option('--duplicate <percent>', 'this share arrives twice').argParser(parse.ratio))
    .addOption(new Option('--seed <number>', 'chance begins there: the same packets are met').argParser(parse.seed));
}
