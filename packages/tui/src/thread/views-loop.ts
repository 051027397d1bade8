import { saveFile } from '../shell/save-file';
import { saveSettings } from '../shell/settings-file';
import { Ticker } from '../shell/ticker';
import { COMMANDS } from '../view/commands/command-table';
import type { Effect, EffectReport } from '../view/effect';
import { KeyBindings } from '../view/keys/key-bindings';
import { screenFrame } from '../view/screen/screen-frame';
import { UiController } from '../view/ui-controller';
import type { UiSnapshot, UiSource } from '../view/ui-source';
import type { UserSettings } from '../view/settings/parse-settings';
import { isUserInput } from './views';
import type { ViewsInput, ViewsNews, ViewsSetting } from './views';

/** What is shown. */
export interface ShownSource {
  readonly source: UiSource;
  /** What it is, in words: a session's name. Need not be safe to print. */
  readonly title: string;
  /** Goes back to the first handshake once a live run has ended that the user only followed: for runs of a blink. */
  readonly returnsToStart?: boolean;
  /** Gives packets of it as a capture file, piece by piece; absent where none can be written. */
  readonly packetFile?: (snapshot: UiSnapshot, packets: SavedPackets['packets']) => Iterable<Uint8Array>;
}

type SavedPackets = Extract<Effect, { readonly kind: 'save-packets' }>;

/** At most 30 pictures a second of what goes on by itself. */
const LEAST_PAUSE_MS = 33;

/**
 * Lets the views work: takes what the terminal tells and what the source has new, and draws. There is never more than one
 * frame on its way: what changes while the terminal has not taken the last one is in the next.
 */
export class ViewsLoop {
  readonly #ui: UiController;
  readonly #source: UiSource;
  readonly #packetFile: ShownSource['packetFile'];
  readonly #setting: ViewsSetting;
  readonly #say: (news: ViewsNews) => void;
  readonly #ticker: Ticker;
  readonly #stopFollowing: () => void;
  #size: ViewsSetting['size'];
  #isFrameOnItsWay = false;
  #isOutdated = false;
  #drawnAtMs = 0;

  constructor(
    { source, title, returnsToStart = false, packetFile }: ShownSource,
    setting: ViewsSetting,
    settings: UserSettings,
    say: (news: ViewsNews) => void,
  ) {
    this.#source = source;
    this.#packetFile = packetFile;
    this.#setting = setting;
    this.#say = say;
    this.#size = setting.size;
    this.#ui = new UiController({
      title,
      snapshot: source.snapshot(),
      display: { size: setting.size, charset: setting.charset },
      bindings: new KeyBindings(COMMANDS, settings.keys),
      nowMs: () => performance.now(),
      returnsToStart,
    });
    this.#ticker = new Ticker(this.#ui, () => this.#onTick());
    for (const effect of this.#ui.applySettings(settings)) this.#carryOut(effect);
    this.#stopFollowing = source.subscribe(() => this.#onNews());
    this.#draw();
  }

  tell(input: ViewsInput): void {
    if (input.kind === 'drawn') {
      this.#isFrameOnItsWay = false;
      if (this.#isOutdated) this.#draw();
      return;
    }
    const effect = this.#take(input);
    if (effect) this.#carryOut(effect);
    if (effect?.kind !== 'quit') this.#draw();
    if (isUserInput(input)) this.#say({ kind: 'answered' });
  }

  close(): void {
    this.#ticker.stop();
    this.#stopFollowing();
    this.#source.close();
  }

  #take(input: Exclude<ViewsInput, { readonly kind: 'drawn' }>): Effect | null {
    switch (input.kind) {
      case 'key':
        return this.#key(input.key);
      case 'paste':
        this.#ui.paste(input.text);
        return null;
      case 'press':
        this.#ui.press(input.x, input.y);
        return null;
      case 'drag':
        this.#ui.drag(input.x, input.y);
        return null;
      case 'wheel':
        this.#ui.wheel(input.direction);
        return null;
      case 'size':
        this.#size = input.size;
        return null;
      case 'charset':
        this.#ui.setCharset(input.charset);
        return null;
      case 'background':
        this.#ui.setBackground(input.background);
        return null;
      case 'notice':
        this.#ui.notify(input.notice);
        return null;
      case 'sender-ready':
        this.#source.senderIsReady?.();
        return null;
    }
  }

  #key(key: string): Effect | null {
    const wasPaused = this.#ui.state.isPaused;
    const effect = this.#ui.key(key);
    if (wasPaused && !this.#ui.state.isPaused) this.#ui.show(this.#source.snapshot());
    return effect;
  }

  /** A newer snapshot would take the one that is held from under the user's eyes; what was captured is counted all the same. */
  #onNews(): void {
    if (!(this.#ui.state.isPaused && this.#source.isLive)) this.#ui.show(this.#source.snapshot());
    this.#draw();
  }

  /** Of work that goes on, a picture now and then will do. */
  #onTick(): void {
    const isWorking = this.#ui.nextTickMs === 0;
    if (isWorking && performance.now() - this.#drawnAtMs < LEAST_PAUSE_MS) this.#ticker.schedule();
    else this.#draw();
  }

  #draw(): void {
    this.#ticker.schedule();
    this.#isOutdated = this.#isFrameOnItsWay;
    if (this.#isFrameOnItsWay) return;
    this.#isFrameOnItsWay = true;
    this.#drawnAtMs = performance.now();
    this.#say({ kind: 'frame', frame: screenFrame(this.#ui.frame(this.#size)) });
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#say({ kind: 'send', text: effect.text });
      case 'save':
        return this.#report(saveFile(effect, effect.text));
      case 'save-packets':
        return this.#report(this.#savePackets(effect));
      case 'save-settings':
        return this.#report(Promise.resolve(saveSettings(this.#setting.env, effect.kept)));
      case 'open-run':
        return this.#report(openRun(this.#source, effect.place));
      default:
        this.#say({ kind: 'effect', effect });
    }
  }

  async #savePackets(effect: SavedPackets): Promise<EffectReport> {
    if (!this.#packetFile) return { text: 'packets cannot be saved here', isProblem: true };
    return saveFile(effect, this.#packetFile(effect.snapshot, effect.packets));
  }

  /** Says what came of an effect, when it has come. */
  #report(outcome: Promise<EffectReport>): void {
    void outcome.then((notice) => {
      if (notice === null) return;
      this.#ui.notify(notice);
      this.#draw();
    });
  }
}

async function openRun(source: UiSource, place: number): Promise<EffectReport> {
  try {
    await source.openRun?.(place);
    return null;
  } catch (error) {
    return { text: (error as Error).message, isProblem: true };
  }
}
